import { ClickHouseError } from '@clickhouse/client';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ACCOUNTS_FILE, USAGE_FILE } from '../usage-columns';
import { createTable, IMPORTS_PRESENT, OWN_TABLES } from '../usage-schema';
import { type LabColumn, type SourceShape, sourceShape } from './source-sql';
import { sqlName } from '../mappings/conversion-sql';
import { UsageSourceError } from './read-only.problems';
import { UsageInterval } from './usage-interval.entity';
import { definitionHash, nameOf, type SourceTable, type UsageSource } from './usage-source';

type Ask = <T>(sql: string) => Promise<T[]>;
type Command = (sql: string) => Promise<unknown>;

/** `import_no` of every account of the lab's: they have no history, so each snapshot sees those that there are. */
export const LAB_ACCOUNTS_NO = 0;

/** `import_no` of rows that came after the last snapshot. No snapshot has it. */
const NOT_YET = 4_294_967_295;

/** The lab's rows under our names, whenever they came. */
export const LAB_USAGE = 'usage_of_lab';
/** The same before its values are checked. */
export const LAB_USAGE_READ = 'usage_of_lab_read';

/** The views through which the lab's tables are usage and accounts for everything that is asked. */
@Injectable()
export class LabSchema {
  constructor(private readonly db: DataSource) {}

  /** Makes Docket's own tables and the views. @throws UsageSourceError when a table cannot be read as usage or accounts */
  async create(source: UsageSource, ask: Ask, command: Command): Promise<void> {
    for (const statement of OWN_TABLES) await command(statement);
    // The lab's pipeline fills the table meanwhile, on servers that share no instant: there may always be more.
    await command(`CREATE OR REPLACE VIEW ${IMPORTS_PRESENT} AS SELECT toUInt32(${NOT_YET}) AS import_no`);
    const usage = await this.shape(source, ask);
    await command(`CREATE OR REPLACE VIEW ${LAB_USAGE_READ} AS ${usage.read}`);
    await command(`CREATE OR REPLACE VIEW ${LAB_USAGE} AS ${usage.rows}`);
    if (source.accounts) {
      const accounts = sourceShape(ACCOUNTS_FILE, source.accounts, await columnsOf(source.accounts, ask));
      const names = ACCOUNTS_FILE.columns.map(({ name }) => name);
      await command(
        `CREATE OR REPLACE VIEW ${ACCOUNTS_FILE.table} AS SELECT ${names.join(', ')}, toUInt32(${LAB_ACCOUNTS_NO}) AS import_no,
         toUInt32(0) AS line, ${ACCOUNTS_FILE.extra.name} FROM (${accounts.rows})`,
      );
    } else await command(createTable(ACCOUNTS_FILE, ACCOUNTS_FILE.table));
    await this.number(source, command);
  }

  /** What may be wrong with the lab's rows. */
  async shape(source: UsageSource, ask: Ask): Promise<SourceShape> {
    const columns = await columnsOf(source.usage, ask);
    return sourceShape(USAGE_FILE, source.usage, columns, source.watermark);
  }

  /**
   * Makes the view that gives each row the number of its interval. Whoever makes it looks again after that: of several
   * processes the last one has seen every interval.
   */
  async number(source: UsageSource, command: Command): Promise<void> {
    let made = -1;
    for (;;) {
      const intervals = await this.intervals(source);
      if (intervals.length === made) return;
      await command(`CREATE OR REPLACE VIEW ${USAGE_FILE.table} AS ${numbered(intervals)}`);
      made = intervals.length;
    }
  }

  /** The intervals of a source, oldest first. */
  intervals(source: UsageSource): Promise<UsageInterval[]> {
    const where = { definitionHash: definitionHash(source) };
    return this.db.manager.find(UsageInterval, { where, order: { untilAt: 'ASC' } });
  }
}

/** Rows with the number of the interval in which each came: the bound below its instant leads to it. */
function numbered(intervals: readonly Pick<UsageInterval, 'no' | 'untilAt'>[]): string {
  const bounds = ['-9223372036854775808', ...intervals.map(({ untilAt }) => String(untilAt.getTime() + 1))];
  const numbers = [...intervals.map(({ no }) => no), NOT_YET];
  const list = `CAST([${bounds.join(', ')}], 'Array(Int64)')`;
  const no = `transform(roundDown(docket_at, ${list}), ${list}, CAST([${numbers.join(', ')}], 'Array(UInt32)'), toUInt32(${NOT_YET}))`;
  const names = USAGE_FILE.columns.map(({ name }) => name).join(', ');
  const made = USAGE_FILE.numbers.map(({ name, sql }) => `${sql} AS ${name}`).join(', ');
  return `SELECT ${names}, ${no} AS import_no, toUInt32(0) AS line, ${USAGE_FILE.extra.name}, ${made} FROM ${LAB_USAGE}`;
}

/** @throws UsageSourceError when the table is not there or not to be read */
async function columnsOf(table: SourceTable, ask: Ask): Promise<LabColumn[]> {
  try {
    return await ask<LabColumn>(`DESCRIBE TABLE ${sqlName(table.database)}.${sqlName(table.table)}`);
  } catch (error) {
    if (!(error instanceof ClickHouseError) || !NOT_READABLE.has(error.type ?? '')) throw error;
    throw new UsageSourceError(`${nameOf(table)} cannot be read: the usage engine says ${error.type}.`);
  }
}

/** The engine's words for a table that cannot be described. */
const NOT_READABLE = new Set(['UNKNOWN_TABLE', 'UNKNOWN_DATABASE', 'ACCESS_DENIED']);
