import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In, LessThan } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock, decodeCursor, findById, insertBehind, type Page, toPage } from '@app/platform';
import { type Actor, Audit, systemActor } from '@app/audit';
import { type CustodyAct, CustodyEntry } from './custody-entry.entity';
import { EvidenceItem } from './evidence-item.entity';
import { EvidenceMissingError } from './evidence.problems';
import { FileStore, type StoredFile } from './file-store';

/** What is known of a file that is to be kept. */
export interface FileToKeep extends StoredFile {
  caseId: string | null;
  name: string;
  mediaType: string;
  /** Where it came from, in the words of the room that keeps it. */
  origin: string;
}

/** Files with hashes, and the log of everyone who had them in hand. */
@Injectable()
export class Evidence {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly files: FileStore,
  ) {}

  /** Takes a stored file into evidence, in the transaction of the act that brought it. */
  async keep(tx: EntityManager, actor: Actor, file: FileToKeep): Promise<EvidenceItem> {
    const { caseId, name, mediaType, origin, path, bytes, sha256 } = file;
    const kept = { caseId, name, mediaType, origin, path, bytes, sha256, keptAt: this.clock.now() };
    const item = tx.create(EvidenceItem, { id: uuidv7(), ...kept });
    await insertBehind(tx, EvidenceItem, item);
    await this.log(tx, actor, item.id, 'kept');
    const details = { name, mediaType, origin, bytes, sha256 };
    await this.audit.record(tx, actor, { action: 'evidence.kept', subjectId: item.id, caseId, details });
    return item;
  }

  /** @throws NotFoundError */
  find(id: string): Promise<EvidenceItem> {
    return findById(this.db.manager, EvidenceItem, id);
  }

  /** Items of these cases, the latest first. */
  async ofCases(
    caseIds: readonly string[],
    o: { limit: number; cursor?: string },
  ): Promise<Page<EvidenceItem>> {
    const before = o.cursor ? { id: LessThan(String(decodeCursor(o.cursor, 1)[0])) } : {};
    const where = { caseId: In([...caseIds]), ...before };
    const rows = await this.db.manager.find(EvidenceItem, {
      where,
      order: { id: 'DESC' },
      take: o.limit + 1,
    });
    return toPage(
      rows,
      o.limit,
      ({ id }) => [id],
      (row) => row,
    );
  }

  /** The custody log, oldest first. */
  custody(id: string): Promise<CustodyEntry[]> {
    return this.db.manager.find(CustodyEntry, { where: { evidenceId: id }, order: { id: 'ASC' } });
  }

  /** Hands the bytes out; that it did is committed before the first byte leaves. @throws NotFoundError, EvidenceMissingError */
  async open(actor: Actor, id: string): Promise<{ item: EvidenceItem; content: Readable }> {
    const item = await this.find(id);
    const content = await this.files.open(item.path);
    await this.record(actor, item, content ? 'read' : 'failed');
    if (!content) throw new EvidenceMissingError(`The file of evidence item ${id} is gone.`);
    return { item, content };
  }

  /** Whether the bytes on the disk are still those that were kept; the answer is on the custody log. @throws NotFoundError */
  async verify(id: string, actor: Actor = systemActor('verify-evidence')): Promise<boolean> {
    const item = await this.find(id);
    const isIntact = (await this.files.hashOf(item.path)) === item.sha256;
    await this.record(actor, item, isIntact ? 'verified' : 'failed');
    return isIntact;
  }

  private record(actor: Actor, { id, caseId }: EvidenceItem, act: CustodyAct): Promise<void> {
    return this.db.transaction(async (tx) => {
      await this.log(tx, actor, id, act);
      await this.audit.record(tx, actor, { action: `evidence.${act}`, subjectId: id, caseId });
    });
  }

  private async log(tx: EntityManager, actor: Actor, evidenceId: string, act: CustodyAct): Promise<void> {
    const at = this.clock.now();
    await insertBehind(tx, CustodyEntry, { evidenceId, at, actorId: actor.id, actorName: actor.name, act });
  }
}
