import { HopelessStartError } from '../process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Limits on the engine as a whole. */
export interface EngineLimits {
  /** Queries at once; the others wait. */
  queries: number;
  /** Memory of everything the engine does, bytes. */
  memory: number;
  /** Threads of one query, 0 for one per core. */
  threads: number;
}

/** What one statement read and wrote. */
export interface ChdbResult {
  /** Output that was not sent to a file. */
  bytes: Uint8Array;
  /** Seconds in the engine. */
  elapsed: number;
  rowsRead: number;
  bytesRead: number;
  rowsWritten?: number;
  bytesWritten?: number;
}

/** A connection of the native addon; opaque. */
type Connection = object;

/** The result of a statement that had nothing to do. */
export const NOTHING: Readonly<ChdbResult> = {
  bytes: new Uint8Array(),
  elapsed: 0,
  rowsRead: 0,
  bytesRead: 0,
};

/** What the addon tells of an insert. */
type Written = Pick<ChdbResult, 'elapsed' | 'rowsWritten' | 'bytesWritten'>;

/** The part of chdb's native addon in use here. */
interface Addon {
  CreateConnection(path: string, args?: readonly string[]): Connection;
  CloseConnection(connection: Connection): void;
  QueryAsyncConnection(connection: Connection, sql: string, format: string): Promise<ChdbResult>;
  /** Runs the statement with the bytes after it; the one call that tells what was written. */
  InsertRawAsyncConnection(
    connection: Connection,
    sql: string,
    rows: Buffer,
    count: boolean,
  ): Promise<Written>;
}

/**
 * What tables are made with. Statistics of every column, which the engine computes for each part that it writes or merges
 * unless told otherwise, cost an import a tenth; no question of Docket needs them.
 */
const CONFIG =
  '<clickhouse><merge_tree><auto_statistics_types></auto_statistics_types></merge_tree></clickhouse>\n';

/** chdb, an optional dependency, is not installed, or not for this platform. */
export class ChdbMissingError extends HopelessStartError {}

/**
 * chdb: one ClickHouse in this process, over one directory that it locks for itself.
 *
 * The addon is used directly rather than through the package's `Session`, which closes no connection while any
 * query runs on any other, so that a minute's query would keep every short one's connection open; and which
 * runs queries with parameters one at a time. A connection costs 0.3 ms, so each statement has its own: no
 * setting or parameter outlives its request.
 */
export class Chdb {
  private readonly keepOpen: Connection;
  /** What every connection starts with; a request may set it otherwise. */
  private readonly settings: string[];
  private readonly waiting: (() => void)[] = [];
  private free: number;

  private constructor(
    private readonly addon: Addon,
    private readonly dir: string,
    limits: EngineLimits,
  ) {
    this.free = limits.queries;
    const config = join(dirname(dir), 'engine.xml');
    writeFileSync(config, CONFIG);
    // Of the server and not of a query or a user: those leave out background merges.
    this.keepOpen = addon.CreateConnection(dir, [
      `--config-file=${config}`,
      `--max_server_memory_usage=${limits.memory}`,
      `--merges_mutations_memory_usage_soft_limit=${Math.floor(limits.memory / 2)}`,
    ]);
    // A mapped file would count as memory of this process, all of it, for as long as it is read.
    this.settings = [
      '--storage_file_read_method=pread',
      // Without a second thread to read by: nothing is read ahead here, and handing over takes a tenth of a scan.
      '--local_filesystem_read_method=pread',
    ];
    if (limits.threads > 0) this.settings.push(`--max_threads=${limits.threads}`);
  }

  /**
   * Opens or creates the database.
   *
   * @throws ChdbMissingError when the package is absent; Error of the engine when the directory is in use.
   */
  static open(dir: string, limits: EngineLimits): Chdb {
    return new Chdb(loadAddon(), dir, limits);
  }

  /** Runs `before` and then `sql` on a connection of their own, off the event loop, in turn. */
  run(before: readonly string[], sql: string, format: string): Promise<ChdbResult> {
    return this.inTurn(() => this.runNow(before, sql, format));
  }

  /** Runs `before` and then an INSERT whose rows are in a file, in turn. */
  async insert(before: readonly string[], sql: string): Promise<ChdbResult> {
    const nothing = Buffer.from('\n');
    const insert = (c: Connection) => this.addon.InsertRawAsyncConnection(c, sql, nothing, false);
    const { elapsed, rowsWritten = 0, bytesWritten = 0 } = await this.inTurn(() => this.on(before, insert));
    return { ...NOTHING, elapsed, rowsRead: rowsWritten, bytesRead: bytesWritten, rowsWritten, bytesWritten };
  }

  /** Runs at once, whatever else runs: for ending queries, which must not wait behind them. */
  runNow(before: readonly string[], sql: string, format: string): Promise<ChdbResult> {
    return this.on(before, (connection) => this.addon.QueryAsyncConnection(connection, sql, format));
  }

  /** Closes the database. Every statement must have ended. */
  close(): void {
    this.addon.CloseConnection(this.keepOpen);
  }

  private async on<R>(before: readonly string[], work: (connection: Connection) => Promise<R>): Promise<R> {
    const connection = this.addon.CreateConnection(this.dir, this.settings);
    try {
      for (const statement of before) await this.addon.QueryAsyncConnection(connection, statement, 'TSV');
      return await work(connection);
    } finally {
      this.addon.CloseConnection(connection);
    }
  }

  private async inTurn<R>(work: () => Promise<R>): Promise<R> {
    while (this.free === 0) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.free -= 1;
    try {
      return await work();
    } finally {
      this.free += 1;
      this.waiting.shift()?.();
    }
  }
}

function loadAddon(): Addon {
  const libc = process.platform === 'linux' ? '-gnu' : '';
  try {
    const fromChdb = createRequire(require.resolve('chdb/package.json'));
    return fromChdb(`@chdb/lib-${process.platform}-${process.arch}${libc}`) as Addon;
  } catch (cause) {
    throw new ChdbMissingError(
      'chdb is not installed for this platform: set CLICKHOUSE_URL to a ClickHouse instead.',
      { cause },
    );
  }
}

/** The process that has the directory open, by the status file it locks; undefined when none does. */
export function holderOf(dir: string): number | undefined {
  try {
    const pid = Number(/^PID: (\d+)/m.exec(readFileSync(join(dir, 'status'), 'utf8'))?.[1]);
    process.kill(pid, 0);
    return pid;
  } catch {
    return undefined;
  }
}
