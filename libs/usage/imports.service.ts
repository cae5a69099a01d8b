import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { DataSource, LessThan } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { type Actor, Audit, systemActor } from '@app/audit';
import { FileStore, type StoredFile } from '@app/evidence';
import {
  assertTransition,
  Clock,
  ConflictError,
  decodeCursor,
  findById,
  ForbiddenError,
  IllegalTransitionError,
  lockById,
  NotFoundError,
  Outbox,
  type Page,
  type PageQuery,
  toPage,
} from '@app/platform';
import { formatOf } from './file-header';
import { Import, IMPORT_TRANSITIONS } from './import.entity';
import { loadImport } from './load-import.job';
import type { Mapping } from './mappings/column-mapping';
import { Mappings } from './mappings/mappings.service';
import { assertImported } from './read-only/read-only.problems';
import type { ImportKind } from './usage-columns';
import { UsageOptions } from './usage.options';

/** How long an import waits for the next byte of its content. */
export const EXPECTED_HOURS = 24;

/** What is said of a file before it comes. */
export interface NewImport {
  kind: ImportKind;
  fileName: string;
  mappingId?: string | undefined;
  mapping?: Mapping | undefined;
}

/** Files of usage and accounts on their way into the usage engine. */
@Injectable()
export class Imports {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
    private readonly files: FileStore,
    private readonly mappings: Mappings,
    private readonly options: UsageOptions,
  ) {}

  /** Announces a file; its content comes next. @throws ImportRefusedError for a format that is not read, ReadOnlyUsageError */
  create(actor: Actor, input: NewImport): Promise<Import> {
    assertImported(this.options, input.kind);
    formatOf(input.fileName);
    const { kind, fileName } = input;
    return this.db.transaction(async (tx) => {
      const id = uuidv7();
      const chosen = await this.mappings.choose(tx, kind, input);
      await tx.insert(Import, {
        id,
        kind,
        fileName,
        ...chosen,
        state: 'awaiting_content',
        phase: 'staging',
        createdBy: actor.name,
        createdAt: this.clock.now(),
      });
      const { mappingHash } = chosen;
      await this.audit.record(tx, actor, {
        action: 'import.created',
        subjectId: id,
        details: { kind, fileName, ...(mappingHash ? { mappingHash } : {}) },
      });
      return findById(tx, Import, id);
    });
  }

  /**
   * Takes the content to its end and has it loaded. What arrives broken is not kept.
   * @throws NotFoundError, ForbiddenError; IllegalTransitionError when the content is there already
   */
  async receive(actor: Actor, id: string, content: Readable): Promise<Import> {
    const expected = await this.expecting(id);
    assertMaySend(actor, expected);
    const stored = await this.files.write(content, { name: expected.fileName });
    await this.files.forget(id);
    return this.load(actor, id, stored);
  }

  /** An import whose content is still to come. @throws NotFoundError, IllegalTransitionError */
  async expecting(id: string): Promise<Import> {
    const expected = await findById(this.db.manager, Import, id);
    assertTransition(IMPORT_TRANSITIONS, expected.state, 'loading');
    return expected;
  }

  /** Has a file loaded that is there. @throws NotFoundError, ForbiddenError, IllegalTransitionError; the file is removed then */
  async load(actor: Actor, id: string, { path, bytes, sha256 }: StoredFile): Promise<Import> {
    try {
      return await this.db.transaction(async (tx) => {
        const found = await lockById(tx, Import, id);
        assertTransition(IMPORT_TRANSITIONS, found.state, 'loading');
        assertMaySend(actor, found);
        await tx.update(
          Import,
          { id },
          { state: 'loading', path, bytes: String(bytes), sha256, startedAt: this.clock.now() },
        );
        await this.audit.record(tx, actor, {
          action: 'import.received',
          subjectId: id,
          details: { bytes, sha256 },
        });
        await this.outbox.add(tx, loadImport, { importId: id });
        return findById(tx, Import, id);
      });
    } catch (error) {
      await this.files.remove(path);
      throw error;
    }
  }

  /** Ends an import before its rows enter the tables; again is no change. @throws NotFoundError, IllegalTransitionError, ConflictError */
  async cancel(actor: Actor, id: string): Promise<Import> {
    const cancelled = await this.end(actor, id, null);
    await this.files.forget(id);
    return cancelled;
  }

  /** Ends imports whose content did not come: nothing of them was there but what waited. @returns how many */
  async expire(now: Date): Promise<number> {
    const before = new Date(now.getTime() - EXPECTED_HOURS * 3_600_000);
    const waiting = await this.db.manager.find(Import, {
      select: { id: true },
      where: { state: 'awaiting_content', createdAt: LessThan(before) },
      order: { no: 'ASC' },
      take: 1_000,
    });
    let ended = 0;
    for (const { id } of waiting) {
      const begun = await this.files.unfinished(id);
      if (begun && begun.touchedAt > before) continue;
      const isEnded = await this.end(
        systemActor('expire-uploads'),
        id,
        `Nothing came for ${EXPECTED_HOURS} hours.`,
      ).catch((error: unknown) => {
        // Another worker, or its sender, was there first.
        if (error instanceof IllegalTransitionError) return undefined;
        throw error;
      });
      if (!isEnded) continue;
      await this.files.forget(id);
      ended += 1;
    }
    return ended;
  }

  private end(actor: Actor, id: string, reason: string | null): Promise<Import> {
    return this.db.transaction(async (tx) => {
      const found = await lockById(tx, Import, id);
      if (found.state === 'cancelled') return found;
      assertTransition(IMPORT_TRANSITIONS, found.state, 'cancelled');
      if (found.streamId)
        throw new ConflictError('Its rows came by a stream and were acknowledged: they will count.');
      if (found.phase === 'moving')
        throw new ConflictError('Its rows are entering the tables; this ends by itself within moments.');
      const change = {
        state: 'cancelled' as const,
        phase: 'over' as const,
        error: reason,
        finishedAt: this.clock.now(),
      };
      await tx.update(Import, { id }, change);
      await this.audit.record(tx, actor, {
        action: 'import.cancelled',
        subjectId: id,
        ...(reason ? { details: { reason } } : {}),
      });
      // Whoever is loading it notices at its next step; a load that nobody is at is cleaned up by this.
      if (found.path) await this.outbox.add(tx, loadImport, { importId: id });
      return Object.assign(found, change);
    });
  }

  /** @throws NotFoundError */
  find(id: string): Promise<Import> {
    return findById(this.db.manager, Import, id);
  }

  /** Latest first. */
  async list(page: PageQuery): Promise<Page<Import>> {
    const before = page.cursor ? Number(decodeCursor(page.cursor, 1)[0]) : undefined;
    const rows = await this.db.manager.find(Import, {
      ...(before === undefined ? {} : { where: { no: LessThan(before) } }),
      order: { no: 'DESC' },
      take: page.limit + 1,
    });
    return toPage(
      rows,
      page.limit,
      (row) => [row.no],
      (row) => row,
    );
  }

  /** The rejected lines as CSV `file,line,column,reason`. @throws NotFoundError when there are none */
  async rejects(id: string): Promise<{ name: string; content: Readable }> {
    const { no, rejectsPath } = await this.find(id);
    if (!rejectsPath) throw new NotFoundError('This import has no rejects.');
    return { name: `rejects-${no}.csv`, content: this.files.read(rejectsPath) };
  }
}

/** Whoever may hand over usage may not for that take some of it away. @throws ForbiddenError */
function assertMaySend(actor: Actor, { kind }: Import): void {
  if (kind === 'withdrawals' && !actor.permissions.has('usage.withdraw'))
    throw new ForbiddenError('You may not withdraw requests.', { permission: 'usage.withdraw' });
}
