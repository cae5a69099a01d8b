import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '@app/audit';
import { Clock, ConflictError, findById, sha256 } from '@app/platform';
import { LOCKS, streamKey, withLock } from '../advisory-lock';
import { loadCarefully, loadPlain } from '../chunk-loader';
import { ImportStaging, type Reject } from '../import-staging';
import { FILE_KINDS } from '../usage-columns';
import { UsageEngine } from '../usage-engine';
import { type BatchFormat, readBatch } from './batch-body';
import { ImportBatch } from './import-batch.entity';
import { ImportStream } from './import-stream.entity';
import { acknowledge, placeBatch } from './streams.queries';
import { Streams } from './streams.service';
import { Turns } from './turns';

/** Rejects that an answer shows. */
export const REJECTS_SHOWN = 1_000;

/** A batch as it came. */
export interface NewBatch {
  /** As the sender calls it; without a name its bytes are its name. */
  batch?: string | undefined;
  format: BatchFormat;
  content: Buffer;
}

/** What became of a batch. */
export interface TakenBatch {
  batch: string;
  importId: string;
  read: number;
  rejected: number;
  rejects: Reject[];
  /** It was there already; nothing was counted again. */
  isRepeat: boolean;
}

/** Takes the batches of streams: acknowledged when the engine has them, each once. */
@Injectable()
export class Batches {
  private readonly turns = new Turns(2, 200);
  /** Imports whose tables are known to be there. */
  private readonly opened = new Set<number>();

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly engine: UsageEngine,
    private readonly streams: Streams,
  ) {}

  /** @throws NotFoundError, ImportRefusedError, ConflictError, BusyError, UsageEngineAwayError */
  take(actor: Actor, streamId: string, input: NewBatch): Promise<TakenBatch> {
    const hash = sha256(input.content);
    const batch = input.batch ?? hash;
    return this.turns.take(async () => {
      const stream = await findById(this.db.manager, ImportStream, streamId);
      const body = readBatch(stream, input.format, input.content);
      return withLock(this.db, LOCKS.stream, streamKey(streamId), async () => {
        const known = await this.db.manager.findOneBy(ImportBatch, { streamId, batch });
        if (known?.stagedAt) return repeatOf(known, hash);
        const { found } = await this.streams.openImport(actor, streamId);
        const { firstLine } = await placeBatch(this.db, {
          streamId,
          batch,
          importId: found.id,
          lines: body.lines,
          sha256: hash,
          now: this.clock.now(),
        });
        const staging = await this.staging(stream, found.no);
        if (known)
          await staging.removeLines(Number(known.firstLine), Number(known.firstLine) + Number(known.lines));
        const { rejected, rejects } = await this.load(staging, body, found.no, firstLine);
        const taken = { batch, importId: found.id, read: body.records, rejected, rejects };
        await acknowledge(this.db, {
          ...taken,
          streamId,
          bytes: input.content.length,
          now: this.clock.now(),
        });
        return { ...taken, isRepeat: false };
      });
    });
  }

  private async load(
    staging: ImportStaging,
    body: ReturnType<typeof readBatch>,
    importNo: number,
    firstLine: number,
  ): Promise<{ rejected: number; rejects: Reject[] }> {
    const shape = body.shape(importNo);
    const chunk = body.chunk(firstLine);
    if (body.records === 0 || (await loadPlain(this.engine, staging.tables, shape, chunk)))
      return { rejected: 0, rejects: [] };
    await loadCarefully(this.engine, staging.tables, shape, chunk);
    const all = await staging.rejectsFrom(firstLine, body.lines);
    const rejects = all
      .slice(0, REJECTS_SHOWN)
      .map((reject) => ({ ...reject, line: reject.line - firstLine + 1 }));
    return { rejected: all.length, rejects };
  }

  private async staging({ kind }: ImportStream, importNo: number): Promise<ImportStaging> {
    const staging = new ImportStaging(this.engine, FILE_KINDS[kind], importNo);
    if (!this.opened.has(importNo)) {
      await staging.openForBatches();
      this.opened.add(importNo);
    }
    return staging;
  }
}

/** @throws ConflictError when its name stands for other rows */
function repeatOf(known: ImportBatch, hash: string): TakenBatch {
  if (known.sha256 !== hash) throw new ConflictError('Another batch has this name; name this one otherwise.');
  const { batch, importId, rejects } = known;
  return {
    batch,
    importId,
    read: Number(known.read),
    rejected: Number(known.rejected),
    rejects,
    isRepeat: true,
  };
}
