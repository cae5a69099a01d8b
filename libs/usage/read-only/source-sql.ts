import type { Column, FileKind } from '../file-columns';
import { mappedSql, type MappedColumn } from '../mappings/column-mapping';
import { sqlName } from '../mappings/conversion-sql';
import { UsageSourceError } from './read-only.problems';
import { nameOf, type SourceTable } from './usage-source';

/** A column of the lab's table. */
export interface LabColumn {
  name: string;
  /** The engine's type, with its wrappers. */
  type: string;
}

/** Why a value of a column cannot be read, over `read`. */
export interface SourceFault {
  column: string;
  when: string;
  reason: string;
}

/** A lab's table as ours, in SQL. */
export interface SourceShape {
  /** SELECT of our columns as they are read, before they are checked, with `docket_at`. */
  read: string;
  /** SELECT of our columns, the hash of a row, and `docket_at`: when the row came, ms since 1970. */
  rows: string;
  faults: SourceFault[];
}

/** How one of our columns comes about: its reading, its value over that, and what may be wrong with it. */
interface Reading {
  read: string;
  value: string;
  faults: readonly { when: string; reason: string }[];
}

/**
 * How a lab's table is read.
 * @param watermark the lab's column that says when a row came; without one every row came at 0
 * @throws UsageSourceError naming the columns that are missing or of no use
 */
export function sourceShape(
  kind: FileKind,
  table: SourceTable,
  columns: readonly LabColumn[],
  watermark?: string,
): SourceShape {
  const fields = new Map(columns.map((column, at) => [column.name, { ...column, as: `docket_${at}` }]));
  const used = new Set<string>();
  const mapped = new Map(table.mapping?.columns.map((each) => [each.column, each]));
  const readings = kind.columns.map((column) => {
    const each = mapped.get(column.name);
    const from = (each ? (each.from ?? []) : [column.name]).flatMap((name) => fields.get(name) ?? []);
    from.forEach(({ name }) => used.add(name));
    return readingOf(column, each, from, nameOf(table));
  });
  const at = watermark === undefined ? 'toInt64(0)' : arrival(watermark, fields.get(watermark), table);
  const texts = [...used].map((name) => `${textOf(fields.get(name)!)} AS ${fields.get(name)!.as}`);
  const source = `${sqlName(table.database)}.${sqlName(table.table)}`;
  const lab = `SELECT ${[...texts, `${at} AS docket_at`].join(', ')} FROM ${source}`;
  const read = `SELECT ${kind.columns.map(({ name }, i) => `${readings[i]!.read} AS ${name}`).join(', ')}, docket_at FROM (${lab})`;
  // Under other names first: a value that has the name of what it is read from would be read from itself.
  const values = `SELECT ${readings.map(({ value }, i) => `${value} AS docket_value_${i}`).join(', ')}, docket_at FROM (${read})`;
  const names = kind.columns.map(({ name }, i) => `docket_value_${i} AS ${name}`);
  const own = new Map(kind.columns.map(({ name }, i) => [name, `docket_value_${i}`]));
  return {
    read,
    rows: `SELECT ${names.join(', ')}, ${kind.extra.of(own)} AS ${kind.extra.name}, docket_at FROM (${values})`,
    faults: kind.columns.flatMap(({ name: column }, i) =>
      readings[i]!.faults.map((fault) => ({ column, ...fault })),
    ),
  };
}

function readingOf(
  column: Column,
  each: MappedColumn | undefined,
  from: readonly (LabColumn & { as: string })[],
  table: string,
): Reading {
  if (from.length === 1 && !each?.as && !each?.values && each?.value === undefined) {
    const native = nativeReading(column, from[0]!);
    if (native) return native;
  }
  const texts = from.map(({ as, type }) => (isNative(type) ? nativeText(as, type) : as));
  const sql = each ? mappedSql(each, texts) : texts[0];
  if (sql === undefined) {
    if (column.required) throw new UsageSourceError(`${table} has nothing to read ${column.name} from.`);
    return { read: "CAST(NULL, 'Nullable(String)')", value: `CAST(NULL, '${bare(column)}')`, faults: [] };
  }
  const value = `CAST(${column.value}, '${bare(column).replaceAll("'", "\\'")}')`;
  return { read: sql, value, faults: column.faults };
}

/** Instants and numbers are read as what they are, where no conversion is asked for: text would cost several times as much. */
function nativeReading({ name, type, required }: Column, field: LabColumn & { as: string }): Reading | null {
  const theirs = baseOf(field.type);
  const missing = required ? [{ when: `isNull(${name})`, reason: 'is missing' }] : [];
  if (type.startsWith('DateTime64') && theirs.startsWith('DateTime')) {
    return {
      read: field.as,
      value: `toDateTime64(toTimeZone(assumeNotNull(${name}), 'UTC'), 3, 'UTC')`,
      faults: [
        ...missing,
        {
          when: `toYear(${name}, 'UTC') NOT BETWEEN 2000 AND 2099`,
          reason: 'is outside of the years 2000 to 2099',
        },
      ],
    };
  }
  const [ours, bits] = [/UInt(\d+)/.exec(type)?.[1], /^UInt(8|16|32|64)$/.exec(theirs)?.[1]];
  if (!ours || !bits || Number(bits) > Number(ours)) return null;
  const value = required
    ? `CAST(assumeNotNull(${name}), 'UInt${ours}')`
    : `CAST(${name}, 'Nullable(UInt${ours})')`;
  return { read: field.as, value, faults: missing };
}

/** What is carried as it is up to the readings. */
const isNative = (type: string): boolean => /^(DateTime|UInt(8|16|32|64)$)/.test(baseOf(type));

function textOf({ name, type }: LabColumn): string {
  const sql = sqlName(name);
  const base = baseOf(type);
  if (/^(Array|Map|Tuple|Nested|JSON|Object|Variant|Dynamic|AggregateFunction)/.test(base))
    throw new UsageSourceError(
      `The column ${JSON.stringify(name)} is ${base}: no value of a row can be read from it.`,
    );
  if (isNative(type)) return sql;
  const text = base.startsWith('Date') ? `concat(toString(${sql}), ' 00:00:00')` : `toString(${sql})`;
  return `CAST(${text}, 'Nullable(String)')`;
}

const nativeText = (as: string, type: string): string =>
  baseOf(type).startsWith('DateTime')
    ? `CAST(toString(toTimeZone(${as}, 'UTC')), 'Nullable(String)')`
    : `CAST(toString(${as}), 'Nullable(String)')`;

function arrival(watermark: string, column: LabColumn | undefined, table: SourceTable): string {
  if (!column) throw new UsageSourceError(`${nameOf(table)} has no column ${JSON.stringify(watermark)}.`);
  if (!baseOf(column.type).startsWith('DateTime'))
    throw new UsageSourceError(
      `${JSON.stringify(watermark)} is ${column.type}: a watermark is a DateTime or DateTime64.`,
    );
  return `ifNull(toUnixTimestamp64Milli(toDateTime64(${sqlName(watermark)}, 3, 'UTC')), toInt64(0))`;
}

/** A type without what is around it. */
function baseOf(type: string): string {
  const inner = /^(?:LowCardinality|Nullable)\((.*)\)$/.exec(type)?.[1];
  return inner === undefined ? type : baseOf(inner);
}

/** Our type without the dictionary, which a view has none of. */
const bare = ({ type }: Column): string => /^LowCardinality\((.*)\)$/.exec(type)?.[1] ?? type;
