import { ChunkMemory } from './chunk-memory';
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
  /** Exactly the records' bytes, in memory that the chunk after the next one is read into: whoever keeps them longer copies them. */
  bytes: Buffer;
}

/** The end of a file whose data breaks off: the line that could not be read to its end, and why. */
export interface Damage {
  line: number;
  reason: string;
}

/**
 * Cuts bytes into chunks of whole records.
 * @param at unpacked offset and line at which the bytes begin
 * @param size bytes of a chunk, about
 * @param memory what they are read into
 * @returns the damage on which the file ended, if it did
 * @throws ImportRefusedError when no record ends within a chunk
 */
export async function* cutChunks(
  source: AsyncIterable<SourceBytes>,
  format: TextFormat,
  at: { offset: number; line: number },
  size: number,
  memory = new ChunkMemory(),
): AsyncGenerator<Chunk, Damage | undefined> {
  const cut = format === 'csv' ? cutCsv : cutLines;
  let { offset, line } = at;
  let fileBytes = 0;
  const take = (last: boolean): Chunk | undefined => {
    const { bytes } = memory.held;
    const found = cut(bytes, last);
    if (found.end === 0) return undefined;
    memory.turn(found.end, size);
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
      memory.held.add(bytes, size);
      fileBytes = read;
      if (memory.held.bytes.length < size) continue;
      const chunk = take(false);
      if (!chunk)
        throw new ImportRefusedError(
          `Line ${line} is longer than ${size} bytes: this is not a file of rows.`,
        );
      yield chunk;
    }
  } catch (error) {
    if (!(error instanceof DamagedSourceError)) throw error;
    const chunk = memory.held.bytes.length > 0 ? take(false) : undefined;
    if (chunk) yield chunk;
    return { line, reason: `could not be read to its end: ${error.message}` };
  }
  const chunk = memory.held.bytes.length > 0 ? take(true) : undefined;
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
      pieces.push(Buffer.from(bytes));
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
