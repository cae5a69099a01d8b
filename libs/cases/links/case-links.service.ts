import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import {
  Clock,
  ConflictError,
  decodeCursor,
  findById,
  NotFoundError,
  type Page,
  toPage,
} from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import { Case } from '../case.entity';
import { lockCases } from '../case-locks';
import { CaseLink, type LinkKind } from './case-link.entity';
import { isPartOf, linksOf, type ListedLink } from './case-links.queries';

/** Any fixed number; whoever holds it is the only one to say what is part of what. */
const PARTS_LOCK = 6_180_341;

/** How cases belong together without being one. */
@Injectable()
export class CaseLinks {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** Links two cases; said twice it is done once. @throws NotFoundError, CaseClosedError when one is merged, ConflictError on a link to itself or a circle of parts */
  async add(
    actor: Actor,
    caseId: string,
    input: { kind: LinkKind | 'caused_by'; caseId: string; reason: string },
  ): Promise<ListedLink> {
    const other = input.caseId;
    if (caseId === other) throw new ConflictError('A case cannot be linked to itself.');
    const kind = input.kind === 'caused_by' ? 'causes' : input.kind;
    const isTurned = input.kind === 'caused_by' || (kind === 'related' && other < caseId);
    const [fromId, toId] = isTurned ? [other, caseId] : [caseId, other];
    return this.db.transaction(async (tx) => {
      if (kind === 'part_of') await tx.query('SELECT pg_advisory_xact_lock($1)', [PARTS_LOCK]);
      const [one, two] = (await lockCases(tx, [caseId, other])) as [Case, Case];
      for (const end of [one, two]) if (end.mergedIntoId) end.assertOpen();
      const place = { fromId, toId, kind };
      let link = await tx.findOneBy(CaseLink, { ...place, retractedAt: IsNull() });
      if (!link) {
        if (kind === 'part_of' && (await isPartOf(tx, toId, fromId)))
          throw new ConflictError(`Case ${two.number} is part of case ${one.number} already.`);
        link = tx.create(CaseLink, {
          ...place,
          id: uuidv7(),
          reason: input.reason,
          addedBy: actor.id,
          addedByName: actor.name,
          addedAt: this.clock.now(),
          retractedBy: null,
          retractedAt: null,
          retractedReason: null,
        });
        await tx.insert(CaseLink, link);
        const details = { linkId: link.id, kind, fromId, toId, reason: input.reason };
        await this.audit.recordAll(
          tx,
          actor,
          [caseId, other].map((id) => ({ action: 'case.linked', subjectId: id, caseId: id, details })),
        );
      }
      return (await linksOf(tx, caseId, { limit: 1, id: link.id }))[0]!;
    });
  }

  /** Takes a link back, with the reason. @throws NotFoundError */
  async retract(actor: Actor, caseId: string, id: string, reason: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const link = await tx.findOne(CaseLink, {
        where: { id, retractedAt: IsNull() },
        lock: { mode: 'pessimistic_write' },
      });
      if (!link || ![link.fromId, link.toId].includes(caseId))
        throw new NotFoundError(`The case has no link with the id ${id}.`);
      const retraction = { retractedBy: actor.id, retractedAt: this.clock.now(), retractedReason: reason };
      await tx.update(CaseLink, { id }, retraction);
      const details = { linkId: id, kind: link.kind, fromId: link.fromId, toId: link.toId, reason };
      await this.audit.recordAll(
        tx,
        actor,
        [link.fromId, link.toId].map((one) => ({
          action: 'case.unlinked',
          subjectId: one,
          caseId: one,
          details,
        })),
      );
    });
  }

  /** Newest first. @throws NotFoundError */
  async list(caseId: string, o: { limit: number; cursor?: string }): Promise<Page<ListedLink>> {
    await findById(this.db.manager, Case, caseId);
    const before = o.cursor ? { before: String(decodeCursor(o.cursor, 1)[0]) } : {};
    const rows = await linksOf(this.db.manager, caseId, { limit: o.limit + 1, ...before });
    return toPage(
      rows,
      o.limit,
      (row) => [row.id],
      (row) => row,
    );
  }
}
