import type { ClickHouseSettings } from '@clickhouse/client';
import type { FileKind } from './file-columns';
import type { FileShape } from './file-shape';
import { sqlName, sqlText } from './mappings/conversion-sql';

/** Tables of an import on its way: rows that will be moved as they are, and lines that were set aside. */
export interface StagingTables {
  rows: string;
  /** Lines that are not loaded: refused ones with column and reason, and known ones. */
  aside: string;
}

/** Reason of a line that is already known; every other reason is a reject. */
export const KNOWN = 'known';

export const stagingTables = (kind: FileKind, importNo: number): StagingTables => ({
  rows: `${kind.table}_staging_${importNo}`,
  aside: `${kind.table}_aside_${importNo}`,
});

export const createAside = (name: string): string =>
  `CREATE TABLE IF NOT EXISTS ${name} (line UInt32, column LowCardinality(String), reason String) ENGINE = MergeTree ORDER BY line`;

/** How the rows of a body come. */
export interface RowShape extends FileShape {
  /** Each row begins with its line number. */
  numbered: boolean;
  /** Line of the first row where rows are not numbered. */
  firstLine: number;
}

/** What the engine must know of the file's writing. Only these make row numbers those of the body. */
const INPUT_SETTINGS: ClickHouseSettings = {
  parallelize_output_from_storages: 0,
  max_insert_threads: '1',
  // Chunks are read side by side; to cut each one up again for several threads costs a tenth more.
  input_format_parallel_parsing: 0,
  // A chunk is one block, so that it is stored or refused as a whole.
  min_insert_block_size_rows: '100000000',
  min_insert_block_size_bytes: '10000000000',
  max_partitions_per_insert_block: '0',
  input_format_csv_empty_as_default: 1,
  input_format_csv_allow_variable_number_of_columns: 0,
  input_format_json_read_numbers_as_strings: 1,
  input_format_json_read_bools_as_strings: 1,
  input_format_json_read_objects_as_strings: 0,
  input_format_json_read_arrays_as_strings: 0,
};

/** Settings with which the rows of a file are read. */
export const inputSettings = ({ skipsUnknown, format }: FileShape): ClickHouseSettings => ({
  ...INPUT_SETTINGS,
  input_format_skip_unknown_fields: skipsUnknown ? 1 : 0,
  ...(format === 'parquet' ? PARQUET_SETTINGS : {}),
});

/** A row group may have millions of rows: it is stored in blocks, and what a refused one left is taken away. */
const PARQUET_SETTINGS: ClickHouseSettings = {
  min_insert_block_size_rows: '1000000',
  input_format_parquet_preserve_order: 1,
  input_format_parquet_filter_push_down: 0,
  // Instants are told in UTC, whatever the zone of the server.
  session_timezone: 'UTC',
};

/** Columns that an import stores, by name; the engine itself makes the others. */
export const storedColumns = ({ columns, extra }: FileKind): string =>
  [...columns.map(({ name }) => name), 'import_no', 'line', extra.name].join(', ');

/** INSERT of a body's rows; the whole is refused when one of them has a fault. */
export const insertAll = (shape: RowShape, table: string): string =>
  `INSERT INTO ${table} (${storedColumns(shape.kind)}) SELECT ${values(shape)} FROM ${input(shape)} WHERE throwIf(${anyFault(shape)}) = 0 FORMAT ${formatName(shape)}`;

/** INSERT of a body's rows that have no fault. */
export const insertGood = (shape: RowShape, table: string): string =>
  `INSERT INTO ${table} (${storedColumns(shape.kind)}) SELECT ${values(shape)} FROM ${input(shape)} WHERE ${faultCode(shape)} = 0 FORMAT ${formatName(shape)}`;

/** INSERT of the line, column and reason of a body's rows that have a fault. */
export const insertFaulty = (shape: RowShape, table: string): string => {
  const faults = allFaults(shape.kind);
  const names = faults.map((fault) => `'${fault.column}'`).join(', ');
  const reasons = faults.map((fault) => `'${fault.reason.replaceAll("'", "\\'")}'`).join(', ');
  return `INSERT INTO ${table} SELECT file_line, [${names}][code], [${reasons}][code]
    FROM (SELECT file_line, ${faultCode(shape)} AS code FROM ${input(shape)}) WHERE code != 0 FORMAT ${formatName(shape)}`;
};

/** SQL of a row's part of the content hash: SHA-256 over its values in the engine's binary form, import and line left out. */
export const rowHash = (kind: FileKind): string =>
  `reinterpretAsUInt256(SHA256(formatRowNoNewline('RowBinary', ${kind.columns.map((column) => column.name).join(', ')})))`;

/** SQL of the content hash of many rows, in any order: the sum of theirs modulo 2^256, as decimal text. */
export const contentSum = (kind: FileKind): string => `toString(sum(${rowHash(kind)}))`;

const FORMAT_NAMES = { csv: 'CSV', ndjson: 'JSONEachRow', parquet: 'Parquet' } as const;
const formatName = (shape: RowShape): string => FORMAT_NAMES[shape.format];

const allFaults = (kind: FileKind) =>
  kind.columns.flatMap((column) => column.faults.map((fault) => ({ column: column.name, ...fault })));

/** Whether a row has a fault: cheaper than which one it is, and asked of every row there is. */
const anyFault = ({ kind }: RowShape): string =>
  allFaults(kind)
    .map((fault) => `(${fault.when})`)
    .join(' OR ');

function faultCode({ kind }: RowShape): string {
  return `multiIf(${allFaults(kind)
    .map((fault, at) => `${fault.when}, ${at + 1}`)
    .join(', ')}, 0)`;
}

function values({ kind, importNo }: RowShape): string {
  const own = new Map(kind.columns.map((column) => [column.name, column.value]));
  return [...own.values(), String(importNo), 'file_line', kind.extra.of(own)].join(', ');
}

/** The body's rows as texts of our columns; a column that the file does not have is null. */
function input(shape: RowShape): string {
  const { kind, reads, numbered, firstLine } = shape;
  const line = numbered ? 'file_line' : `toUInt32(rowNumberInAllBlocks() + ${firstLine}) AS file_line`;
  const texts = kind.columns.map(({ name }) => {
    const sql = reads.get(name) ?? "CAST(NULL, 'Nullable(String)')";
    return sql === name ? name : `${sql} AS ${name}`;
  });
  return `(SELECT ${line}, ${texts.join(', ')} FROM ${fieldsOf(shape)})`;
}

/** The body's fields under their names in SQL. In CSV they are told by their place, else by their name. */
function fieldsOf({ format, fields, numbered }: RowShape): string {
  const renamed = format !== 'csv' && fields.some(({ name, as }) => name !== as);
  const structure = [
    ...(numbered ? ['file_line UInt32'] : []),
    ...fields.map(({ name, as }) => `${renamed ? sqlName(name) : as} Nullable(String)`),
  ].join(', ');
  const input = `input(${sqlText(structure)})`;
  if (!renamed) return input;
  const names = fields.map(({ name, as }) => `${sqlName(name)} AS ${as}`);
  return `(SELECT ${[...(numbered ? ['file_line'] : []), ...names].join(', ')} FROM ${input})`;
}
