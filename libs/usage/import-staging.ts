import type { Readable } from 'node:stream';
import type { FileKind } from './file-columns';
import {
  contentSum,
  createAside,
  KNOWN,
  type StagingTables,
  stagingTables,
  storedColumns,
} from './staging-sql';
import type { UsageEngine } from './usage-engine';
import { createStaging, createTable, hasPresentForm, presentForm } from './usage-schema';
import { numbers } from './withdrawals/withdrawal-sql';
import { WithdrawalStaging } from './withdrawals/withdrawal-staging';

/** Keys compared at once: bounds the engine's memory. */
export const HASHES_AT_ONCE = 12_000_000;
const KEYS_AT_ONCE = 2_000_000;

/** Waits for a statement of a dead process that still runs, ms. */
const STRAY_WAIT_MS = 60_000;

/** A file may have rows of any month. */
const COPY_SETTINGS = { max_partitions_per_insert_block: '0' };

/** What an import will bring, as it stands in staging. */
export interface StagedDay {
  day: string;
  rows: string;
  /** Decimal, modulo 2^256. */
  hash: string;
}

/** Rows that wait to be moved, and lines set aside by whether they are known. */
export interface StagedCounts {
  rows: number;
  rejected: number;
  known: number;
}

/** A line that is not loaded, and why. */
export interface Reject {
  line: number;
  column: string;
  reason: string;
}

/** The rows of one import beside the table, until they are moved into it. */
export class ImportStaging {
  readonly tables: StagingTables;

  constructor(
    private readonly engine: UsageEngine,
    private readonly kind: FileKind,
    private readonly importNo: number,
  ) {
    this.tables = stagingTables(kind, importNo);
  }

  /** Makes the tables while nothing is recorded as loaded: what is there is of a process that died. */
  async begin(): Promise<void> {
    await this.drop();
    await this.create();
  }

  /** Takes away what was loaded from `line` on and never recorded as loaded. */
  async goOn(line: number): Promise<void> {
    await this.create();
    await this.strays();
    for (const table of [this.tables.rows, this.tables.aside])
      await this.deleteWhere(table, `line >= ${line}`);
  }

  /** Makes the tables for rows that come in many small batches: they are merged here, and on the disk before they are acknowledged. */
  async openForBatches(): Promise<void> {
    await this.engine.command(
      `${createTable(this.kind, this.tables.rows)} SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,
    );
    await this.engine.command(`${createAside(this.tables.aside)} SETTINGS fsync_after_insert = 1`);
  }

  /** Takes away what was stored of lines `from` to `to`, that one not among them. */
  async removeLines(from: number, to: number): Promise<void> {
    for (const table of [this.tables.rows, this.tables.aside])
      await this.deleteWhere(table, `line >= ${from} AND line < ${to}`);
  }

  async drop(): Promise<void> {
    const { rows, aside } = this.tables;
    await this.engine.command(`DROP TABLE IF EXISTS ${rows}, ${this.kept}, ${aside} SYNC`);
  }

  async counts(): Promise<StagedCounts> {
    const [row] = await this.engine.query<{ rows: string; rejected: string; known: string }>(
      `SELECT (SELECT count() FROM ${this.tables.rows}) AS rows,
         countIf(reason != '${KNOWN}') AS rejected, countIf(reason = '${KNOWN}') AS known
       FROM ${this.tables.aside}`,
    );
    return { rows: Number(row!.rows), rejected: Number(row!.rejected), known: Number(row!.known) };
  }

  /**
   * Sets aside what may not be counted again: later lines with a key that the file has already, and rows that an
   * earlier import brought and that still counts. Running it again after a crash gives the same.
   * @param read how many records the file has, of which no more can be staged
   * @param withdrawn numbers of the imports that were withdrawn as a whole: what they brought can come again
   */
  async settle(read: number, withdrawn: readonly number[]): Promise<StagedCounts> {
    await this.setDuplicatesAside(read);
    if (this.kind.kind === 'withdrawals') await this.withdrawal(withdrawn).setAside();
    else if (this.kind.kind === 'accounts') await this.setSaidAside();
    else await this.setKnownAside(read, withdrawn);
    const counts = await this.counts();
    if (counts.rejected + counts.known === 0) return counts;
    return { ...counts, rows: await this.takeAsideOut() };
  }

  /** The same rows as what they withdraw. */
  withdrawal(withdrawn: readonly number[]): WithdrawalStaging {
    return new WithdrawalStaging(this.engine, this.importNo, withdrawn);
  }

  /** Rows and content hash by UTC day, and the latest instant, if there are rows. */
  async days(): Promise<{ days: StagedDay[]; latest: Date | undefined }> {
    const found = await this.engine.query<StagedDay & { latest: string }>(
      `SELECT toString(toDate(ts)) AS day, toString(count()) AS rows, ${contentSum(this.kind)} AS hash,
         toUnixTimestamp64Milli(max(ts)) AS latest
       FROM ${this.tables.rows} GROUP BY day ORDER BY day`,
    );
    return {
      days: found.map(({ day, rows, hash }) => ({ day, rows, hash })),
      latest: found.length > 0 ? new Date(Number(found.at(-1)!.latest)) : undefined,
    };
  }

  /** Rejected lines in order, as CSV with a header. */
  rejects(fileName: string): Promise<Readable> {
    const file = fileName.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
    return this.engine.csv(
      `SELECT '${file}' AS file, line, column, reason FROM ${this.tables.aside} WHERE reason != '${KNOWN}' ORDER BY line, column`,
    );
  }

  /** The first rejects from a line on, in order. */
  rejectsFrom(line: number, most: number): Promise<Reject[]> {
    return this.engine.query<Reject>(
      `SELECT line, column, reason FROM ${this.tables.aside} WHERE line >= ${line} AND reason != '${KNOWN}'
       ORDER BY line, column LIMIT ${most}`,
    );
  }

  /** Moves the rows into the table, a partition at a time; nothing is rewritten. Going on after a crash is calling it again. */
  async move(): Promise<void> {
    const { rows } = this.tables;
    const partitions = await this.engine.query<{ id: string; ddl: string }>(
      `SELECT DISTINCT partition_id AS id,
         (SELECT create_table_query FROM system.tables WHERE database = currentDatabase() AND name = '${rows}') AS ddl
       FROM system.parts
       WHERE database = currentDatabase() AND table = '${rows}' AND active AND rows > 0 ORDER BY id`,
    );
    // After a crash everything may have been moved, and the staging table be gone.
    if (partitions.length === 0) return;
    if (!hasPresentForm(this.kind, partitions[0]!.ddl))
      for (const statement of presentForm(this.kind, rows)) await this.engine.command(statement);
    for (const { id } of partitions) {
      await this.engine.command(`ALTER TABLE ${rows} MOVE PARTITION ID '${id}' TO TABLE ${this.kind.table}`);
    }
  }

  private get kept(): string {
    return `${this.tables.rows}_kept`;
  }

  private async create(): Promise<void> {
    await this.engine.command(createStaging(this.kind, this.tables.rows));
    await this.engine.command(createAside(this.tables.aside));
  }

  private async setDuplicatesAside(rows: number): Promise<void> {
    const { rows: staged, aside } = this.tables;
    const { key, keyHash } = this.kind;
    for (const slice of slices(rows, HASHES_AT_ONCE, keyHash)) {
      const [found] = await this.engine.query<{ n: string }>(
        `SELECT count() - uniqExact(${keyHash}) AS n FROM ${staged} WHERE ${slice}`,
      );
      if (found!.n === '0') continue;
      const repeated = `SELECT ${keyHash} AS h FROM ${staged} WHERE ${slice} GROUP BY h HAVING count() > 1`;
      await this.engine.command(
        `INSERT INTO ${aside} SELECT later, '${key}', concat('duplicate of line ', toString(lines[1])) FROM (
           SELECT arraySort(groupArray(line)) AS lines FROM ${staged} WHERE ${slice} AND ${keyHash} IN (${repeated})
           GROUP BY ${key} HAVING length(lines) > 1)
         ARRAY JOIN arraySlice(lines, 2) AS later WHERE later NOT IN (SELECT line FROM ${aside})`,
      );
    }
  }

  /** Of accounts: those of which the latest row says the same. */
  private async setSaidAside(): Promise<void> {
    const { rows, aside } = this.tables;
    const { key, table, extra } = this.kind;
    const same = `(${key}, ${extra.name})`;
    const current = `SELECT ${same} FROM (SELECT * FROM ${table} ORDER BY ${key}, import_no DESC LIMIT 1 BY ${key})`;
    await this.engine.command(
      `INSERT INTO ${aside} SELECT line, '', '${KNOWN}' FROM ${rows} WHERE ${same} IN (${current}) AND line NOT IN (SELECT line FROM ${aside})`,
    );
  }

  private async setKnownAside(rows: number, withdrawn: readonly number[]): Promise<void> {
    const { rows: staged, aside } = this.tables;
    const { key, keyHash, table } = this.kind;
    const stands = `import_no NOT IN ${numbers(withdrawn)}`;
    for (const wide of slices(rows, HASHES_AT_ONCE, keyHash)) {
      // Nothing but the hashes is read of the whole table: most imports bring nothing that is known.
      const [found] = await this.engine.query<{ n: string }>(
        `SELECT count() AS n FROM ${table} WHERE ${keyHash} IN (SELECT ${keyHash} FROM ${staged} WHERE ${wide})`,
      );
      if (found!.n === '0') continue;
      for (const slice of slices(Number(found!.n), KEYS_AT_ONCE, `intDiv(${keyHash}, 1024)`)) {
        const hits = `SELECT ${key} FROM ${table} WHERE ${stands} AND ${slice} AND ${keyHash} IN (SELECT ${keyHash} FROM ${staged} WHERE ${wide} AND ${slice})`;
        await this.engine.command(
          `INSERT INTO ${aside} SELECT line, '', '${KNOWN}' FROM ${staged}
           WHERE ${wide} AND ${slice} AND ${key} IN (${hits}) AND line NOT IN (SELECT line FROM ${aside})`,
        );
      }
    }
  }

  /**
   * Writes the rows that stay to another table and lets it take the place of the first: a deletion would build the
   * set of lines anew for each part.
   * @returns how many stay
   */
  private async takeAsideOut(): Promise<number> {
    const { rows, aside } = this.tables;
    const outside = `line NOT IN (SELECT line FROM ${aside})`;
    const [found] = await this.engine.query<{ all: string; stay: string }>(
      `SELECT count() AS all, countIf(${outside}) AS stay FROM ${rows}`,
    );
    if (found!.all !== found!.stay) {
      if (found!.stay === '0') await this.engine.command(`TRUNCATE TABLE ${rows} SYNC`);
      else await this.keep(outside);
    }
    return Number(found!.stay);
  }

  private async keep(condition: string): Promise<void> {
    const { rows } = this.tables;
    const names = storedColumns(this.kind);
    await this.engine.command(`DROP TABLE IF EXISTS ${this.kept} SYNC`);
    await this.engine.command(createStaging(this.kind, this.kept));
    await this.engine.command(
      // Named, since staging of an earlier version may have columns less.
      `INSERT INTO ${this.kept} (${names}) SELECT ${names} FROM ${rows} WHERE ${condition}`,
      {},
      COPY_SETTINGS,
    );
    await this.engine.command(`EXCHANGE TABLES ${rows} AND ${this.kept}`);
    await this.engine.command(`DROP TABLE IF EXISTS ${this.kept} SYNC`);
  }

  private async deleteWhere(table: string, condition: string): Promise<void> {
    const [found] = await this.engine.query<{ n: string }>(
      `SELECT count() AS n FROM ${table} WHERE ${condition}`,
    );
    if (found!.n === '0') return;
    await this.engine.command(
      `ALTER TABLE ${table} DELETE WHERE ${condition}`,
      {},
      { mutations_sync: '2', allow_nondeterministic_mutations: 1 },
    );
  }

  /** A killed process may have sent an insert to its end: it counts before anything is taken away. */
  private async strays(): Promise<void> {
    const until = Date.now() + STRAY_WAIT_MS;
    for (;;) {
      const [running] = await this.engine.query<{ n: string }>(
        `SELECT count() AS n FROM system.processes WHERE startsWith(query, 'INSERT') AND (position(query, '${this.tables.rows} ') > 0 OR position(query, '${this.tables.aside} ') > 0)`,
      );
      if (running!.n === '0') return;
      if (Date.now() > until) throw new Error(`an insert into ${this.tables.rows} still runs`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

/** Conditions that split rows evenly by their key's hash into parts of at most about `most`. */
export function slices(rows: number, most: number, hash: string): string[] {
  const parts = Math.max(1, Math.ceil(rows / most));
  return Array.from({ length: parts }, (_, part) => (parts === 1 ? '1' : `${hash} % ${parts} = ${part}`));
}
