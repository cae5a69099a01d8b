import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, MoreThan } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { type Actor, Audit } from '@app/audit';
import {
  Clock,
  ConflictError,
  decodeCursor,
  findById,
  lockById,
  Outbox,
  type Page,
  type PageQuery,
  toPage,
} from '@app/platform';
import { Import } from '../import.entity';
import { loadImport } from '../load-import.job';
import type { Mapping } from '../mappings/column-mapping';
import { Mappings } from '../mappings/mappings.service';
import { assertImported } from '../read-only/read-only.problems';
import type { ImportKind } from '../usage-columns';
import { UsageOptions } from '../usage.options';
import { ImportStream } from './import-stream.entity';
import { forgetBatches, notOver, openImports } from './streams.queries';

/** How long rows wait at most, and how many, before they are brought into the tables without a snapshot's asking. */
const OPEN_MS = 3_600_000;
const OPEN_ROWS = 2_000_000;
/** How long a batch is known by its name. */
const BATCHES_MS = 7 * 86_400_000;
/** How long a snapshot waits for what streams brought, ms. */
const PATIENCE_MS = 60_000;

/** What is said of a stream when it is made. */
export interface NewStream {
  name: string;
  kind: ImportKind;
  mappingId?: string | undefined;
  mapping?: Mapping | undefined;
}

/** Standing imports and the imports that their rows wait in. */
@Injectable()
export class Streams {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
    private readonly mappings: Mappings,
    private readonly options: UsageOptions,
  ) {}

  /** Makes a stream; the same said again is the same stream. @throws ConflictError when the name says something else, ReadOnlyUsageError */
  create(actor: Actor, input: NewStream): Promise<ImportStream> {
    assertImported(this.options, input.kind);
    return this.db.transaction(async (tx) => {
      const { name, kind } = input;
      const chosen = await this.mappings.choose(tx, kind, input);
      const id = uuidv7();
      const { raw } = await tx
        .createQueryBuilder()
        .insert()
        .into(ImportStream)
        .values({ id, name, kind, ...chosen, createdBy: actor.name, createdAt: this.clock.now() })
        .orIgnore()
        .returning('id')
        .execute();
      if ((raw as unknown[]).length === 0) {
        const there = await tx.findOneByOrFail(ImportStream, { name });
        if (there.kind === kind && there.mappingHash === chosen.mappingHash && !there.closedAt) return there;
        throw new ConflictError('There is a stream of this name that is read otherwise, or is closed.');
      }
      await this.audit.record(tx, actor, {
        action: 'import_stream.created',
        subjectId: id,
        details: { name, kind, ...(chosen.mappingHash ? { mappingHash: chosen.mappingHash } : {}) },
      });
      return findById(tx, ImportStream, id);
    });
  }

  /** Ends a stream: it takes no batch any more, and what it has is brought in. @throws NotFoundError */
  close(actor: Actor, id: string): Promise<ImportStream> {
    return this.db.transaction(async (tx) => {
      const stream = await lockById(tx, ImportStream, id);
      if (stream.closedAt) return stream;
      await this.seal(tx, stream);
      const change = { openImportId: null, closedAt: this.clock.now() };
      await tx.update(ImportStream, { id }, change);
      await this.audit.record(tx, actor, { action: 'import_stream.closed', subjectId: id });
      return Object.assign(stream, change);
    });
  }

  /** @throws NotFoundError */
  find(id: string): Promise<ImportStream> {
    return findById(this.db.manager, ImportStream, id);
  }

  /** By name. */
  async list(page: PageQuery): Promise<Page<ImportStream>> {
    const after = page.cursor ? String(decodeCursor(page.cursor, 1)[0]) : undefined;
    const rows = await this.db.manager.find(ImportStream, {
      ...(after === undefined ? {} : { where: { name: MoreThan(after) } }),
      order: { name: 'ASC' },
      take: page.limit + 1,
    });
    return toPage(
      rows,
      page.limit,
      (row) => [row.name],
      (row) => row,
    );
  }

  /** The import that takes a stream's rows just now. @throws NotFoundError, ConflictError when the stream is closed */
  openImport(actor: Actor, id: string): Promise<{ stream: ImportStream; found: Import }> {
    return this.db.transaction(async (tx) => {
      const stream = await lockById(tx, ImportStream, id);
      if (stream.closedAt) throw new ConflictError('This stream is closed.');
      if (stream.openImportId) return { stream, found: await findById(tx, Import, stream.openImportId) };
      const { kind, mapping, mappingHash, mappingId } = stream;
      const importId = uuidv7();
      const now = this.clock.now();
      await tx.insert(Import, {
        id: importId,
        kind,
        fileName: stream.name,
        state: 'loading',
        phase: 'staging',
        streamId: id,
        mapping,
        mappingHash,
        mappingId,
        bytes: '0',
        createdBy: actor.name,
        createdAt: now,
        startedAt: now,
      });
      await tx.update(ImportStream, { id }, { openImportId: importId });
      await this.audit.record(tx, actor, {
        action: 'import.created',
        subjectId: importId,
        details: { kind, stream: stream.name },
      });
      return { stream, found: await findById(tx, Import, importId) };
    });
  }

  /** Brings in what streams have, and waits for it: a snapshot is to see all that was acknowledged. @throws ConflictError */
  async bringIn(): Promise<void> {
    const open = await openImports(this.db.manager);
    if (open.length === 0) return;
    await this.sealAll(open);
    const until = Date.now() + PATIENCE_MS;
    const ids = open.map(({ importId }) => importId);
    while ((await notOver(this.db.manager, ids)).length > 0) {
      if (Date.now() > until)
        throw new ConflictError('Rows of streams are still being brought in. Try again in a moment.');
      await sleep(100);
    }
  }

  /** Brings in what has waited long enough, and forgets old batches. */
  async round(): Promise<void> {
    const now = this.clock.now();
    const open = await openImports(this.db.manager);
    await this.sealAll(
      open.filter(
        ({ startedAt, read }) => now.getTime() - startedAt.getTime() > OPEN_MS || Number(read) > OPEN_ROWS,
      ),
    );
    await forgetBatches(this.db, new Date(now.getTime() - BATCHES_MS));
  }

  private async sealAll(open: readonly { streamId: string; importId: string }[]): Promise<void> {
    for (const { streamId, importId } of open) {
      await this.db.transaction(async (tx) => {
        const stream = await lockById(tx, ImportStream, streamId);
        // Somebody else may have sealed it: what is open now is younger.
        if (stream.openImportId !== importId) return;
        await this.seal(tx, stream);
        await tx.update(ImportStream, { id: streamId }, { openImportId: null });
      });
    }
  }

  private async seal(tx: EntityManager, { openImportId }: ImportStream): Promise<void> {
    if (openImportId) await this.outbox.add(tx, loadImport, { importId: openImportId });
  }
}
