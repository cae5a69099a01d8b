import type { Readable } from 'node:stream';
import type { FileKind } from './file-columns';
import { contentSum, createAside, KNOWN, type StagingTables, stagingTables } from './staging-sql';
import type { UsageEngine } from './usage-engine';
import { addProjections, createStaging, createTable } from './usage-schema';
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

  /** Makes the tables, or takes away what was loaded from `line` on and never recorded as loaded. */
  async open(line: number): Promise<void> {
    await this.engine.command(createStaging(this.kind, this.tables.rows));
    await this.engine.command(createAside(this.tables.aside));
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
    for (const table of [this.tables.rows, this.tables.aside])
      await this.engine.command(`DROP TABLE IF EXISTS ${table} SYNC`);
  }

  /** Rows that wait to be moved, and lines set aside by whether they are known. */
  async counts(): Promise<{ rows: number; rejected: number; known: number }> {
    const [row] = await this.engine.query<{ rows: string; rejected: string; known: string }>(
      `SELECT (SELECT count() FROM ${this.tables.rows}) AS rows,
         (SELECT countIf(reason != '${KNOWN}') FROM ${this.tables.aside}) AS rejected,
         (SELECT countIf(reason = '${KNOWN}') FROM ${this.tables.aside}) AS known`,
    );
    return { rows: Number(row!.rows), rejected: Number(row!.rejected), known: Number(row!.known) };
  }

  /**
   * Sets aside what may not be counted again: later lines with a key that the file has already, and rows that an
   * earlier import brought and that still counts. Running it again after a crash gives the same.
   * @param withdrawn numbers of the imports that were withdrawn as a whole: what they brought can come again
   */
  async settle(withdrawn: readonly number[]): Promise<void> {
    const { rows } = await this.counts();
    await this.setDuplicatesAside(rows);
    if (this.kind.kind === 'withdrawals') await this.withdrawal(withdrawn).setAside();
    else await this.setKnownAside(rows, withdrawn);
    await this.takeAsideOut();
  }

  /** The same rows as what they withdraw. */
  withdrawal(withdrawn: readonly number[]): WithdrawalStaging {
    return new WithdrawalStaging(this.engine, this.importNo, withdrawn);
  }

  /** Rows and content hash by UTC day, and the latest instant. */
  async days(): Promise<StagedDay[]> {
    return this.engine.query<StagedDay>(
      `SELECT toString(toDate(ts)) AS day, toString(count()) AS rows, ${contentSum(this.kind)} AS hash
       FROM ${this.tables.rows} GROUP BY day ORDER BY day`,
    );
  }

  /** Latest instant, RFC 3339; undefined when there are no rows. */
  async latest(): Promise<string | undefined> {
    const [row] = await this.engine.query<{ ms: string; rows: string }>(
      `SELECT toUnixTimestamp64Milli(max(ts)) AS ms, count() AS rows FROM ${this.tables.rows}`,
    );
    return Number(row!.rows) > 0 ? new Date(Number(row!.ms)).toISOString() : undefined;
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
    const partitions = await this.engine.query<{ id: string }>(
      `SELECT DISTINCT partition_id AS id FROM system.parts
       WHERE database = currentDatabase() AND table = '${this.tables.rows}' AND active AND rows > 0 ORDER BY id`,
    );
    for (const statement of addProjections(this.kind, this.tables.rows)) await this.engine.command(statement);
    for (const { id } of partitions) {
      await this.engine.command(
        `ALTER TABLE ${this.tables.rows} MOVE PARTITION ID '${id}' TO TABLE ${this.kind.table}`,
      );
    }
  }

  private async setDuplicatesAside(rows: number): Promise<void> {
    const { rows: staged, aside } = this.tables;
    const { key, keyHash } = this.kind;
    for (const slice of slices(rows, HASHES_AT_ONCE, keyHash)) {
      const repeated = `SELECT ${keyHash} AS h FROM ${staged} WHERE ${slice} GROUP BY h HAVING count() > 1`;
      const [found] = await this.engine.query<{ n: string }>(`SELECT count() AS n FROM (${repeated})`);
      if (found!.n === '0') continue;
      await this.engine.command(
        `INSERT INTO ${aside} SELECT later, '${key}', concat('duplicate of line ', toString(lines[1])) FROM (
           SELECT arraySort(groupArray(line)) AS lines FROM ${staged} WHERE ${slice} AND ${keyHash} IN (${repeated})
           GROUP BY ${key} HAVING length(lines) > 1)
         ARRAY JOIN arraySlice(lines, 2) AS later WHERE later NOT IN (SELECT line FROM ${aside})`,
      );
    }
  }

  private async setKnownAside(rows: number, withdrawn: readonly number[]): Promise<void> {
    const { rows: staged, aside } = this.tables;
    const { key, keyHash, table } = this.kind;
    if (this.kind.kind === 'accounts') {
      const same = `(${key}, ${this.kind.extra.name})`;
      const current = `SELECT ${same} FROM (SELECT * FROM ${table} ORDER BY ${key}, import_no DESC LIMIT 1 BY ${key})`;
      await this.engine.command(
        `INSERT INTO ${aside} SELECT line, '', '${KNOWN}' FROM ${staged} WHERE ${same} IN (${current}) AND line NOT IN (SELECT line FROM ${aside})`,
      );
      return;
    }
    const stands = `import_no NOT IN ${numbers(withdrawn)}`;
    for (const wide of slices(rows, HASHES_AT_ONCE, keyHash)) {
      const [found] = await this.engine.query<{ n: string }>(
        `SELECT count() AS n FROM ${table} WHERE ${stands} AND ${keyHash} IN (SELECT ${keyHash} FROM ${staged} WHERE ${wide})`,
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
   */
  private async takeAsideOut(): Promise<void> {
    const { rows, aside } = this.tables;
    const outside = `line NOT IN (SELECT line FROM ${aside})`;
    const [found] = await this.engine.query<{ all: string; stay: string }>(
      `SELECT count() AS all, countIf(${outside}) AS stay FROM ${rows}`,
    );
    if (found!.all === found!.stay) return;
    if (found!.stay === '0') return this.engine.command(`TRUNCATE TABLE ${rows} SYNC`);
    const kept = `${rows}_kept`;
    await this.engine.command(`DROP TABLE IF EXISTS ${kept} SYNC`);
    await this.engine.command(createStaging(this.kind, kept));
    await this.engine.command(
      `INSERT INTO ${kept} SELECT * FROM ${rows} WHERE ${outside}`,
      {},
      COPY_SETTINGS,
    );
    await this.engine.command(`EXCHANGE TABLES ${rows} AND ${kept}`);
    await this.engine.command(`DROP TABLE IF EXISTS ${kept} SYNC`);
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
