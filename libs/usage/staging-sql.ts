import type { ClickHouseSettings } from '@clickhouse/client';
import type { Column, FileKind } from './file-columns';
import type { FileFormat } from './file-header';

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

/** How rows come: the columns of the file in order, and whether each row begins with its line number. */
export interface RowShape {
  kind: FileKind;
  importNo: number;
  format: FileFormat;
  /** In the order of the file; for NDJSON any. */
  columns: readonly Column[];
  numbered: boolean;
  /** Line of the first row where rows are not numbered. */
  firstLine: number;
}

/** What the engine must know of the file's writing. Only these make row numbers those of the body. */
export const INPUT_SETTINGS: ClickHouseSettings = {
  parallelize_output_from_storages: 0,
  max_insert_threads: '1',
  // A chunk is one block, so that it is stored or refused as a whole.
  min_insert_block_size_rows: '100000000',
  min_insert_block_size_bytes: '10000000000',
  max_partitions_per_insert_block: '0',
  input_format_csv_empty_as_default: 1,
  input_format_csv_allow_variable_number_of_columns: 0,
  input_format_skip_unknown_fields: 0,
  input_format_json_read_numbers_as_strings: 1,
  input_format_json_read_bools_as_strings: 1,
  input_format_json_read_objects_as_strings: 0,
  input_format_json_read_arrays_as_strings: 0,
};

/** INSERT of a body's rows; the whole is refused when one of them has a fault. */
export const insertAll = (shape: RowShape, table: string): string =>
  `INSERT INTO ${table} SELECT ${values(shape)} FROM ${input(shape)} WHERE throwIf(${faultCode(shape)} != 0) = 0 FORMAT ${formatName(shape)}`;

/** INSERT of a body's rows that have no fault. */
export const insertGood = (shape: RowShape, table: string): string =>
  `INSERT INTO ${table} SELECT ${values(shape)} FROM ${input(shape)} WHERE ${faultCode(shape)} = 0 FORMAT ${formatName(shape)}`;

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

const formatName = (shape: RowShape): string => (shape.format === 'csv' ? 'CSV' : 'JSONEachRow');

const allFaults = (kind: FileKind) =>
  kind.columns.flatMap((column) => column.faults.map((fault) => ({ column: column.name, ...fault })));

function faultCode({ kind }: RowShape): string {
  return `multiIf(${allFaults(kind)
    .map((fault, at) => `${fault.when}, ${at + 1}`)
    .join(', ')}, 0)`;
}

function values({ kind, importNo }: RowShape): string {
  const own = new Map(kind.columns.map((column) => [column.name, column.value]));
  return [...own.values(), String(importNo), 'file_line', kind.extra.of(own)].join(', ');
}

/** The body's rows as texts; a column that the file does not have is null. */
function input({ kind, columns, numbered, firstLine, format }: RowShape): string {
  const given = format === 'csv' ? columns : kind.columns;
  const structure = [
    ...(numbered ? ['file_line UInt32'] : []),
    ...given.map((column) => `${column.name} Nullable(String)`),
  ].join(', ');
  const absent = kind.columns.filter((column) => !given.includes(column));
  const line = numbered ? 'file_line' : `toUInt32(rowNumberInAllBlocks() + ${firstLine}) AS file_line`;
  const names = [
    ...given.map((column) => column.name),
    ...absent.map((column) => `CAST(NULL, 'Nullable(String)') AS ${column.name}`),
  ];
  return `(SELECT ${line}, ${names.join(', ')} FROM input('${structure}'))`;
}
