import type { FileKind, Projection } from './file-columns';
import { ACCOUNTS_FILE, USAGE_FILE } from './usage-columns';
import { WITHDRAWN_ROWS } from './withdrawals/withdrawal-sql';

/** Raised when a table or the content hash changes; stored with each snapshot. */
export const SCHEMA_VERSION = 1;

const numberColumn = ({ name, type, sql }: FileKind['numbers'][number]): string =>
  `${name} ${type} DEFAULT ${sql}`;

/** Columns of a kind's table and of its staging tables, in order. */
export const tableColumns = (kind: FileKind): string[] => [
  ...kind.columns.map((column) => `${column.name} ${column.type}`),
  'import_no UInt32',
  'line UInt32',
  `${kind.extra.name} ${kind.extra.type}`,
  ...kind.numbers.map(numberColumn),
];

const projection = ({ by, sums }: Projection): string =>
  `(SELECT ${[...by, ...sums].join(', ')} GROUP BY ${by.join(', ')})`;

/** Sums that tables of earlier installations have and that nothing asks for any more. */
const FORMER_PROJECTIONS = ['account_places', 'account_days', 'account_networks'];

/**
 * Statements that give the table of an earlier installation the numbers and sums of this one; parts that are there
 * already are read as they are. Tables between which partitions move must have the same.
 */
export const presentForm = (kind: FileKind, table: string): string[] => [
  ...kind.numbers.map((each) => `ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS ${numberColumn(each)}`),
  ...FORMER_PROJECTIONS.map((name) => `ALTER TABLE ${table} DROP PROJECTION IF EXISTS ${name}`),
  ...kind.projections.map(
    (each) => `ALTER TABLE ${table} ADD PROJECTION IF NOT EXISTS ${each.name} ${projection(each)}`,
  ),
];

/** Whether a table, by its DDL, has the numbers and sums of this installation and no others. */
export const hasPresentForm = ({ numbers, projections }: FileKind, ddl: string): boolean => {
  const sums = (name: string): boolean => ddl.includes(`PROJECTION ${name} `);
  return (
    numbers.every(({ name }) => ddl.includes(`\`${name}\` `)) &&
    projections.every(({ name }) => sums(name)) &&
    !FORMER_PROJECTIONS.some(sums)
  );
};

/**
 * DDL of a table of rows; staging tables have the same, so that partitions move between them without being rewritten.
 *
 * Partitions are months: a chunk of a file that is not in order of time makes a part a partition, and by days that
 * took 1.6 times as long as by months.
 */
export const createTable = (kind: FileKind, name: string): string => `
  CREATE TABLE IF NOT EXISTS ${name} (${[...tableColumns(kind), ...kind.projections.map((each) => `PROJECTION ${each.name} ${projection(each)}`)].join(', ')})
  ENGINE = MergeTree PARTITION BY ${kind.partitionBy} ORDER BY ${kind.orderBy}`;

/**
 * DDL of a staging table: its parts are merged once, where they are moved to, may be many until then, and have one file
 * for all columns, since making some fifty costs more than what is read of them until they are merged.
 */
export const createStaging = (kind: FileKind, name: string): string => `${createTable(kind, name)}
  SETTINGS min_bytes_for_wide_part = 1000000000, max_bytes_to_merge_at_max_space_in_pool = 1, parts_to_delay_insert = 100000, parts_to_throw_insert = 100000`;

/**
 * Tables that Docket needs wherever usage lies. `account_sets` holds sets of any kind and keeps the name of the first:
 * claims and findings keep the SQL that names it, which must run again.
 */
export const OWN_TABLES: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS account_sets (set_hash String, member String, kind LowCardinality(String))
   ENGINE = ReplacingMergeTree ORDER BY (set_hash, member)`,
  WITHDRAWN_ROWS,
];

/**
 * How eagerly the engine merges parts of usage: some twenty at a time instead of five. Each import is a few parts a
 * month, and to write its rows again twice or more often was a seventh of an import. See ADR 0061.
 */
export const MERGES = 'merge_selector_base = 20';

/** View of the numbers of the imports that have rows in `usage`. */
export const IMPORTS_PRESENT = 'imports_present';

/** The tables of this schema version, made where there are none; those of an earlier installation get their `presentForm` after. */
export const SCHEMA: readonly string[] = [
  `${createTable(USAGE_FILE, USAGE_FILE.table)} SETTINGS ${MERGES}`,
  createTable(ACCOUNTS_FILE, ACCOUNTS_FILE.table),
  ...OWN_TABLES,
  // Answered from the counts by import beside the rows.
  `CREATE VIEW IF NOT EXISTS ${IMPORTS_PRESENT} AS SELECT import_no FROM ${USAGE_FILE.table} GROUP BY import_no`,
];
