import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock, ConflictError } from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import { Alerts, TLP_LABELS } from '@app/alerts';
import { absorb } from './case-merge.queries';
import { MAX_TAGS } from '../case-change';
import { Case } from '../case.entity';
import { lockMembership } from '../correlation/correlation.queries';
import { PAP, strictest } from '../case-terms';
import { lockCases } from '../case-locks';

/** Makes one case of two. Nothing is deleted: the merged case keeps its record and points to where it went. */
@Injectable()
export class CaseMerge {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly alerts: Alerts,
  ) {}

  /**
   * Merges `id` into `intoId`; said twice it is done once.
   * @throws NotFoundError, CaseClosedError, ConflictError on a case merged into itself
   */
  async merge(actor: Actor, id: string, intoId: string): Promise<Case> {
    if (id === intoId) throw new ConflictError('A case cannot be merged into itself.');
    return this.db.transaction(async (tx) => {
      await lockMembership(tx);
      const [from, into] = (await lockCases(tx, [id, intoId])) as [Case, Case];
      if (from.mergedIntoId !== intoId) await this.within(tx, actor, from, into);
      return into;
    });
  }

  /** The same inside the caller's transaction, which holds membership and both cases. @throws CaseClosedError */
  async within(tx: EntityManager, actor: Actor, from: Case, into: Case): Promise<void> {
    from.assertOpen();
    into.assertOpen();
    const { alertIds, accounts } = await absorb(tx, from.id, into.id);
    await this.alerts.markImported(tx, actor, alertIds, into.id);
    const labels = {
      severity: Math.max(from.severity, into.severity),
      tlp: strictest(TLP_LABELS, from.tlp, into.tlp),
      pap: strictest(PAP, from.pap, into.pap),
      tags: [...new Set([...into.tags, ...from.tags])].sort().slice(0, MAX_TAGS),
      updatedAt: this.clock.now(),
      version: into.version + 1,
    };
    const end = {
      stage: 'Closed',
      resolution: 'Duplicated',
      impact: 'NotApplicable',
      closedAt: this.clock.now(),
      firstClosedAt: from.firstClosedAt ?? this.clock.now(),
      updatedAt: this.clock.now(),
      mergedIntoId: into.id,
      version: from.version + 1,
    } as const;
    Object.assign(into, labels);
    Object.assign(from, end);
    await tx.update(Case, { id: into.id }, labels);
    await tx.update(Case, { id: from.id }, end);
    const details = { from: from.number, into: into.number, alerts: alertIds.length, accounts };
    await this.audit.record(tx, actor, {
      action: 'case.merged',
      subjectId: from.id,
      caseId: from.id,
      details,
    });
    await this.audit.record(tx, actor, {
      action: 'case.absorbed',
      subjectId: into.id,
      caseId: into.id,
      details,
    });
  }
}
