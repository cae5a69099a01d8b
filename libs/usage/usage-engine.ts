import { Readable } from 'node:stream';
import {
  type ClickHouseClient,
  ClickHouseError,
  ClickHouseLogLevel,
  type ClickHouseSettings,
  createClient,
} from '@clickhouse/client';
import { Injectable, type OnApplicationShutdown, Optional } from '@nestjs/common';
import { LabSchema } from './read-only/lab-schema';
import { UsageSourceError } from './read-only/read-only.problems';
import { USAGE_FILE } from './usage-columns';
import { hasPresentForm, MERGES, presentForm, SCHEMA } from './usage-schema';
import { UsageOptions } from './usage.options';
import { UsageEngineAwayError } from './usage.problems';

/** Longest wait for an answer, ms: a verification reads everything there is. */
const TIMEOUT_MS = 30 * 60_000;

/** The engine's words for rows that are not as they should be; any other failure may pass by itself. */
const REFUSALS = new Set([
  'INCORRECT_DATA',
  'CANNOT_READ_ALL_DATA',
  'FUNCTION_THROW_IF_VALUE_IS_NON_ZERO',
  'TOO_LARGE_STRING_SIZE',
  'UNEXPECTED_END_OF_FILE',
]);

/** Whether the engine refused rows for what they are, so that the same rows would be refused again. */
export function isRefusal(error: unknown): boolean {
  return (
    error instanceof ClickHouseError &&
    (REFUSALS.has(error.type ?? '') || (error.type ?? '').startsWith('CANNOT_PARSE'))
  );
}

/** The engine's further words for a Parquet file that it cannot read, whoever wrote it. */
const PARQUET_REFUSALS = new Set([
  'BAD_ARGUMENTS',
  'CANNOT_CONVERT_TYPE',
  'CANNOT_DECOMPRESS',
  'NOT_IMPLEMENTED',
  'THERE_IS_NO_COLUMN',
  'TYPE_MISMATCH',
  'UNKNOWN_TYPE',
]);

/** Whether the engine cannot read a Parquet file, so that it never will. */
export function isUnreadableParquet(error: unknown): error is ClickHouseError {
  return isRefusal(error) || (error instanceof ClickHouseError && PARQUET_REFUSALS.has(error.type ?? ''));
}

/** Failures to connect. One in the middle of an answer is not among them: what was asked may have been the cause. */
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
]);

/** A row by the names of its columns. */
function named<T>(columns: readonly { name: string }[], values: readonly unknown[]): T {
  const row: Record<string, unknown> = {};
  for (let i = 0; i < columns.length; i++) row[columns[i]!.name] = values[i];
  return row as T;
}

/** The usage engine: ClickHouse or the embedded one, by the same protocol. Its tables are made before the first use. Whatever is asked throws UsageEngineAwayError while nothing answers. */
@Injectable()
export class UsageEngine implements OnApplicationShutdown {
  private readonly client: ClickHouseClient;
  private schema: Promise<void> | undefined;

  constructor(
    private readonly options: UsageOptions,
    /** Needed where the lab's own tables are read. */
    @Optional() private readonly labSchema?: LabSchema,
  ) {
    this.client = this.connect(options.database);
  }

  /** Rows of a SELECT. 64-bit and wider integers come as strings, instants as `YYYY-MM-DD HH:MM:SS.fff` in UTC. */
  async query<T>(
    sql: string,
    params: Record<string, unknown> = {},
    settings: ClickHouseSettings = {},
  ): Promise<T[]> {
    const result = await this.reach(() =>
      this.client.query({
        query: sql,
        query_params: params,
        // Each name once, and one text to parse instead of one a row.
        format: 'JSONCompact',
        clickhouse_settings: {
          ...settings,
          output_format_json_quote_64bit_integers: 1,
          // What fails at the last row fails as a whole: the text would end in the middle.
          wait_end_of_query: 1,
        },
      }),
    );
    const { meta, data } = await result.json<unknown[]>();
    return data.map((values) => named<T>(meta!, values));
  }

  /** A statement without an answer. */
  async command(
    sql: string,
    params: Record<string, unknown> = {},
    settings: ClickHouseSettings = {},
  ): Promise<void> {
    await this.reach(() =>
      this.client.command({ query: sql, query_params: params, clickhouse_settings: settings }),
    );
  }

  /** An INSERT that ends in its FORMAT, with the rows in that format. What is large comes as a stream. */
  async insert(
    sql: string,
    rows: Buffer | (() => Readable),
    settings: ClickHouseSettings = {},
  ): Promise<void> {
    const { stream } = await this.reach(() =>
      this.client.exec({
        query: sql,
        values: Buffer.isBuffer(rows) ? Readable.from([rows], { objectMode: false }) : rows(),
        clickhouse_settings: settings,
      }),
    );
    for await (const _ of stream);
  }

  /** The answer to a SELECT as CSV, as it arrives. */
  async csv(sql: string): Promise<Readable> {
    const { stream } = await this.reach(() => this.client.exec({ query: `${sql} FORMAT CSVWithNames` }));
    return stream;
  }

  /** The engine's own version. */
  async version(): Promise<string> {
    const [row] = await this.query<{ version: string }>('SELECT version() AS version');
    return row!.version;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.client.close();
  }

  /** @throws UsageEngineAwayError when nothing answers */
  private async reach<T>(ask: () => Promise<T>): Promise<T> {
    try {
      await this.ensureSchema();
      return await ask();
    } catch (error) {
      const { code } = error as { code?: string };
      if (code === undefined || !UNREACHABLE.has(code)) throw error;
      const { host } = new URL(this.options.url);
      throw new UsageEngineAwayError(`The usage engine at ${host} does not answer (${code}).`);
    }
  }

  private connect(database?: string): ClickHouseClient {
    return createClient({
      url: this.options.url,
      application: 'docket',
      // What fails is thrown, and told where it is met; a refused chunk is no error at all.
      log: { level: ClickHouseLogLevel.OFF },
      request_timeout: TIMEOUT_MS,
      // Proxies on the way to a cluster must see that something happens.
      clickhouse_settings: { send_progress_in_http_headers: 1, http_headers_progress_interval_ms: '20000' },
      ...(database ? { database } : {}),
    });
  }

  /** Once a process; after a failure the next use tries again. */
  private ensureSchema(): Promise<void> {
    this.schema ??= this.createSchema().catch((error: unknown) => {
      this.schema = undefined;
      throw error;
    });
    return this.schema;
  }

  private async createSchema(): Promise<void> {
    const outside = this.connect();
    try {
      await outside.command({ query: `CREATE DATABASE IF NOT EXISTS \`${this.options.database}\`` });
    } finally {
      await outside.close();
    }
    const command = (query: string) => this.client.command({ query });
    const ask = async <T>(query: string): Promise<T[]> =>
      (await this.client.query({ query, format: 'JSONEachRow' })).json<T>();
    const { source } = this.options;
    await this.assertForms(ask);
    if (source) return this.labSchema!.create(source, ask, command);
    for (const statement of SCHEMA) await command(statement);
    // Asked first: a statement that changes nothing is kept by the engine as a change all the same.
    const [own] = await ask<{ ddl: string }>(
      `SELECT create_table_query AS ddl FROM system.tables
       WHERE database = currentDatabase() AND name = '${USAGE_FILE.table}'`,
    );
    if (!own!.ddl.includes(MERGES)) await command(`ALTER TABLE ${USAGE_FILE.table} MODIFY SETTING ${MERGES}`);
    if (hasPresentForm(USAGE_FILE, own!.ddl)) return;
    for (const statement of presentForm(USAGE_FILE, USAGE_FILE.table)) await command(statement);
  }

  /** What was imported and what lies with the lab are not to be had in one database: snapshots of one would count the other. */
  private async assertForms(ask: <T>(sql: string) => Promise<T[]>): Promise<void> {
    const { source, database } = this.options;
    const wanted: Record<string, boolean> = { usage: Boolean(source), accounts: Boolean(source?.accounts) };
    const there = await ask<{ name: string; isView: number }>(
      `SELECT name, engine = 'View' AS isView FROM system.tables
       WHERE database = currentDatabase() AND name IN ('usage', 'accounts')`,
    );
    for (const { name, isView } of there) {
      if (Boolean(isView) === wanted[name]) continue;
      const how = isView ? "read from the lab's own table" : 'imported';
      throw new UsageSourceError(
        `The database ${database} of the usage engine holds ${name} that were ${how}. Name another one in CLICKHOUSE_DATABASE.`,
      );
    }
  }
}
