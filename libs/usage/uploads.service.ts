import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '@app/audit';
import { FileStore } from '@app/evidence';
import { ConflictError, findById } from '@app/platform';
import { Import } from './import.entity';
import { UploadDigestError, UploadOffsetError } from './import.problems';
import { Imports } from './imports.service';

/** How far an upload is. */
export interface UploadState {
  offset: number;
  isComplete: boolean;
}

/** A part of a file on its way. */
export interface UploadPart {
  offset: number;
  content: Readable;
  /** It ends the file. */
  isLast: boolean;
  /** SHA-256 of the whole file, lower-case hex. */
  sha256?: string | undefined;
}

/** Somebody who writes, and how to end it. */
interface Writer {
  content: Readable;
  done: Promise<unknown>;
}

/**
 * Uploads in parts, which a cut connection or a killed process sets back by what was under way. How far one is, the
 * file itself says. @see draft-ietf-httpbis-resumable-upload
 */
@Injectable()
export class Uploads {
  /** Who writes in this process, by import. */
  private readonly writers = new Map<string, Writer>();

  constructor(
    private readonly db: DataSource,
    private readonly files: FileStore,
    private readonly imports: Imports,
  ) {}

  /** How far the upload of an import is; whoever asks goes on from there, so a part still under way is ended. @throws NotFoundError */
  async state(id: string): Promise<UploadState> {
    const found = await findById(this.db.manager, Import, id);
    if (found.state !== 'awaiting_content') return { offset: Number(found.bytes ?? 0), isComplete: true };
    await this.endWriter(id);
    return { offset: await this.bytesOf(id), isComplete: false };
  }

  /**
   * Adds a part; after the last one the file is loaded.
   * @returns the import when the file is whole, else how many bytes are there
   * @throws NotFoundError, IllegalTransitionError, UploadOffsetError, UploadDigestError, ConflictError
   */
  async append(actor: Actor, id: string, part: UploadPart): Promise<Import | number> {
    const { fileName } = await this.imports.expecting(id);
    await this.endWriter(id);
    const bytes = await this.bytesOf(id);
    if (bytes !== part.offset)
      throw new UploadOffsetError(`There are ${bytes} bytes of this file.`, { offset: bytes });
    const done = this.files.append(id, bytes, part.content);
    const writer = { content: part.content, done };
    this.writers.set(id, writer);
    try {
      await done;
    } catch {
      throw new ConflictError('The part broke off, or another request goes on with this upload.');
    } finally {
      if (this.writers.get(id) === writer) this.writers.delete(id);
    }
    if (!part.isLast) return this.bytesOf(id);
    const stored = await this.files.finish(id, { name: fileName });
    if (part.sha256 !== undefined && part.sha256 !== stored.sha256) {
      await this.files.remove(stored.path);
      throw new UploadDigestError(`What arrived has the SHA-256 ${stored.sha256}.`, { offset: 0 });
    }
    return this.imports.load(actor, id, stored);
  }

  private async bytesOf(id: string): Promise<number> {
    return (await this.files.unfinished(id))?.bytes ?? 0;
  }

  /** A connection that is cut may look alive here for minutes: who sends anew takes its place. */
  private async endWriter(id: string): Promise<void> {
    const writer = this.writers.get(id);
    if (!writer) return;
    writer.content.destroy(new Error('another request goes on with this upload'));
    await writer.done.catch(() => undefined);
  }
}
