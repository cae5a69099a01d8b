import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { EngineException } from './engine-exception';
import { COMPRESSION, quote, Statement } from './sql-text';

/** Longest statement, with rows written in it, that is taken as a body without `?query=`, bytes. */
const MAX_STATEMENT = 64 << 20;

/** What the URL says besides settings. */
const NOT_SETTINGS = new Set([
  'query',
  'query_id',
  'database',
  'default_format',
  'user',
  'password',
  'role',
  'quota_key',
]);

/** Settings of ClickHouse's HTTP interface rather than of its engine. */
const HTTP_SETTINGS = new Set([
  'enable_http_compression',
  'http_headers_progress_interval_ms',
  'http_response_buffer_size',
  'http_send_progress_interval_ms',
  'http_write_exception_in_output_format',
  'http_zlib_compression_level',
  'cancel_http_readonly_queries_on_client_close',
  'send_progress_in_http_headers',
  'wait_end_of_query',
]);

/** A request in ClickHouse's HTTP protocol, read as far as needed to run it. */
export interface EngineRequest {
  statement: Statement;
  /** The client's id of the query. */
  queryId: string;
  /** Database that names without one belong to. */
  database: string | undefined;
  /** Settings and parameters of the query, as assignments of SET. */
  settings: string[];
  /** Format of an answer whose statement names none. */
  defaultFormat: string;
  /** Rows for an INSERT, as sent; `compression` is the engine's name of their coding. */
  rows?: { body: Readable; compression: string | undefined };
  /** Compression of the answer. */
  answerCompression?: 'gzip' | 'zstd' | undefined;
}

/**
 * Reads a query: from `?query=`, from the body, or from the `query` part of a multipart body.
 *
 * @throws EngineException as ClickHouse would answer it.
 */
export async function readRequest(message: IncomingMessage, queryId: string): Promise<EngineRequest> {
  const url = new URL(message.url ?? '/', 'http://engine.invalid');
  const options = url.searchParams;
  if (options.has('session_id')) {
    throw new EngineException(
      'Code: 48. DB::Exception: Sessions are not kept by this engine. (NOT_IMPLEMENTED)',
    );
  }
  const coding = message.headers['content-encoding']?.trim().toLowerCase();
  const compression = coding && coding !== 'identity' ? COMPRESSION[coding] : undefined;
  if (coding && coding !== 'identity' && !compression) {
    throw new EngineException(`Code: 48. DB::Exception: Unknown content coding ${coding}. (NOT_IMPLEMENTED)`);
  }
  const common = () => ({
    queryId,
    database: options.get('database') || undefined,
    settings: settingsOf(options, queryId),
    defaultFormat: format(
      options.get('default_format') ?? String(message.headers['x-clickhouse-format'] ?? 'TabSeparated'),
    ),
    answerCompression: answerCompression(options, String(message.headers['accept-encoding'] ?? '')),
  });

  const inUrl = options.get('query');
  if (inUrl !== null) {
    const statement = new Statement(inUrl, true);
    if (statement.takesRows) return { statement, rows: { body: message, compression }, ...common() };
  }
  const body = decompress(await collect(message), coding);
  const type = message.headers['content-type'] ?? '';
  const text = type.startsWith('multipart/form-data')
    ? await multipart(body, type, options)
    : [inUrl, body.toString('utf8')].filter((part) => part).join('\n');
  if (text.trim() === '') throw new EngineException('Code: 62. DB::Exception: Empty query. (SYNTAX_ERROR)');
  return { statement: new Statement(text, true), ...common() };
}

/** Moves the parts of a multipart body to the URL's options and answers the query. */
async function multipart(body: Buffer, type: string, options: URLSearchParams): Promise<string> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  let query = options.get('query') ?? '';
  for (const [name, value] of form) {
    if (typeof value !== 'string') continue;
    if (name === 'query') query += value;
    else options.set(name, value);
  }
  return query;
}

function settingsOf(options: URLSearchParams, queryId: string): string[] {
  const settings = [`log_comment = ${quote(queryId)}`];
  for (const [name, value] of options) {
    if (NOT_SETTINGS.has(name) || HTTP_SETTINGS.has(name) || name === 'log_comment') continue;
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      throw new EngineException(
        `Code: 115. DB::Exception: Unknown setting ${quote(name)}. (UNKNOWN_SETTING)`,
      );
    }
    settings.push(`${name} = ${quote(value)}`);
  }
  return settings;
}

function format(name: string): string {
  if (!/^\w+$/.test(name))
    throw new EngineException(`Code: 73. DB::Exception: Unknown format ${name}. (UNKNOWN_FORMAT)`);
  return name;
}

function answerCompression(options: URLSearchParams, accepted: string): 'gzip' | 'zstd' | undefined {
  if (!/^(1|true)$/.test(options.get('enable_http_compression') ?? '')) return undefined;
  if (/\bgzip\b/.test(accepted)) return 'gzip';
  return /\bzstd\b/.test(accepted) ? 'zstd' : undefined;
}

async function collect(body: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_STATEMENT) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function decompress(body: Buffer, coding: string | undefined): Buffer {
  if (body.length === 0 || !coding || coding === 'identity') return body;
  const by = { gzip: gunzipSync, 'x-gzip': gunzipSync, deflate: inflateSync, br: brotliDecompressSync }[
    coding
  ];
  if (!by)
    throw new EngineException(
      `Code: 48. DB::Exception: A statement cannot come as ${coding}. (NOT_IMPLEMENTED)`,
    );
  try {
    return by(body, { maxOutputLength: MAX_STATEMENT });
  } catch {
    throw new EngineException(
      'Code: 271. DB::Exception: The statement cannot be decompressed. (CANNOT_DECOMPRESS)',
    );
  }
}

function tooLarge(): EngineException {
  return new EngineException(
    `Code: 552. DB::Exception: A statement is longer than ${MAX_STATEMENT} bytes; send rows in the body and the INSERT in ?query=. (QUERY_IS_TOO_LARGE)`,
  );
}
