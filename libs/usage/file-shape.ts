import type { FileKind } from './file-columns';
import type { FileFormat } from './file-header';
import { ImportRefusedError } from './import.problems';
import { type Mapping, mappedSql } from './mappings/column-mapping';

/** A field of the file. */
export interface Field {
  /** As the file has it. */
  name: string;
  /** Its name in SQL. */
  as: string;
}

/** What is the same for every chunk of a file: its fields, and how our columns are read from them. */
export interface FileShape {
  kind: FileKind;
  importNo: number;
  format: FileFormat;
  /** CSV: all of them, in the order of the file; else those that are read. */
  fields: readonly Field[];
  /** SQL of the text of each column that the file or the mapping gives. */
  reads: ReadonlyMap<string, string>;
  /** Whether fields that are no columns are passed over. */
  skipsUnknown: boolean;
}

/**
 * How a file with these fields is read.
 * @param names fields that the file says it has; undefined when each row says so for itself
 * @throws ImportRefusedError naming the columns that are unknown, doubled or missing
 */
export function shapeOf(
  kind: FileKind,
  importNo: number,
  format: FileFormat,
  names: readonly string[] | undefined,
  mapping?: Mapping | null,
): FileShape {
  const skipsUnknown = mapping?.unknownColumns === 'ignore';
  const read = readNames(kind, mapping);
  const wanted = format === 'csv' ? names! : (names ?? [...read]).filter((name) => read.has(name));
  const fields = wanted.map((name, at) => ({ name, as: mapping ? `docket_${at}` : name }));
  const reads = readsOf(kind, fields, mapping);
  const lacking = lackingOf(kind, reads, mapping);
  if (names) assertFields(kind, names, read, skipsUnknown, lacking);
  if (lacking.length > 0) throw new ImportRefusedError(`The file lacks ${list(lacking)}.`);
  return { kind, importNo, format, fields, reads, skipsUnknown };
}

/** Names under which something is looked for. */
export function readNames(kind: FileKind, mapping?: Mapping | null): Set<string> {
  const mapped = new Map(mapping?.columns.map((each) => [each.column, each]));
  return new Set(
    kind.columns.flatMap(({ name }) => (mapped.has(name) ? (mapped.get(name)!.from ?? []) : [name])),
  );
}

function readsOf(kind: FileKind, fields: readonly Field[], mapping?: Mapping | null): Map<string, string> {
  const byName = new Map(fields.map(({ name, as }) => [name, as]));
  const mapped = new Map(mapping?.columns.map((each) => [each.column, each]));
  const reads = new Map<string, string>();
  for (const { name } of kind.columns) {
    const each = mapped.get(name);
    const sql = each
      ? mappedSql(
          each,
          (each.from ?? []).flatMap((from) => byName.get(from) ?? []),
        )
      : byName.get(name);
    if (sql !== undefined) reads.set(name, sql);
  }
  return reads;
}

/** @throws ImportRefusedError */
function assertFields(
  kind: FileKind,
  names: readonly string[],
  read: ReadonlySet<string>,
  skipsUnknown: boolean,
  lacking: readonly string[],
): void {
  const doubled = names.filter((name, at) => names.indexOf(name) !== at && (!skipsUnknown || read.has(name)));
  if (doubled.length > 0) throw new ImportRefusedError(`The header has ${list(doubled)} more than once.`);
  if (!skipsUnknown) assertKnown(kind, names, read, lacking);
}

/**
 * @param lacking what is missing too: whoever corrects the file wants to do it once
 * @throws ImportRefusedError naming those that nothing is read from
 */
export function assertKnown(
  kind: FileKind,
  names: readonly string[],
  read: ReadonlySet<string>,
  lacking: readonly string[] = [],
): void {
  const unknown = names.filter((name) => !read.has(name));
  if (unknown.length === 0) return;
  const lacks = lacking.length > 0 ? ` The file lacks ${list(lacking)}.` : '';
  throw new ImportRefusedError(
    `Unknown column ${list(unknown)}; a ${kind.kind} file has ${[...read].join(', ')}.${lacks}`,
  );
}

/** Under which names the columns are looked for that a file must have and has not. */
function lackingOf(kind: FileKind, reads: ReadonlyMap<string, string>, mapping?: Mapping | null): string[] {
  const from = (name: string): string[] =>
    mapping?.columns.find(({ column }) => column === name)?.from ?? [name];
  return kind.columns
    .filter(({ name, required }) => required && !reads.has(name))
    .flatMap(({ name }) => from(name));
}

const list = (names: readonly string[]): string =>
  names.map((name) => JSON.stringify(name.slice(0, 100))).join(', ');
