import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { DataSource, LessThan } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { type Actor, Audit } from '@app/audit';
import { FileStore } from '@app/evidence';
import {
  assertTransition,
  Clock,
  ConflictError,
  decodeCursor,
  findById,
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
import type { ImportKind } from './usage-columns';

/** Files of usage and accounts on their way into the usage engine. */
@Injectable()
export class Imports {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
    private readonly files: FileStore,
  ) {}

  /** Announces a file; its content comes next. @throws ImportRefusedError for a format that is not read */
  create(actor: Actor, input: { kind: ImportKind; fileName: string }): Promise<Import> {
    formatOf(input.fileName);
    return this.db.transaction(async (tx) => {
      const id = uuidv7();
      await tx.insert(Import, {
        id,
        kind: input.kind,
        fileName: input.fileName,
        state: 'awaiting_content',
        phase: 'staging',
        createdBy: actor.name,
        createdAt: this.clock.now(),
      });
      await this.audit.record(tx, actor, { action: 'import.created', subjectId: id, details: { ...input } });
      return findById(tx, Import, id);
    });
  }

  /**
   * Takes the content to its end and has it loaded. What arrives broken is not kept.
   * @throws NotFoundError; IllegalTransitionError when the content is there already
   */
  async receive(actor: Actor, id: string, content: Readable): Promise<Import> {
    const expected = await findById(this.db.manager, Import, id);
    assertTransition(IMPORT_TRANSITIONS, expected.state, 'loading');
    const { path, bytes, sha256 } = await this.files.write(content, { name: expected.fileName });
    try {
      return await this.db.transaction(async (tx) => {
        const found = await lockById(tx, Import, id);
        assertTransition(IMPORT_TRANSITIONS, found.state, 'loading');
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

  /** Ends an import before its rows enter the tables. @throws NotFoundError, IllegalTransitionError, ConflictError */
  cancel(actor: Actor, id: string): Promise<Import> {
    return this.db.transaction(async (tx) => {
      const found = await lockById(tx, Import, id);
      assertTransition(IMPORT_TRANSITIONS, found.state, 'cancelled');
      if (found.phase === 'moving')
        throw new ConflictError('Its rows are entering the tables; this ends by itself within moments.');
      const change = { state: 'cancelled' as const, phase: 'over' as const, finishedAt: this.clock.now() };
      await tx.update(Import, { id }, change);
      await this.audit.record(tx, actor, { action: 'import.cancelled', subjectId: id });
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
