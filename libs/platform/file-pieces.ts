import { open } from 'node:fs/promises';

/** Bytes of a piece, about. */
const PIECE = 1 << 20;

/**
 * Reads a file from byte `start` up to `end`, piece by piece, into two buffers that take turns: a piece stays until the
 * one after the next is asked for, and whoever keeps it longer copies it. A stream takes new memory for each piece, and
 * to collect that takes longer than to read the file.
 * @throws Error of the file system, with its `code`
 */
export async function* filePieces(
  path: string,
  { start = 0, end = Number.POSITIVE_INFINITY } = {},
): AsyncGenerator<Buffer> {
  const file = await open(path);
  try {
    let [piece, other] = [Buffer.allocUnsafeSlow(PIECE), Buffer.allocUnsafeSlow(PIECE)];
    for (let at = start; at < end;) {
      const { bytesRead } = await file.read(piece, 0, Math.min(PIECE, end - at), at);
      if (bytesRead === 0) return;
      at += bytesRead;
      yield piece.subarray(0, bytesRead);
      [piece, other] = [other, piece];
    }
  } finally {
    await file.close();
  }
}
