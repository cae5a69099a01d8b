import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { Clock, DomainError, NotFoundError, Outbox, type Problem, toProblem } from '@app/platform';
import { type Act, type Actor, Audit } from '@app/audit';
import { Teams, Users } from '@app/access';
import { Webhooks } from '@app/updates';
import { announce } from '@app/alerts';
import { CaseAlert } from './alerts/case-alert.entity';
import type { CaseChange } from './case-change';
import { editCase } from './case-edit';
import { happened } from './case-happening';
import { Case, type CaseMove } from './case.entity';
import { saveCases } from './cases.queries';
import { casesFullFor, putMember } from './members/case-members.queries';
import { assertRoom } from './members/case-members.service';
import { supersedeOfCases } from './proposals/proposals.queries';
import { blockersOf } from './tasks/tasks.queries';

/** What is done to many cases in one act. */
export interface BulkEdit {
  ids: string[];
  change?: Omit<CaseChange, 'kind' | 'title' | 'summary' | 'customFields'>;
  move?: CaseMove;
  member?: { userId: string; part: string };
  reason?: string;
}

/** What came of one case of a bulk edit: its new version, or why it stayed as it was. */
export type BulkResult = { id: string; version: number } | { id: string; problem: Problem };

/** Edits many cases by the code that edits one, each for itself, in a number of statements that does not grow with them. */
@Injectable()
export class CaseBulk {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly users: Users,
    private readonly teams: Teams,
    private readonly outbox: Outbox,
    private readonly webhooks: Webhooks,
  ) {}

  /** In the order asked for. @throws InvalidInputError on an unknown owner, team or member, for all of them */
  async edit(actor: Actor, { ids, change, move, member, reason }: BulkEdit): Promise<BulkResult[]> {
    const unique = [...new Set(ids)];
    return this.db.transaction(async (tx) => {
      if (change?.ownerId)
        await this.users.assertAssignable(tx, [{ id: change.ownerId, pointer: '/ownerId' }]);
      if (change?.teamId) await this.teams.assertAssignable(tx, [{ id: change.teamId, pointer: '/teamId' }]);
      if (member) await this.users.assertAssignable(tx, [{ id: member.userId, pointer: '/member/userId' }]);
      const rows = await tx.find(Case, {
        where: { id: In(unique) },
        order: { id: 'ASC' },
        lock: { mode: 'pessimistic_write' },
      });
      const byId = new Map(rows.map((row) => [row.id, row]));
      const blockers = move?.stage === 'Closed' ? await blockersOf(tx, [...byId.keys()]) : undefined;
      const full = member ? await casesFullFor(tx, [...byId.keys()], member.userId) : new Set<string>();
      const now = this.clock.now();
      const results: BulkResult[] = [];
      const done: { subject: Case; acts: Act[]; wasClosed: boolean }[] = [];
      for (const id of unique) {
        const found = byId.get(id);
        try {
          if (!found) throw new NotFoundError(`No case has the id ${id}.`);
          // Edited as a copy: a case that is refused half way stays as it was.
          const subject = Object.assign(new Case(), found);
          if (member) {
            subject.assertOpen();
            assertRoom(full, id);
          }
          const edit = { ...(change ? { change } : {}), ...(move ? { move } : {}), reason };
          const acts = editCase(subject, edit, { now, blockers: blockers?.get(id) });
          done.push({ subject, acts, wasClosed: found.stage === 'Closed' });
          results.push({ id, version: subject.version });
        } catch (error) {
          if (!(error instanceof DomainError)) throw error;
          results.push({ id, problem: toProblem(error) });
        }
      }
      await saveCases(
        tx,
        done.map(({ subject }) => subject),
      );
      const edited = done.map(({ subject }) => subject.id);
      const added = member
        ? await putMember(tx, edited, { ...member, by: actor.id, now })
        : new Set<string>();
      const joined = [...added].map((id) => ({
        action: 'case.member_added',
        subjectId: id,
        caseId: id,
        details: { ...member },
      }));
      await this.audit.recordAll(tx, actor, [...done.flatMap(({ acts }) => acts), ...joined]);
      const closed = done.filter(({ subject, wasClosed }) => !wasClosed && subject.stage === 'Closed');
      const shut = closed.map(({ subject }) => subject.id);
      await supersedeOfCases(tx, shut, { by: actor, at: now });
      await this.webhooks.announce(
        tx,
        closed.map(({ subject }) => happened('case.closed', subject, now)),
      );
      const reopened = done.filter(({ subject, wasClosed }) => wasClosed && subject.stage !== 'Closed');
      if (reopened.length > 0) {
        const where = { caseId: In(reopened.map(({ subject }) => subject.id)) };
        const alerts = await tx.find(CaseAlert, { select: { alertId: true }, where });
        await announce(
          tx,
          this.outbox,
          alerts.map((alert) => alert.alertId),
        );
      }
      return results;
    });
  }
}
