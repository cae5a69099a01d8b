import { parse } from 'csv-parse/sync';
import { ImportRefusedError } from './import.problems';

/** How a file's rows are written. */
export type FileFormat = TextFormat | 'parquet';
export type TextFormat = 'csv' | 'ndjson';

/** What a file's name says about it. @throws ImportRefusedError for a format that is not read */
export function formatOf(fileName: string): { format: FileFormat; gzip: boolean } {
  const lower = fileName.toLowerCase();
  const gzip = lower.endsWith('.gz');
  const bare = gzip ? lower.slice(0, -3) : lower;
  if (bare.endsWith('.csv')) return { format: 'csv', gzip };
  if (/\.(ndjson|jsonl)$/.test(bare)) return { format: 'ndjson', gzip };
  if (bare.endsWith('.parquet')) {
    if (gzip)
      throw new ImportRefusedError(`${fileName}: Parquet is compressed within; send the file without gzip.`);
    return { format: 'parquet', gzip };
  }
  throw new ImportRefusedError(
    `${fileName}: files are read as .csv, .ndjson or .jsonl, each also with .gz, and as .parquet; this is none of them.`,
  );
}

/** The names in the header of a CSV file. @throws ImportRefusedError when it has none, or separates them otherwise */
export function headerNames(header: string): string[] {
  const names = namesIn(header);
  if (!names) throw new ImportRefusedError('The file has no header row.');
  const other = names.length === 1 ? /[;\t|]/.exec(names[0]!)?.[0] : undefined;
  if (other !== undefined)
    throw new ImportRefusedError(
      `The header is one column: values are separated by commas, not by ${other === '\t' ? 'tabs' : `"${other}"`}.`,
    );
  return names;
}

function namesIn(header: string): string[] | undefined {
  try {
    return (parse(header, { bom: true, trim: true }) as string[][])[0];
  } catch {
    // Whatever it is, it is not a header.
    return undefined;
  }
}

/** The members of the first row of an NDJSON file. @throws ImportRefusedError when it is no object */
export function firstRowNames(line: string): string[] {
  const row = parseRow(line);
  if (!row) throw new ImportRefusedError('Line 1 is not a JSON object.');
  return Object.keys(row);
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
