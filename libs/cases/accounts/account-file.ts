import { parse } from 'csv-parse/sync';
import { type FieldError, invalidInput } from '@app/platform';
import type { AccountRow } from './account-origin';

/** Types of file in which accounts come. */
export const ACCOUNT_FILE_TYPES = ['text/plain', 'text/csv'];

/** Longest id of an account, characters. */
const MAX_ID = 200;
const MAX_REASON = 2_000;
/** Longest record of a CSV file: one beyond it has a quote that is never closed, or is no text. */
const MAX_RECORD = 64 * 1_024;
/** Faults that a refusal names. */
const NAMED_FAULTS = 50;
const ID_COLUMN = 'account_id';
const COLUMNS = [ID_COLUMN, 'reason', 'share'];

// What is no UTF-8 was read as U+FFFD; a line of a file has no control characters, and what has is no text.
const UNREADABLE = /\p{Surrogate}|\uFFFD/u;
const CONTROL = /\p{Cc}/u;
const DECIMAL = /^(?:0|1|0?\.\d{1,15}|0\.|1\.0*)$/;

/** What a file of accounts says. */
export interface AccountFile {
  /** Each account once, as it is first named. */
  rows: AccountRow[];
  /** Columns that mean nothing here. */
  ignoredColumns: string[];
}

/**
 * Reads a file of accounts: plain text with an id a line, or CSV with the column `account_id` and, if it has them,
 * `reason` and `share`. Empty lines are no accounts, and an account that comes again is the one of the first time.
 * @throws InvalidInputError naming the faulty lines as `/lines/<number>`
 */
export function readAccountFile(type: string, text: string, maxAccounts: number): AccountFile {
  const found = new Found(maxAccounts);
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const ignoredColumns = type === 'text/csv' ? readCsv(body, found) : readLines(body, found);
  return { rows: found.rows(), ignoredColumns };
}

function readLines(text: string, found: Found): string[] {
  let line = 0;
  for (let at = 0; at < text.length && !found.isFull();) {
    const end = text.indexOf('\n', at);
    const stop = end < 0 ? text.length : end;
    line += 1;
    // No id is cut out of a line that is longer than any: the fault says so.
    found.take(line, text.slice(at, Math.min(stop, at + 4 * MAX_ID)).trim());
    at = stop + 1;
  }
  return [];
}

interface CsvLine {
  record: string[];
  info: { lines: number };
}

function readCsv(text: string, found: Found): string[] {
  const [header, ...lines] = recordsOf(text, found);
  const names = header?.record.map((name) => name.toLowerCase()) ?? [];
  const doubled = COLUMNS.find((column) => names.indexOf(column) !== names.lastIndexOf(column));
  if (!names.includes(ID_COLUMN)) found.fault(1, `the header has no column ${ID_COLUMN}`);
  else if (doubled) found.fault(1, `the header has ${doubled} more than once`);
  const place = (column: string): number => names.indexOf(column);
  const [id, reason, share] = [place(ID_COLUMN), place('reason'), place('share')];
  for (const { record, info } of lines) {
    if (found.isFull()) break;
    if (record.length === names.length)
      found.take(info.lines, record[id] ?? '', record[reason], record[share]);
    else found.fault(info.lines, `has ${record.length} fields where the header has ${names.length}`);
  }
  return names.filter((name) => !COLUMNS.includes(name)).slice(0, NAMED_FAULTS);
}

function recordsOf(text: string, found: Found): CsvLine[] {
  try {
    return parse(text, {
      info: true,
      trim: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      relax_column_count: true,
      record_delimiter: ['\r\n', '\n'],
      max_record_size: MAX_RECORD,
      to: found.most + 2,
    }) as unknown as CsvLine[];
  } catch (error) {
    const { code, lines } = error as { code?: string; lines?: number };
    if (code === undefined) throw error;
    const isLong = code === 'CSV_MAX_RECORD_SIZE';
    found.fault(
      lines ?? 1,
      isLong ? 'is too long for a line of accounts' : 'has a quote that is out of place',
    );
    return found.refuse();
  }
}

/** The accounts and faults of a file as they come. */
class Found {
  private readonly byId = new Map<string, AccountRow>();
  private readonly faults: FieldError[] = [];

  constructor(readonly most: number) {}

  take(line: number, accountId: string, reason = '', share = ''): void {
    if (accountId === '' && reason === '' && share === '') return;
    const faults = [faultOfId(accountId), faultOfReason(reason), faultOfShare(share)].flatMap(
      (fault) => fault ?? [],
    );
    for (const fault of faults) this.fault(line, fault);
    if (faults.length > 0 || this.byId.has(accountId)) return;
    if (this.byId.size === this.most)
      this.fault(line, `is beyond the ${this.most} accounts that a file may name`);
    this.byId.set(accountId, {
      accountId,
      ...(reason ? { reason } : {}),
      ...(share ? { share: Number(share) } : {}),
    });
  }

  fault(line: number, detail: string): void {
    this.faults.push({ pointer: `/lines/${line}`, detail });
  }

  /** Whether reading on would tell nothing more. */
  isFull(): boolean {
    return this.faults.length >= NAMED_FAULTS || this.byId.size > this.most;
  }

  refuse(): never {
    throw invalidInput(this.faults.slice(0, NAMED_FAULTS));
  }

  /** @throws InvalidInputError if there was a fault, or no account */
  rows(): AccountRow[] {
    if (this.faults.length > 0) this.refuse();
    if (this.byId.size === 0) throw invalidInput([{ pointer: '', detail: 'the file names no account' }]);
    return [...this.byId.values()];
  }
}

function faultOfId(id: string): string | undefined {
  if (id === '') return `${ID_COLUMN} is empty`;
  if (UNREADABLE.test(id)) return 'is not text in UTF-8';
  if (CONTROL.test(id)) return 'has control characters';
  return id.length > MAX_ID ? `the id is longer than ${MAX_ID} characters` : undefined;
}

function faultOfReason(reason: string): string | undefined {
  if (UNREADABLE.test(reason) || reason.includes('\0')) return 'is not text in UTF-8';
  return reason.length > MAX_REASON ? `reason is longer than ${MAX_REASON} characters` : undefined;
}

function faultOfShare(share: string): string | undefined {
  return share === '' || DECIMAL.test(share) ? undefined : 'share is not a number from 0 to 1';
}
