import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock, ConflictError, NotFoundError, Outbox } from '@app/platform';
import { type Act, type Actor, Audit } from '@app/audit';
import { Webhooks } from '@app/updates';
import { Alerts, announce } from '@app/alerts';
import { happened } from '../case-happening';
import { lockMembership } from '../correlation/correlation.queries';
import { holdWithMerges } from './case-merge.queries';
import { alertsImported, type ListedMerge } from './case-merge.service';
import { unmerge } from './case-unmerge.queries';
import { giveBack } from './merge-labels';

/** Takes merges back. */
@Injectable()
export class CaseUnmerge {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly alerts: Alerts,
    private readonly outbox: Outbox,
    private readonly webhooks: Webhooks,
  ) {}

  /**
   * Reopens the merged case with what it brought, and takes that out of the survivor as far as nobody changed it since;
   * the merge says what came of it. Said twice it is done once. Correlation keeps the two apart from then on.
   * @throws NotFoundError, CaseClosedError when the survivor is closed, ConflictError when it was merged itself
   */
  async undo(actor: Actor, caseId: string, mergeId: string, reason: string): Promise<ListedMerge> {
    return this.db.transaction(async (tx) => {
      await lockMembership(tx);
      const { cases, merges } = await holdWithMerges(tx, { mergeId });
      const merge = merges.find((one) => one.id === mergeId);
      if (!merge || ![merge.fromId, merge.intoId].includes(caseId))
        throw new NotFoundError(`The case has no merge with the id ${mergeId}.`);
      const [from, into] = [cases.get(merge.fromId)!, cases.get(merge.intoId)!];
      const listed = { merge, fromNumber: from.number, intoNumber: into.number };
      if (merge.undoneAt) return listed;
      if (into.mergedIntoId) {
        const detail = `Case ${into.number} was merged into another since: undo that merge first.`;
        throw new ConflictError(detail, { mergedIntoId: into.mergedIntoId });
      }
      into.assertOpen();
      const now = this.clock.now();
      const standing = merges.filter((one) => !one.undoneAt && one.intoId === into.id);
      const back = giveBack(into, standing, mergeId);
      const undone = await unmerge(tx, merge, back, { actor, reason, now });
      Object.assign(from, { stage: merge.stageBefore, resolution: null, impact: null, mergedIntoId: null });
      Object.assign(merge, {
        undoneBy: actor.id,
        undoneByName: actor.name,
        undoneAt: now,
        undoneReason: reason,
        undoneOutcome: undone.told,
      });
      if (undone.returned.length > 0) await this.alerts.handOver(tx, undone.returned, from.id);
      const { alerts, tasks, copied } = undone.told;
      const numbers = { from: from.number, into: into.number, alerts, tasks, accounts: copied.account };
      const details = { mergeId, ...numbers, reason };
      const acts: Act[] = [
        { action: 'case.unmerged', subjectId: from.id, caseId: from.id, details },
        { action: 'case.parted', subjectId: into.id, caseId: into.id, details },
      ];
      if (undone.returned.length > 0) acts.push(alertsImported(from.id, undone.returned));
      await this.audit.recordAll(tx, actor, acts);
      await this.webhooks.announce(tx, [happened('case.unmerged', from, now)]);
      // Titles that follow the alerts do so again.
      if (from.isDerived || into.isDerived)
        await announce(tx, this.outbox, [
          ...undone.returned,
          ...(undone.remaining ? [undone.remaining] : []),
        ]);
      return listed;
    });
  }
}
