import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ChangeKind } from './account-registry';
import { problem, type Answer } from './answer';
import { PLATFORM_SIM_DEFAULTS, type PlatformSimOptions } from './options';
import { Platform, type Outcome, type PlatformSimStats } from './platform';

/** A stand-in that listens. */
export interface RunningPlatformSim {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string;
  stats(): PlatformSimStats;
  /** Cuts open connections and closes the journal. */
  stop(): Promise<void>;
}

const MAX_BODY_BYTES = 16_384;
const MAX_PAGE = 10_000;
const ACCOUNT_PATH = /^\/v1\/accounts\/([^/]+)(?:\/(ban|reinstate))?$/;

/**
 * Starts the stand-in for the lab's account platform on loopback.
 * @throws Error when the port is taken, or the accounts or the journal cannot be read.
 */
export async function startPlatformSim(
  options: Partial<PlatformSimOptions> & Pick<PlatformSimOptions, 'token'>,
): Promise<RunningPlatformSim> {
  const complete = { ...PLATFORM_SIM_DEFAULTS, ...options };
  const platform = new Platform(complete);
  const server = createServer((request, response) => {
    void respond(platform, complete.token, request)
      .catch(() => problem(500, 'internal-error', 'The platform failed'))
      .then((outcome) => send(response, outcome));
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(complete.port, '127.0.0.1', listening);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stats: () => platform.stats(),
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await platform.close();
    },
  };
}

async function respond(platform: Platform, token: string, request: IncomingMessage): Promise<Outcome> {
  if (request.headers.authorization !== `Bearer ${token}`) {
    return problem(
      401,
      'unauthorized',
      'The token is missing or wrong',
      {},
      { 'WWW-Authenticate': 'Bearer' },
    );
  }
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const call = `${request.method} ${url.pathname}`;
  if (call === 'GET /v1/stats') return { status: 200, body: { ...platform.stats() } };
  if (call === 'GET /v1/accounts') return list(platform, url.searchParams);
  const [, encodedId, kind] = ACCOUNT_PATH.exec(url.pathname) ?? [];
  const accountId = encodedId && decoded(encodedId);
  if (!accountId) return problem(404, 'no-such-path', 'There is nothing at this path');
  if (request.method === 'GET' && !kind) return platform.account(accountId);
  if (request.method === 'POST' && kind) return change(platform, request, kind as ChangeKind, accountId);
  return problem(405, 'method-not-allowed', 'This path does not take this method');
}

async function change(
  platform: Platform,
  request: IncomingMessage,
  kind: ChangeKind,
  accountId: string,
): Promise<Outcome> {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || key === '' || key.length > 255) return invalid('/headers/Idempotency-Key');
  const body = await readJson(request);
  if (body === 'too long') return problem(413, 'too-long', `The body may have ${MAX_BODY_BYTES} bytes`);
  for (const field of ['reason', 'reference'] as const) {
    if (typeof body[field] !== 'string' || body[field] === '') return invalid(`/${field}`);
  }
  const { reason, reference } = body as Record<'reason' | 'reference', string>;
  const fingerprint = JSON.stringify([kind, accountId, reason, reference]);
  return platform.change(key, fingerprint, { kind, accountId, reference });
}

function list(platform: Platform, query: URLSearchParams): Answer {
  const status = query.get('status');
  const limit = Number(query.get('limit') ?? 1_000);
  if (status !== 'banned' && status !== 'active') return invalid('/query/status');
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_PAGE) return invalid('/query/limit');
  return platform.list(status, query.get('after') ?? '', limit);
}

/** An empty object for a body that is not a JSON object: its fields are then found missing. */
async function readJson(request: IncomingMessage): Promise<Record<string, unknown> | 'too long'> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  if (bytes > MAX_BODY_BYTES) return 'too long';
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function send(response: ServerResponse, outcome: Outcome): void {
  if (outcome === 'cut') {
    response.destroy();
    return;
  }
  const { status, body, headers } = outcome;
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'Content-Type': status < 400 ? 'application/json' : 'application/problem+json',
    'Content-Length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}

function decoded(id: string): string | undefined {
  try {
    return decodeURIComponent(id);
  } catch {
    return undefined;
  }
}

function invalid(pointer: string): Answer {
  return problem(400, 'invalid-request', 'The request is not valid', { errors: [{ pointer }] });
}
