import { Readable } from 'node:stream';
import {
  ClickHouseLogLevel,
  createClient,
  type ClickHouseClient,
  type ClickHouseSettings,
} from '@clickhouse/client';

/** The client that Docket uses, on a database of the contract's own. */
export class ContractClient {
  readonly database = `contract_${process.pid}_${Date.now()}`;
  client!: ClickHouseClient;
  /** Compresses both ways. */
  compressing!: ClickHouseClient;

  constructor(readonly url: () => string) {}

  /** Makes the database. */
  async open(): Promise<void> {
    const first = createClient({ url: this.url() });
    await first.command({ query: `CREATE DATABASE ${this.database}` });
    await first.close();
    this.client = this.connect();
    this.compressing = this.connect({ compression: { request: true, response: true } });
  }

  /** Drops it with everything in it. */
  async close(): Promise<void> {
    await this.run(`DROP DATABASE IF EXISTS ${this.database} SYNC`);
    await this.client.close();
    await this.compressing.close();
  }

  readonly rows = async <T>(query: string, options: object = {}): Promise<T[]> =>
    (await this.client.query({ query, format: 'JSONEachRow', ...options })).json<T>() as Promise<T[]>;

  readonly run = (query: string, clickhouse_settings: ClickHouseSettings = {}) =>
    this.client.command({ query, clickhouse_settings });

  readonly count = async (table: string): Promise<number> =>
    Number((await this.rows<{ n: string }>(`SELECT count() AS n FROM ${table}`))[0]?.n);

  readonly insertCsv = async (
    query: string,
    csv: string | Readable,
    clickhouse_settings: ClickHouseSettings = {},
  ) => {
    const values = typeof csv === 'string' ? Readable.from([Buffer.from(csv)], { objectMode: false }) : csv;
    const { stream, summary } = await this.client.exec({ query, values, clickhouse_settings });
    stream.resume();
    return summary;
  };

  /** The same past the client: what it sends and hears is the protocol's. */
  post(
    body: string | Uint8Array<ArrayBuffer>,
    o: { query?: string; headers?: Record<string, string> } = {},
  ): Promise<Response> {
    const { url, username, password } = credentialsOf(this.url());
    if (o.query) url.searchParams.set('query', o.query);
    const basic = Buffer.from(`${username || 'default'}:${password}`).toString('base64');
    return fetch(url, { method: 'POST', body, headers: { authorization: `Basic ${basic}`, ...o.headers } });
  }

  private connect(options: object = {}): ClickHouseClient {
    return createClient({
      url: this.url(),
      database: this.database,
      log: { level: ClickHouseLogLevel.OFF },
      request_timeout: 60_000,
      // Old and new ClickHouse differ in this default; without quotes a 64-bit count loses its last digits.
      clickhouse_settings: { output_format_json_quote_64bit_integers: 1 },
      ...options,
    });
  }
}

/** A URL without the user and password in it, which fetch refuses. */
function credentialsOf(from: string): { url: URL; username: string; password: string } {
  const url = new URL(from);
  const [username, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
  url.username = '';
  url.password = '';
  return { url, username, password };
}
