/** One record of a CSV text, by its place in the bytes. */
export interface CsvRecord {
  start: number;
  /** Just behind its last byte, without the line break. */
  end: number;
  /** Lines counted from the start of the text, 0 for the first. */
  line: number;
  fields: number;
  /** Why it cannot be a record, if it cannot. */
  fault?: string;
}

/** Where the whole records of a text end, and what they are made of. */
export interface Cut {
  /** Bytes of whole records. */
  end: number;
  records: number;
  /** Line breaks passed. */
  lines: number;
  /** Every record is exactly one line that is not empty. */
  plain: boolean;
}

/** A record this long has a quote that was never closed: it is cut at its first line, so that it cannot swallow a file. */
const MAX_RECORD = 1 << 20;

const LF = 10;
const CR = 13;
const QUOTE = 34;
const COMMA = 44;

/**
 * Reads records as RFC 4180 has them: a quote opens only at the start of a field, line breaks within quotes belong
 * to the value, empty lines are no records.
 * @param last whether the text ends here, so that a last line without a line break is a record
 * @returns bytes of whole records, and line breaks in them
 */
export function scanCsv(
  text: Buffer,
  last: boolean,
  visit: (record: CsvRecord) => void,
): { end: number; lines: number } {
  let start = 0;
  let line = 0;
  let firstLine = 0;
  let fields = 1;
  let quoted = false;
  let fault: string | undefined;
  let before = LF;
  const close = (end: number): void => {
    const trimmed = end > start && text[end - 1] === CR ? end - 1 : end;
    if (trimmed > start) visit({ start, end: trimmed, line: firstLine, fields, ...(fault ? { fault } : {}) });
    firstLine = line;
    fields = 1;
    quoted = false;
    fault = undefined;
    before = LF;
  };
  for (let at = 0; ; at++) {
    const endless = quoted && (at - start > MAX_RECORD || (at === text.length && last));
    if (endless) {
      const lineEnd = text.indexOf(LF, start);
      at = lineEnd < 0 ? text.length : lineEnd;
      line = firstLine;
      quoted = false;
      fault = 'has a quote that is never closed';
    }
    if (at >= text.length) break;
    const byte = text[at]!;
    if (byte === LF) {
      line++;
      if (!quoted) {
        close(at);
        start = at + 1;
        continue;
      }
    } else if (byte === QUOTE) {
      if (quoted) quoted = false;
      else if (before === COMMA || before === LF || before === QUOTE) quoted = true;
    } else if (byte === COMMA && !quoted) fields++;
    else if (before === QUOTE && !quoted && byte !== COMMA && byte !== CR)
      fault ??= 'has a quote where none can stand';
    before = byte;
  }
  if (!last) return { end: start, lines: firstLine };
  close(text.length);
  return { end: text.length, lines: line };
}

/** Finds where the whole records of a CSV text end. */
export function cutCsv(text: Buffer, last: boolean): Cut {
  // Machines seldom quote; without quotes a record is a line, and lines are found at the speed of memory.
  if (!text.includes(QUOTE)) return cutLines(text, last);
  const plain = cutQuotedLines(text, last);
  if (plain) return plain;
  let records = 0;
  const { end, lines } = scanCsv(text, last, () => records++);
  return { end, records, lines: lines + unended(text, end), plain: false };
}

/** Finds where the whole lines of a text end. */
export function cutLines(text: Buffer, last: boolean): Cut {
  const end = last ? text.length : text.lastIndexOf(LF) + 1;
  let lines = 0;
  let empty = 0;
  let at = 0;
  while (at < end) {
    const found = text.indexOf(LF, at);
    const stop = found < 0 ? end : found;
    if (stop === at || (stop === at + 1 && text[at] === CR)) empty++;
    lines++;
    at = stop + 1;
  }
  return { end, records: lines - empty, lines, plain: empty === 0 };
}

/**
 * The same for CSV in which every record is one line: quotes come in pairs in each. Undefined when they do not, or
 * when a line is empty. One look at each byte, since this is done to every byte that is imported.
 */
function cutQuotedLines(text: Buffer, last: boolean): Cut | undefined {
  const end = last ? text.length : text.lastIndexOf(LF) + 1;
  let lines = 0;
  let odd = 0;
  let start = 0;
  for (let at = 0; at < end; at++) {
    const byte = text[at]!;
    if (byte === QUOTE) odd ^= 1;
    else if (byte === LF) {
      if (odd === 1 || at === start || (at === start + 1 && text[start] === CR)) return undefined;
      lines++;
      start = at + 1;
    }
  }
  if (odd === 1) return undefined;
  lines += unended(text, end);
  return { end, records: lines, lines, plain: true };
}

/** 1 when the last line has no line break, which counts as a line all the same. */
const unended = (text: Buffer, end: number): number => (end > 0 && text[end - 1] !== LF ? 1 : 0);
