import { type FieldError, invalidInput } from '@app/platform';
import type { FileKind } from '../file-columns';
import { FILE_KINDS, type ImportKind } from '../usage-columns';
import { type Conversion, CONVERSION_NAMES, CONVERSIONS, sqlText } from './conversion-sql';

/** How one of our columns comes about. Columns that a mapping does not name are read under their own name. */
export interface MappedColumn {
  column: string;
  /** Names in the lab's file; the first that is not empty counts. */
  from?: string[] | undefined;
  as?: Conversion | undefined;
  /** Values by the lab's words, after the conversion; `otherwise` is for words that are not among them. */
  values?: Record<string, string> | undefined;
  otherwise?: string | undefined;
  /** The value where the file has none: a constant when there is no `from`. */
  value?: string | undefined;
}

/** What to do with a column that neither the mapping nor the kind knows. */
export const UNKNOWN_COLUMNS = ['refuse', 'ignore'] as const;
export type UnknownColumns = (typeof UNKNOWN_COLUMNS)[number];

/** How a lab's own columns are read as those of a kind of file. */
export interface Mapping {
  kind: ImportKind;
  unknownColumns: UnknownColumns;
  columns: MappedColumn[];
}

/** Names of a lab's columns, and values that are set, are short. */
export const MOST_NAME = 200;
export const MOST_VALUE = 1_000;
export const MOST_VALUES = 1_000;

/** What no name of a column needs, and what would make one hard to tell in SQL and CSV. */
const NO_NAME = /[\p{Cc}\p{Surrogate}`'"\\]/u;
const NO_TEXT = /[\0\p{Surrogate}]/u;

/**
 * Checks what a form cannot: columns by their kind, each once, and what goes together.
 * @param at pointer of the mapping in the request
 * @throws InvalidInputError
 */
export function assertMapping(mapping: Mapping, at: string): void {
  const kind = FILE_KINDS[mapping.kind];
  const seen = new Set<string>();
  const errors: FieldError[] = mapping.columns.flatMap((each, index) => {
    const faults = columnFaults(kind, each);
    if (seen.has(each.column)) faults.push(['column', 'is mapped more than once']);
    seen.add(each.column);
    return faults.map(([member, detail]) => ({ pointer: `${at}/columns/${index}/${member}`, detail }));
  });
  if (errors.length > 0) throw invalidInput(errors);
}

function columnFaults(kind: FileKind, each: MappedColumn): [string, string][] {
  const faults: [string, string][] = [];
  if (!kind.columns.some(({ name }) => name === each.column))
    faults.push(['column', `is no column of a ${kind.kind} file`]);
  if (!each.from && each.value === undefined)
    faults.push(['from', 'is missing, and there is no value either']);
  each.from?.forEach((name, index) => {
    if (NO_NAME.test(name) || name.startsWith('docket_') || name === 'file_line')
      faults.push([
        `from/${index}`,
        'cannot be read: no quotes, backslashes or control characters, not file_line or docket_…',
      ]);
  });
  if (each.as !== undefined && !CONVERSION_NAMES.includes(each.as))
    faults.push(['as', `must be one of: ${CONVERSION_NAMES.join(', ')}`]);
  if (!each.from && (each.as || each.values || each.otherwise !== undefined))
    faults.push(['from', 'is missing: a constant is not converted']);
  if (each.otherwise !== undefined && !each.values)
    faults.push(['otherwise', 'is for words that are not among values']);
  return [...faults, ...valueFaults(each.values ?? {})];
}

function valueFaults(values: Record<string, unknown>): [string, string][] {
  const entries = Object.entries(values);
  const isText = (value: unknown): boolean =>
    typeof value === 'string' && value.length <= MOST_VALUE && !NO_TEXT.test(value);
  if (entries.length > MOST_VALUES) return [['values', `holds more than ${MOST_VALUES} words`]];
  if (!entries.every(([word, value]) => isText(word) && isText(value)))
    return [['values', `must lead from text to text of up to ${MOST_VALUE} characters`]];
  return [];
}

/** SQL of a mapped column's text. @param fields SQL of those of its `from` that the file has */
export function mappedSql(each: MappedColumn, fields: readonly string[]): string | undefined {
  const value = each.value === undefined ? undefined : `CAST(${sqlText(each.value)}, 'Nullable(String)')`;
  if (fields.length === 0) return value;
  const filled = fields.map((field) => `nullIf(${field}, '')`);
  let sql = filled.length === 1 ? filled[0]! : `coalesce(${filled.join(', ')})`;
  if (each.as) sql = CONVERSIONS[each.as](sql);
  if (each.values) sql = lookup(sql, each.values, each.otherwise);
  return value ? `ifNull(nullIf(${sql}, ''), ${value})` : sql;
}

function lookup(sql: string, values: Record<string, string>, otherwise: string | undefined): string {
  const words = Object.keys(values);
  const rest = otherwise === undefined ? sql : `if(ifNull(${sql}, '') = '', ${sql}, ${sqlText(otherwise)})`;
  if (words.length === 0) return rest;
  const list = (texts: string[]): string => `[${texts.map(sqlText).join(', ')}]`;
  return `transform(${sql}, ${list(words)}, ${list(Object.values(values))}, ${rest})`;
}
