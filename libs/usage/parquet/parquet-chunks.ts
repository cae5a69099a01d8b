import type { Readable } from 'node:stream';
import type { Portion } from '../source-chunks';
import type { ParquetFile } from './parquet-file';

/** Row groups that are loaded in one statement. */
export interface ParquetChunk extends Portion {
  /** A Parquet file of these rows, any number of times. */
  content(): Readable;
}

/** What is loaded at once, about; a row group is never cut. */
export const PARQUET_CHUNK = { bytes: 32 << 20, rows: 500_000 };

/**
 * Cuts a file into chunks of whole row groups. An offset is the number of a row group, a line that of a row, from 1.
 * @param names the columns that are read
 */
export async function* parquetChunks(
  file: ParquetFile,
  names: readonly string[],
  from: { offset: number; line: number },
  most = PARQUET_CHUNK,
): AsyncGenerator<ParquetChunk, undefined> {
  const rows = file.rowsOfGroups;
  const bytes = file.bytesOfGroups(names);
  const all = bytes.reduce((sum, each) => sum + each, 0);
  let done = bytes.slice(0, from.offset).reduce((sum, each) => sum + each, 0);
  let line = from.line;
  for (let group = from.offset; group < rows.length;) {
    const first = group;
    let [records, size] = [0, 0];
    do {
      records += rows[group]!;
      size += bytes[group]!;
      group += 1;
    } while (
      group < rows.length &&
      records + rows[group]! <= most.rows &&
      size + bytes[group]! <= most.bytes
    );
    done += size;
    if (records > 0)
      yield await Promise.resolve({
        records,
        lines: records,
        firstLine: line,
        nextOffset: group,
        // Of the file as a whole, as far as it is read: columns that nobody reads count with those beside them.
        fileBytes: all > 0 ? Math.round((file.bytes * done) / all) : file.bytes,
        content: file.part(first, group, names).content,
      });
    line += records;
  }
  return undefined;
}
