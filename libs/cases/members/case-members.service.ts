import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock, ConflictError, findById, lockById } from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import { Users } from '@app/access';
import { Case } from '../case.entity';
import { CaseMember } from './case-member.entity';
import { casesFullFor, type ListedMember, MAX_MEMBERS, membersOf, putMember } from './case-members.queries';

/** Who works on a case beside its owner. */
@Injectable()
export class CaseMembers {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly users: Users,
  ) {}

  /** Makes a person a member, or says anew what their part is. @throws NotFoundError, InvalidInputError, CaseClosedError, ConflictError */
  async put(actor: Actor, caseId: string, userId: string, part: string): Promise<ListedMember[]> {
    return this.db.transaction(async (tx) => {
      const subject = await lockById(tx, Case, caseId);
      subject.assertOpen();
      await this.users.assertAssignable(tx, [{ id: userId, pointer: '/userId' }]);
      assertRoom(await casesFullFor(tx, [caseId], userId), caseId);
      const added = await putMember(tx, [caseId], { userId, part, by: actor.id, now: this.clock.now() });
      const members = await membersOf(tx, caseId);
      if (added.size > 0) {
        const details = { userId, part };
        await this.audit.record(tx, actor, {
          action: 'case.member_added',
          subjectId: caseId,
          caseId,
          details,
        });
      }
      return members;
    });
  }

  /** Takes a person off the case; done twice it is done once. @throws NotFoundError, CaseClosedError when it is merged */
  async remove(actor: Actor, caseId: string, userId: string): Promise<ListedMember[]> {
    return this.db.transaction(async (tx) => {
      const subject = await lockById(tx, Case, caseId);
      if (subject.mergedIntoId) subject.assertOpen();
      const { affected } = await tx.delete(CaseMember, { caseId, userId });
      if (affected) {
        const details = { userId };
        await this.audit.record(tx, actor, {
          action: 'case.member_removed',
          subjectId: caseId,
          caseId,
          details,
        });
      }
      return membersOf(tx, caseId);
    });
  }

  /** By name. @throws NotFoundError */
  async list(caseId: string): Promise<ListedMember[]> {
    await findById(this.db.manager, Case, caseId);
    return membersOf(this.db.manager, caseId);
  }
}

/** @throws ConflictError when the case is one of those that have no room for one more */
export function assertRoom(full: ReadonlySet<string>, caseId: string): void {
  if (full.has(caseId)) throw new ConflictError(`A case has at most ${MAX_MEMBERS} members.`);
}
