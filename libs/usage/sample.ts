import { cutCsv, cutLines } from './csv-records';
import { formatOf, type TextFormat } from './file-header';
import { ImportRefusedError } from './import.problems';
import { ParquetFile } from './parquet/parquet-file';
import { sourceBytes } from './source-bytes';

/** The first rows of a file as a file of its own, unpacked. */
export interface Sample {
  fileName: string;
  content: Buffer;
}

/** Rows that say whether a file is as it should be. */
const ROWS = 1_000;
/** So many rows are seldom longer; a row group may be. */
const MOST_BYTES = 16 << 20;

/** Reads the header and the first 1,000 rows of a file, or the first row group. @throws ImportRefusedError */
export async function readSample(path: string, fileName: string): Promise<Sample> {
  const { format, gzip } = formatOf(fileName);
  if (format === 'parquet') return { fileName, content: await firstGroup(path) };
  const pieces: Buffer[] = [];
  let held = 0;
  for await (const { bytes } of sourceBytes(path, gzip, 0)) {
    pieces.push(Buffer.from(bytes));
    held += bytes.length;
    if (held > MOST_BYTES || linesOf(bytes) > ROWS) break;
  }
  const all = Buffer.concat(pieces).subarray(0, MOST_BYTES);
  return { fileName: gzip ? fileName.slice(0, -3) : fileName, content: firstRecords(all, format) };
}

function firstRecords(bytes: Buffer, format: TextFormat): Buffer {
  let end = -1;
  for (let lines = 0; lines <= ROWS; lines += 1) {
    const next = bytes.indexOf(10, end + 1);
    if (next < 0) return bytes;
    end = next;
  }
  // A quoted value may go over the cut: what is not whole is left out.
  const head = bytes.subarray(0, end + 1);
  const { end: whole } = format === 'csv' ? cutCsv(head, false) : cutLines(head, false);
  return head.subarray(0, whole);
}

async function firstGroup(path: string): Promise<Buffer> {
  const file = await ParquetFile.open(path);
  const names = file.names.filter((name) => file.has(name));
  const { bytes, content } = file.part(0, 1, names);
  if (bytes > MOST_BYTES)
    throw new ImportRefusedError(
      `The first row group has ${bytes} bytes: too many to look at. Import the file; it is checked all the same.`,
    );
  return Buffer.concat(await content().toArray());
}

const linesOf = (bytes: Buffer): number => bytes.reduce((sum, byte) => (byte === 10 ? sum + 1 : sum), 0);
