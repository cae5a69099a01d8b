import { stringify } from 'csv-stringify/sync';

/**
 * Rows as CSV: RFC 4180 with CRLF. Text that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`,
 * a tab or a carriage return, or the full-width form of a sign) gets an apostrophe before it; numbers of ours stay as they are. A list is its JSON, nothing is
 * an empty cell. @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvOf(rows: readonly (readonly unknown[])[]): string {
  return stringify(
    rows.map((row) => row.map(cellOf)),
    // It would quote only what has both of CR and LF.
    { record_delimiter: 'windows', escape_formulas: true, quoted_match: /[\r\n]/ },
  );
}

function cellOf(value: unknown): string | number | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number') return value;
  return JSON.stringify(value);
}
