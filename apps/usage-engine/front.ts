import { randomUUID, timingSafeEqual } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { ChdbResult } from './chdb';
import { EngineException } from './engine-exception';
import { readRequest } from './engine-request';
import type { Spool } from './spool';
import type { EngineAnswer, UsageEngine } from './usage-engine';

/** Longest request line and headers, bytes: parameters travel in the URL, 25,000 account ids in one of them. */
const MAX_HEADERS = 4 << 20;

/** Bytes of an answer that is sent in one piece: most are a line, and a stream costs more than the rest of the request. */
const SHORT_ANSWER = 64 << 10;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  JSON: 'application/json; charset=UTF-8',
  JSONCompact: 'application/json; charset=UTF-8',
  JSONEachRow: 'application/x-ndjson; charset=UTF-8',
  JSONCompactEachRow: 'application/x-ndjson; charset=UTF-8',
  CSV: 'text/csv; charset=UTF-8; header=absent',
  CSVWithNames: 'text/csv; charset=UTF-8; header=present',
  TabSeparated: 'text/tab-separated-values; charset=UTF-8',
  TSV: 'text/tab-separated-values; charset=UTF-8',
};

/** ClickHouse's HTTP interface in front of the embedded engine: `GET /ping`, and queries on any other path. */
export class Front {
  readonly server: Server;
  private readonly running = new Set<Promise<void>>();

  constructor(
    private readonly engine: UsageEngine,
    private readonly spool: Spool,
    private readonly password?: string,
  ) {
    this.server = createServer(
      // Inserts of hours are allowed; a client that sends no headers is not waited for.
      { maxHeaderSize: MAX_HEADERS, requestTimeout: 0, headersTimeout: 30_000, keepAliveTimeout: 30_000 },
      (request, response) => {
        const done = this.answer(request, response).finally(() => this.running.delete(done));
        this.running.add(done);
      },
    );
  }

  /** Takes no more requests and waits for those at work. */
  async close(): Promise<void> {
    this.server.close();
    this.server.closeIdleConnections();
    while (this.running.size > 0) await Promise.allSettled(this.running);
    this.server.closeAllConnections();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on('error', () => undefined);
    const path = (request.url ?? '/').split('?')[0];
    if (path === '/ping') {
      response.end('Ok.\n');
      return;
    }
    const queryId =
      new URL(request.url ?? '/', 'http://engine.invalid').searchParams.get('query_id') || randomUUID();
    response.setHeader('X-ClickHouse-Query-Id', queryId);
    response.setHeader('X-ClickHouse-Server-Display-Name', 'docket-usage-engine');
    response.setHeader('X-ClickHouse-Timezone', 'UTC');
    try {
      this.admit(request);
      const query = await readRequest(request, queryId);
      const answer = await this.untilGone(
        query.statement.kind === 'read',
        queryId,
        response,
        this.engine.run(query),
      );
      await this.send(answer, response);
    } catch (error) {
      await refuse(EngineException.of(error, this.spool.dir), request, response);
    }
  }

  /** @throws EngineException for a browser's page, which has no business here, and for a wrong password. */
  private admit({ headers }: IncomingMessage): void {
    if (headers.origin !== undefined || headers['sec-fetch-site'] !== undefined) {
      throw new EngineException(
        'Code: 497. DB::Exception: Web pages may not query this engine. (ACCESS_DENIED)',
      );
    }
    if (this.password === undefined) return;
    const basic = /^Basic (.+)$/i.exec(headers.authorization ?? '')?.[1];
    const given = basic
      ? Buffer.from(basic, 'base64')
          .toString()
          .replace(/^[^:]*:/, '')
      : headers['x-clickhouse-key'];
    const [a, b] = [Buffer.from(String(given ?? '')), Buffer.from(this.password)];
    if (a.length !== b.length || !timingSafeEqual(a, b)) {
      throw new EngineException('Code: 516. DB::Exception: Authentication failed. (AUTHENTICATION_FAILED)');
    }
  }

  /**
   * Waits for a query and, if it only reads, ends it when its client goes away; a whole insert runs on.
   * It may still be waiting its turn then, so it is told to end until it does.
   */
  private async untilGone(reads: boolean, id: string, to: ServerResponse, work: Promise<EngineAnswer>) {
    let telling: NodeJS.Timeout | undefined;
    const gone = () => {
      const tell = () => void this.engine.kill(id).catch(() => undefined);
      tell();
      telling = setInterval(tell, 250);
    };
    if (reads) to.once('close', gone);
    try {
      return await work;
    } finally {
      to.off('close', gone);
      clearInterval(telling);
    }
  }

  private async send({ result, format, file }: EngineAnswer, response: ServerResponse): Promise<void> {
    response.setHeader('Content-Type', CONTENT_TYPES[format] ?? 'application/octet-stream');
    response.setHeader('X-ClickHouse-Format', format);
    response.setHeader('X-ClickHouse-Summary', JSON.stringify(summary(result, file?.size)));
    if (!file) {
      response.end(result.bytes);
      return;
    }
    if (file.compression) response.setHeader('Content-Encoding', file.compression);
    response.setHeader('Content-Length', file.size);
    try {
      if (file.size <= SHORT_ANSWER) response.end(await readFile(file.path));
      else await pipeline(createReadStream(file.path, { highWaterMark: 256 << 10 }), response);
    } catch {
      // The client went away in the middle of its answer; there is nobody left to tell.
    } finally {
      await this.spool.remove(file.path);
    }
  }
}

async function refuse(
  error: EngineException,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  // Unread rows are let through to nowhere, or the client would see a reset instead of this answer.
  request.resume();
  response.writeHead(error.status, {
    'Content-Type': 'text/plain; charset=UTF-8',
    'X-ClickHouse-Exception-Code': String(error.code),
  });
  response.end(`${error.message}\n`);
}

/** ClickHouse's counts of a query, all as text. */
function summary(result: ChdbResult, answerBytes = result.bytes.length): Record<string, string> {
  return {
    read_rows: String(result.rowsRead),
    read_bytes: String(result.bytesRead),
    written_rows: String(result.rowsWritten ?? 0),
    written_bytes: String(result.bytesWritten ?? 0),
    total_rows_to_read: '0',
    result_rows: String(result.rowsWritten ?? 0),
    result_bytes: String(answerBytes),
    elapsed_ns: String(Math.round(result.elapsed * 1e9)),
  };
}
