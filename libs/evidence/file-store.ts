import { createHash, type Hash } from 'node:crypto';
import { once } from 'node:events';
import { constants, createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, normalize, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { filePieces } from '@app/platform';
import { FilesOptions } from './files.options';

/** A file that lies in the store, whole and on the disk. */
export interface StoredFile {
  /** Relative to the directory of files, with `/`. */
  path: string;
  bytes: number;
  /** Lower-case hex, of the bytes as they were received. */
  sha256: string;
}

const PARTIAL = 'partial';
/** A partial file that nobody has written to for so long belongs to a process that died, ms. */
const ABANDONED_MS = 24 * 3_600_000;

/** The installation's files: each is written once, hashed on its way, and never changed. */
@Injectable()
export class FileStore implements OnApplicationBootstrap {
  constructor(private readonly options: FilesOptions) {}

  /** Removes what writes left behind whose process died: a usage file may be gigabytes. */
  async onApplicationBootstrap(): Promise<void> {
    const directory = this.absolute(PARTIAL);
    for (const name of await readdir(directory).catch(() => [])) {
      const path = join(directory, name);
      const found = await stat(path).catch(() => undefined);
      if (found && Date.now() - found.mtimeMs > ABANDONED_MS) await rm(path, { force: true });
    }
  }

  /**
   * Writes a stream to the end. The file has its name only once it is whole and on the disk, so a crash leaves
   * nothing that could be taken for a file.
   * @throws whatever the stream fails with; nothing is left then
   */
  async write(stream: Readable, o: { name: string }): Promise<StoredFile> {
    const id = uuidv7();
    const path = `${id.slice(-2)}/${id}-${harmless(o.name)}`;
    const target = this.absolute(path);
    const partial = this.absolute(`${PARTIAL}/${id}`);
    await mkdir(dirname(partial), { recursive: true });
    await mkdir(dirname(target), { recursive: true });
    try {
      const written = await writeThrough(stream, partial);
      await rename(partial, target);
      await syncDirectory(dirname(target));
      return { path, ...written };
    } catch (error) {
      await rm(partial, { force: true });
      throw error;
    }
  }

  /** Bytes of an unfinished file that are there, and when the last of them came; undefined when there is none. */
  async unfinished(name: string): Promise<{ bytes: number; touchedAt: Date } | undefined> {
    const found = await stat(this.absolute(`${PARTIAL}/${name}`)).catch(() => undefined);
    return found && { bytes: found.size, touchedAt: found.mtime };
  }

  /**
   * Writes a stream into an unfinished file from `offset` on. What came before the stream broke off stays, on the disk.
   * @throws whatever the stream fails with
   */
  async append(name: string, offset: number, stream: Readable): Promise<void> {
    const path = this.absolute(`${PARTIAL}/${name}`);
    await mkdir(dirname(path), { recursive: true });
    const handle = await open(path, constants.O_WRONLY | constants.O_CREAT, 0o600);
    try {
      // Each byte as it comes: how far it is, everybody reads from the file's length.
      await drain(stream, handle, { from: offset, piece: 1 });
    } finally {
      await handle.sync().finally(() => handle.close());
    }
  }

  /** Gives an unfinished file its name; its bytes are read once more for their hash. */
  async finish(name: string, o: { name: string }): Promise<StoredFile> {
    const partial = `${PARTIAL}/${name}`;
    const id = uuidv7();
    const path = `${id.slice(-2)}/${id}-${harmless(o.name)}`;
    const target = this.absolute(path);
    const sha256 = await this.hashOf(partial);
    const { size } = await stat(this.absolute(partial));
    await mkdir(dirname(target), { recursive: true });
    await rename(this.absolute(partial), target);
    await syncDirectory(dirname(target));
    return { path, bytes: size, sha256: sha256! };
  }

  /** Removes an unfinished file; one that is gone already is no fault. */
  async forget(name: string): Promise<void> {
    await this.remove(`${PARTIAL}/${name}`);
  }

  /** The bytes from the start, of a file that is there; undefined when it is gone. */
  async open(path: string): Promise<Readable | undefined> {
    const stream = this.read(path);
    try {
      await once(stream, 'open');
      return stream;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** The bytes from the start; the stream fails when the file is gone. */
  read(path: string): Readable {
    return createReadStream(this.absolute(path));
  }

  /** @throws Error on a path that leads out of the store */
  absolute(path: string): string {
    const inside = normalize(path);
    if (isAbsolute(inside) || inside === '..' || inside.startsWith(`..${sep}`)) {
      throw new Error(`not a path of the file store: ${path}`);
    }
    return join(this.options.dir, inside);
  }

  /** Removes a file; one that is gone already is no fault. */
  async remove(path: string): Promise<void> {
    await rm(this.absolute(path), { force: true });
  }

  /** What the bytes hash to now, lower-case hex; undefined when the file is gone. */
  async hashOf(path: string): Promise<string | undefined> {
    const hash = createHash('sha256');
    try {
      for await (const piece of filePieces(this.absolute(path))) hash.update(piece);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
    return hash.digest('hex');
  }
}

async function writeThrough(stream: Readable, file: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  const handle = await open(file, 'wx', 0o600);
  try {
    const bytes = await drain(stream, handle, { from: 0, piece: PIECE, hash });
    await handle.sync();
    return { bytes, sha256: hash.digest('hex') };
  } finally {
    await handle.close();
  }
}

/** Bytes that are written in one call, about: a socket gives a sixteenth of it at a time. */
const PIECE = 1 << 20;

/**
 * Writes a stream into a file from `from` on, `piece` bytes or more at a time; what came before the stream broke off
 * is written.
 * @returns where it ended
 */
async function drain(
  stream: Readable,
  handle: FileHandle,
  { from, piece, hash }: { from: number; piece: number; hash?: Hash },
): Promise<number> {
  let at = from;
  let held: Buffer[] = [];
  let bytes = 0;
  const write = async (): Promise<void> => {
    const [pieces, to] = [held, at];
    at += bytes;
    [held, bytes] = [[], 0];
    if (pieces.length > 0) await writeAll(handle, pieces, to);
  };
  try {
    for await (const chunk of stream) {
      const buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk as string | Uint8Array);
      hash?.update(buffer);
      held.push(buffer);
      bytes += buffer.length;
      if (bytes >= piece) await write();
    }
  } finally {
    await write();
  }
  return at;
}

/** One call may write less than it was given. */
async function writeAll(handle: FileHandle, pieces: Buffer[], at: number): Promise<void> {
  let { bytesWritten } = await handle.writev(pieces, at);
  const all = pieces.reduce((sum, piece) => sum + piece.length, 0);
  while (bytesWritten < all)
    bytesWritten += (await handle.write(Buffer.concat(pieces), bytesWritten, null, at + bytesWritten))
      .bytesWritten;
}

/** Without it the new name may be lost with the power, and the record would point at nothing. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  await handle.sync().finally(() => handle.close());
}

/** A name for people who look into the directory; the record has the true one. */
function harmless(name: string): string {
  const tame = name.replace(/[^A-Za-z0-9._-]+/g, '_').replace(/^\.+/, '');
  return tame.slice(-80) || 'file';
}
