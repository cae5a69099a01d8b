import { type Cut, cutCsv, cutLines } from './csv-records';
import type { TextFormat } from './file-header';
import { ImportRefusedError } from './import.problems';
import { DamagedSourceError, type SourceBytes } from './source-bytes';

/** A part of a file that is loaded in one statement, by its place. */
export interface Portion {
  records: number;
  /** Lines that it takes. */
  lines: number;
  /** Line of the file on which the first record stands; 1 is the file's first. */
  firstLine: number;
  /** Where the next one begins: unpacked bytes of the file up to the end of this one. */
  nextOffset: number;
  /** Bytes of the file as it lies that were read for it. */
  fileBytes: number;
}

/** Whole records that are loaded in one statement. */
export interface Chunk extends Cut, Portion {
  /** Exactly the records' bytes. */
  bytes: Buffer;
}

/** The end of a file whose data breaks off: the line that could not be read to its end, and why. */
export interface Damage {
  line: number;
  reason: string;
}

/** Bytes of a chunk, about: small ones first, so that a small file is soon there and a large one soon shows progress. */
export const CHUNK_BYTES = { first: 4 << 20, most: 64 << 20 };

/**
 * Cuts bytes into chunks of whole records.
 * @param at unpacked offset and line at which the bytes begin
 * @returns the damage on which the file ended, if it did
 * @throws ImportRefusedError when no record ends within a chunk
 */
export async function* cutChunks(
  source: AsyncIterable<SourceBytes>,
  format: TextFormat,
  at: { offset: number; line: number },
  sizes = CHUNK_BYTES,
): AsyncGenerator<Chunk, Damage | undefined> {
  const cut = format === 'csv' ? cutCsv : cutLines;
  let { offset, line } = at;
  let pieces: Buffer[] = [];
  let held = 0;
  let fileBytes = 0;
  let size = sizes.first;
  const take = (last: boolean): Chunk | undefined => {
    const bytes = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
    const found = cut(bytes, last);
    const rest = bytes.subarray(found.end);
    pieces = rest.length > 0 ? [rest] : [];
    held = rest.length;
    if (found.end === 0) return undefined;
    offset += found.end;
    line += found.lines;
    return {
      ...found,
      bytes: bytes.subarray(0, found.end),
      firstLine: line - found.lines,
      nextOffset: offset,
      fileBytes,
    };
  };
  try {
    for await (const { bytes, read } of source) {
      pieces.push(bytes);
      held += bytes.length;
      fileBytes = read;
      if (held < size) continue;
      const chunk = take(false);
      if (!chunk)
        throw new ImportRefusedError(
          `Line ${line} is longer than ${size} bytes: this is not a file of rows.`,
        );
      yield chunk;
      size = Math.min(size * 2, sizes.most);
    }
  } catch (error) {
    if (!(error instanceof DamagedSourceError)) throw error;
    const chunk = held > 0 ? take(false) : undefined;
    if (chunk) yield chunk;
    return { line, reason: `could not be read to its end: ${error.message}` };
  }
  const chunk = held > 0 ? take(true) : undefined;
  if (chunk) yield chunk;
  return undefined;
}

/** The first line of a file, without its line break, and the offset behind it. @throws ImportRefusedError on an empty file */
export async function firstLine(
  source: AsyncIterable<SourceBytes>,
): Promise<{ text: string; offset: number }> {
  const pieces: Buffer[] = [];
  let held = 0;
  try {
    for await (const { bytes } of source) {
      pieces.push(bytes);
      held += bytes.length;
      if (bytes.includes(10) || held > MAX_HEADER) break;
    }
  } catch (error) {
    if (!(error instanceof DamagedSourceError)) throw error;
  }
  const all = Buffer.concat(pieces);
  const end = all.indexOf(10);
  const line = end < 0 ? all : all.subarray(0, end);
  if (line.length === 0 || line.length > MAX_HEADER)
    throw new ImportRefusedError('The file has no header row.');
  return { text: line.toString('utf8'), offset: end < 0 ? all.length : end + 1 };
}

const MAX_HEADER = 64 << 10;
