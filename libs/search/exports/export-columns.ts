import { invalidInput } from '@app/platform';
import type { SearchedKind } from '../fields/field';

/** A column of an export. */
export interface ExportColumn {
  name: string;
  sql: string;
  /** Its value is a person or thing with id and name, which a CSV has in two columns. */
  isNamed: boolean;
}

/** Every column that an export of a kind can have, with ids and texts first; `shown` are the values that the caller sees. */
export function columnsOf(kind: SearchedKind, shown: readonly string[]): ExportColumn[] {
  const own = Object.entries(kind.exported).map(([name, sql]) => ({ name, sql, isNamed: false }));
  return [...own, ...shown.map((name) => ({ name, sql: kind.shown[name]!, isNamed: isNamed(kind, name) }))];
}

function isNamed(kind: SearchedKind, name: string): boolean {
  const field = kind.fields.find((one) => one.name === name);
  return field?.type === 'user' || (field?.type === 'reference' && !field.isByNumber);
}

/** Those of the columns that are asked for, in the order asked for. @throws InvalidInputError */
export function chosen(columns: readonly ExportColumn[], names: readonly string[]): ExportColumn[] {
  const byName = new Map(columns.map((column) => [column.name, column]));
  if (new Set(names).size < names.length)
    throw invalidInput([{ pointer: '?columns', detail: 'has a column twice' }]);
  return names.map((name) => {
    const column = byName.get(name);
    if (!column)
      throw invalidInput([
        { pointer: '?columns', detail: `there are the columns ${[...byName.keys()].join(', ')}` },
      ]);
    return column;
  });
}

/** The names of the columns of a CSV. */
export const csvHead = (columns: readonly ExportColumn[]): string[] =>
  columns.flatMap(({ name, isNamed }) => (isNamed ? [name, `${name}Id`] : [name]));

/** The cells of a CSV's row. */
export const csvCells = (columns: readonly ExportColumn[], values: readonly unknown[]): unknown[] =>
  columns.flatMap(({ isNamed }, i) => {
    if (!isNamed) return [values[i]];
    const value = values[i] as { id: string; name: string } | null;
    return [value?.name ?? null, value?.id ?? null];
  });
