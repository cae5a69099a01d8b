import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { filePieces } from '@app/platform';

/** The compressed data ends or breaks off; what could be read before has been given. */
export class DamagedSourceError extends Error {}

/** Begins every gzip member. @see RFC 1952, 2.3.1 */
const GZIP_MAGIC = 0x1f_8b;
/** Small, because a piece may grow a thousandfold when it is unpacked. */
const PACKED_PIECE = 64 << 10;

/** The bytes of a file, unpacked, and how much of the file itself has been read. */
export interface SourceBytes {
  /** In memory that the next ones may be read into: whoever keeps them copies them. */
  bytes: Buffer;
  /** Bytes of the file as it lies. */
  read: number;
}

/** Whether a file begins as gzip does; undefined where it has not even two bytes. */
export async function isGzip(path: string): Promise<boolean | undefined> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead < 2 ? undefined : buffer.readUInt16BE(0) === GZIP_MAGIC;
  } finally {
    await file.close();
  }
}

/**
 * Reads a file from `from` of its unpacked bytes.
 * @throws DamagedSourceError behind the last bytes that could be unpacked
 */
export async function* sourceBytes(path: string, gzip: boolean, from: number): AsyncGenerator<SourceBytes> {
  if (!gzip) return yield* plainBytes(path, from);
  let skip = from;
  for await (const { bytes, read } of gunzipped(path)) {
    if (skip >= bytes.length) skip -= bytes.length;
    else {
      yield { bytes: skip > 0 ? bytes.subarray(skip) : bytes, read };
      skip = 0;
    }
  }
}

async function* plainBytes(path: string, from: number): AsyncGenerator<SourceBytes> {
  let read = from;
  for await (const bytes of filePieces(path, { start: from })) {
    read += bytes.length;
    yield { bytes, read };
  }
}

/**
 * Unpacks piece by piece by hand: an iterated stream would throw away what it had already unpacked when it meets the
 * fault, and a truncated file is to be read up to its last byte.
 */
async function* gunzipped(path: string): AsyncGenerator<SourceBytes> {
  const gunzip = createGunzip({ chunkSize: 1 << 20 });
  const unpacked: Buffer[] = [];
  let fault: Error | undefined;
  let read = 0;
  gunzip.on('data', (bytes: Buffer) => unpacked.push(bytes));
  gunzip.on('error', (error) => (fault = error));
  const feed = (piece: Buffer | undefined): Promise<void> =>
    new Promise((resolve) => {
      gunzip.once('error', () => resolve());
      if (piece) gunzip.write(piece, () => resolve());
      else gunzip.once('end', () => resolve()).end();
    });
  try {
    for await (const piece of createReadStream(path, { highWaterMark: PACKED_PIECE })) {
      await feed(piece as Buffer);
      read += (piece as Buffer).length;
      for (const bytes of unpacked.splice(0)) yield { bytes, read };
      if (fault) break;
    }
    if (!fault) await feed(undefined);
    for (const bytes of unpacked.splice(0)) yield { bytes, read };
  } finally {
    gunzip.destroy();
  }
  if (fault) throw new DamagedSourceError(`the gzip data is cut off or damaged (${fault.message})`);
}
