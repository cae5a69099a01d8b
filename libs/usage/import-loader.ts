import { Injectable, Logger } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import { Audit, systemActor } from '@app/audit';
import { Clock, DomainError, findById, lockById, Outbox } from '@app/platform';
import { FileStore } from '@app/evidence';
import { LOCKS, streamKey, withLock } from './advisory-lock';
import { ChunkMemories } from './chunk-memory';
import { loadCarefully, loadParquet, loadPlain, setAside } from './chunk-loader';
import type { FileShape } from './file-shape';
import { ImportStaging } from './import-staging';
import { ImportSettler } from './import-settler';
import { Import } from './import.entity';
import { loadImport, MAX_ATTEMPTS } from './load-import.job';
import type { ParquetChunk } from './parquet/parquet-chunks';
import type { Chunk, Damage, Portion } from './source-chunks';
import { openSource } from './source-file';
import { ImportBatch } from './streams/import-batch.entity';
import { LOADED_KINDS } from './usage-columns';
import { UsageEngine } from './usage-engine';
import { UsageOptions } from './usage.options';
import { UsageEngineAwayError } from './usage.problems';

/** Chunks that the engine works on at once, while the next one is read. */
const IN_FLIGHT = 2;

/** How long an import waits before it looks again for an engine that was away, ms. */
const AWAY_MS = 2_000;

/** The import was cancelled while it was loading. */
class CancelledError extends Error {}

/**
 * Loads an import's file: whole chunks into staging, each recorded when it is there, so that a killed process costs
 * the chunks it was at and no row is ever counted twice; then what is known is sorted out and the rest is moved.
 */
@Injectable()
export class ImportLoader {
  private readonly logger = new Logger('usage');
  private readonly memories = new ChunkMemories();

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
    private readonly files: FileStore,
    private readonly engine: UsageEngine,
    private readonly options: UsageOptions,
    private readonly settler: ImportSettler,
  ) {}

  /** Goes on where the last try ended; does nothing when the import is over. */
  async load(id: string): Promise<void> {
    const { no } = await findById(this.db.manager, Import, id);
    await withLock(this.db, LOCKS.import, no, async () => {
      const found = await findById(this.db.manager, Import, id);
      try {
        if (found.state === 'cancelled' || found.state === 'failed') await this.discard(found);
        if (found.state !== 'loading') return;
        if (found.phase === 'staging') await (found.streamId ? this.gather(found) : this.stage(found));
        await this.settler.settle(id);
      } catch (error) {
        await this.afterFailure(found, error);
      }
    });
  }

  private async afterFailure(found: Import, error: unknown): Promise<void> {
    if (error instanceof UsageEngineAwayError) return this.waitForEngine(found, error.message);
    if (error instanceof CancelledError) return this.discard(found);
    // Its rows were acknowledged: they wait as long as it takes.
    if (found.streamId) return this.waitForEngine(found, messageOf(error));
    if (error instanceof DomainError) return this.fail(found, error.message);
    const message = messageOf(error);
    const { attempts } = await findById(this.db.manager, Import, found.id);
    if (attempts + 1 >= MAX_ATTEMPTS)
      return this.fail(found, `Given up after ${MAX_ATTEMPTS} tries: ${message}`);
    await this.db.manager.update(
      Import,
      { id: found.id },
      { attempts: attempts + 1, error: `Waits for the usage engine: ${message}` },
    );
    this.logger.warn(`import ${found.no} waits: ${message}`);
    throw error;
  }

  /** As often as it takes, since no try was made: an import outlives any outage of the engine. */
  private async waitForEngine(found: Import, message: string): Promise<void> {
    if (found.error === null) this.logger.warn(`import ${found.no} waits: ${message}`);
    await this.db.transaction(async (tx) => {
      await tx.update(Import, { id: found.id, state: 'loading' }, { error: message });
      await this.outbox.add(tx, loadImport, { importId: found.id }, { delayMs: AWAY_MS });
    });
  }

  /** Says that it failed before it takes away what is there: a crash between the two leaves no import that loads nothing. */
  private async fail(found: Import, reason: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      if ((await lockById(tx, Import, found.id)).state !== 'loading') return;
      await tx.update(
        Import,
        { id: found.id },
        { state: 'failed', phase: 'over', error: reason, finishedAt: this.clock.now() },
      );
      await this.audit.record(tx, systemActor('load-import'), {
        action: 'import.failed',
        subjectId: found.id,
        details: { reason },
      });
    });
    await this.discard(found);
  }

  /** Takes away what an import that will not be done left behind. */
  private async discard(found: Import): Promise<void> {
    await new ImportStaging(this.engine, LOADED_KINDS[found.kind], found.no).drop();
    if (found.path) await this.files.remove(found.path);
    await this.db.manager.update(Import, { id: found.id }, { path: null });
  }

  /** The rows of a stream are staged already, but for what a batch left that was cut off and never acknowledged. */
  private async gather(found: Import): Promise<void> {
    const staging = new ImportStaging(this.engine, LOADED_KINDS[found.kind], found.no);
    // A batch that is still at it ends first; no other one comes, since the stream has let go of this import.
    await withLock(this.db, LOCKS.stream, streamKey(found.streamId!), async () => {
      const where = { importId: found.id, stagedAt: IsNull() };
      for (const { firstLine: from, lines } of await this.db.manager.findBy(ImportBatch, where))
        await staging.removeLines(Number(from), Number(from) + Number(lines));
      await this.db.manager.delete(ImportBatch, where);
    });
    const { read } = await findById(this.db.manager, Import, found.id);
    const { rows, rejected } = await staging.counts();
    if (rows + rejected !== Number(read)) throw new Error(`${rows + rejected} of ${read} records are staged`);
    await this.record(found, { phase: 'settling', read, error: null });
  }

  private async stage(found: Import): Promise<void> {
    const path = this.files.absolute(found.path!);
    const { shape, start, chunks } = await openSource(found, path, this.options.chunkBytes);
    const staging = new ImportStaging(this.engine, shape.kind, found.no);
    const isBegun = found.nextOffset !== '0';
    const at = isBegun ? { offset: Number(found.nextOffset), line: Number(found.nextLine) } : start;
    await (isBegun ? staging.goOn(at.line) : staging.begin());
    const damage = await this.memories.lend((memory) =>
      this.loadChunks(found, staging, shape, chunks(at, memory)),
    );
    if (damage) await setAside(this.engine, staging.tables, [{ ...damage, column: '' }]);
    const read = Number(found.read) + (damage ? 1 : 0);
    const { rows, rejected } = await staging.counts();
    if (rows + rejected !== read) return this.startOver(found, rows + rejected);
    const warning = damage ? `The file ends early: line ${damage.line} ${damage.reason}.` : null;
    await this.record(found, { phase: 'settling', read: String(read), warning });
  }

  private async loadChunks(
    found: Import,
    staging: ImportStaging,
    shape: FileShape,
    chunks: AsyncGenerator<Chunk | ParquetChunk, Damage | undefined>,
  ): Promise<Damage | undefined> {
    const inFlight: { chunk: Portion; loaded: Promise<void> }[] = [];
    const oldest = async (): Promise<void> => {
      const { chunk, loaded } = inFlight[0]!;
      await loaded;
      inFlight.shift();
      await this.record(found, {
        read: String(Number(found.read) + chunk.records),
        nextOffset: String(chunk.nextOffset),
        nextLine: String(chunk.firstLine + chunk.lines),
        fileBytesDone: String(chunk.fileBytes),
        careful: found.careful,
        attempts: 0,
        error: null,
      });
    };
    try {
      for (;;) {
        const next = await chunks.next();
        if (next.done) {
          while (inFlight.length > 0) await oldest();
          return next.value;
        }
        const loaded = this.loadChunk(found, staging, shape, next.value);
        // Its failure is met by oldest(); until then it must not count as nobody's.
        loaded.catch(() => undefined);
        inFlight.push({ chunk: next.value, loaded });
        if (inFlight.length >= IN_FLIGHT) await oldest();
      }
    } finally {
      // Nothing may still be on its way when somebody goes on from what is recorded.
      await Promise.allSettled(inFlight.map(({ loaded }) => loaded));
      await chunks.return(undefined);
    }
  }

  private async loadChunk(
    found: Import,
    staging: ImportStaging,
    shape: FileShape,
    chunk: Chunk | ParquetChunk,
  ): Promise<void> {
    if ('content' in chunk) {
      const isFaulty = await loadParquet(this.engine, staging, shape, chunk, found.careful);
      if (isFaulty) found.careful = true;
      return;
    }
    const { tables } = staging;
    if (!found.careful && (await loadPlain(this.engine, tables, shape, chunk))) return;
    // Where one chunk has faults the next ones have too: they are not tried as they lie any more.
    if (chunk.plain) found.careful = true;
    await loadCarefully(this.engine, tables, shape, chunk);
  }

  /**
   * The engine has another number of rows than the file has records: it reads some of them in another way than they
   * were counted. Record by record it cannot.
   */
  private async startOver(found: Import, stored: number): Promise<void> {
    if (found.careful) throw new Error(`${stored} of ${found.read} records arrived in staging`);
    await this.record(found, {
      careful: true,
      read: '0',
      nextOffset: '0',
      nextLine: '1',
      fileBytesDone: '0',
    });
    await this.stage(found);
  }

  /** @throws CancelledError */
  private async record(found: Import, change: Partial<Import>): Promise<void> {
    const { affected } = await this.db.manager.update(Import, { id: found.id, state: 'loading' }, change);
    if (!affected) throw new CancelledError();
    Object.assign(found, change);
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
