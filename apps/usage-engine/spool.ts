import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * Files that carry rows between HTTP and the engine, so that neither side holds them in memory and an insert
 * begins only when all of it has arrived. Each lives as long as its request.
 */
export class Spool {
  readonly dir: string;

  constructor(dir: string) {
    this.dir = resolve(dir);
  }

  /** Makes the directory and removes what a killed process left in it. Only the owner of the database may. */
  async open(): Promise<void> {
    await mkdir(this.dir, { recursive: true, mode: 0o700 });
    for (const name of await readdir(this.dir)) await rm(join(this.dir, name), { force: true });
  }

  /** A path for a new file. */
  path(): string {
    return join(this.dir, randomUUID());
  }

  /** Writes a request's body to a new file. The file is gone when the sender breaks off. */
  async receive(body: Readable): Promise<string> {
    const path = this.path();
    try {
      await pipeline(body, createWriteStream(path, { flags: 'wx', mode: 0o600, highWaterMark: 1 << 20 }));
      return path;
    } catch (error) {
      await this.remove(path);
      throw error;
    }
  }

  async remove(path: string): Promise<void> {
    await rm(path, { force: true });
  }
}
