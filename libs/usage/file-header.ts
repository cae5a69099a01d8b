import { parse } from 'csv-parse/sync';
import type { Column, FileKind } from './file-columns';
import { ImportRefusedError } from './import.problems';

/** How a file's rows are written. */
export type FileFormat = 'csv' | 'ndjson';

/** What a file's name says about it. @throws ImportRefusedError for a format that is not read */
export function formatOf(fileName: string): { format: FileFormat; gzip: boolean } {
  const lower = fileName.toLowerCase();
  const gzip = lower.endsWith('.gz');
  const bare = gzip ? lower.slice(0, -3) : lower;
  if (bare.endsWith('.csv')) return { format: 'csv', gzip };
  if (/\.(ndjson|jsonl)$/.test(bare)) return { format: 'ndjson', gzip };
  throw new ImportRefusedError(
    `${fileName}: files are read as .csv, .ndjson or .jsonl, each also with .gz; this is none of them.`,
  );
}

/**
 * The columns of a CSV file in the order of its header.
 * @throws ImportRefusedError naming the columns that are unknown, doubled or missing
 */
export function csvColumns(kind: FileKind, header: string): Column[] {
  const names = headerNames(header);
  const doubled = names.filter((name, at) => names.indexOf(name) !== at);
  if (doubled.length > 0) throw new ImportRefusedError(`The header has ${list(doubled)} more than once.`);
  assertKnown(kind, names);
  const missing = kind.columns.filter((column) => column.required && !names.includes(column.name));
  if (missing.length > 0)
    throw new ImportRefusedError(`The header lacks ${list(missing.map((column) => column.name))}.`);
  return names.map((name) => kind.columns.find((column) => column.name === name)!);
}

/** @throws ImportRefusedError naming the members of the first row that are no columns, or what else it is */
export function assertFirstRow(kind: FileKind, line: string): void {
  const row = parseRow(line);
  if (!row) throw new ImportRefusedError('Line 1 is not a JSON object.');
  assertKnown(kind, Object.keys(row));
}

/** A line of NDJSON as an object; undefined when it is anything else. */
export function parseRow(line: string): Record<string, unknown> | undefined {
  try {
    const row: unknown = JSON.parse(line);
    return typeof row === 'object' && row !== null && !Array.isArray(row)
      ? (row as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function assertKnown(kind: FileKind, names: readonly string[]): void {
  const unknown = names.filter((name) => !kind.columns.some((column) => column.name === name));
  if (unknown.length > 0) {
    const known = kind.columns.map((column) => column.name).join(', ');
    throw new ImportRefusedError(`Unknown column ${list(unknown)}; a ${kind.kind} file has ${known}.`);
  }
}

function headerNames(header: string): string[] {
  try {
    const [names] = parse(header, { bom: true, trim: true }) as string[][];
    if (names) return names;
  } catch {
    // Told below: whatever it is, it is not a header.
  }
  throw new ImportRefusedError('The file has no header row.');
}

const list = (names: readonly string[]): string =>
  names.map((name) => JSON.stringify(name.slice(0, 100))).join(', ');
