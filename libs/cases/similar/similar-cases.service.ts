import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock, findById, NotFoundError } from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import { Case } from '../case.entity';
import { ruleSetInForce } from '../correlation/rules.queries';
import { CaseMeeting } from '../merge/case-meeting.entity';
import { holdMeeting, type SimilarCase, similarCases } from './similar-cases.queries';
import { type Reason, reasonsOf } from './similarity';

/** A case that may be about the same, and why. */
export interface Hint {
  similar: SimilarCase;
  score: number;
  reasons: Reason[];
}

/** Hints at other cases that may be about the same. */
@Injectable()
export class SimilarCases {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** The most similar first. What a kind of thing says, it says by the rules of correlation in force. @throws NotFoundError */
  async of(caseId: string): Promise<Hint[]> {
    const db = this.db.manager;
    const one = await findById(db, Case, caseId);
    const { rules } = await ruleSetInForce(db);
    const points = new Map(rules.map((rule) => [rule.kind, rule.points]));
    const found = await similarCases(db, caseId, points);
    return found
      .map((similar) => ({ similar, ...reasonsOf(one, similar) }))
      .sort((a, b) => b.score - a.score || b.similar.number - a.similar.number);
  }

  /** Says that there is nothing to the meeting of two cases; said twice, the first reason stays. @throws NotFoundError */
  async dismissMeeting(actor: Actor, caseId: string, otherId: string, reason: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const meeting = await holdMeeting(tx, caseId, otherId);
      if (!meeting) throw new NotFoundError(`The case has not met a case with the id ${otherId}.`);
      if (meeting.isDismissed) return;
      const pair = { caseId: meeting.caseId, otherId: meeting.otherId };
      await tx.update(CaseMeeting, pair, {
        dismissedBy: actor.id,
        dismissedByName: actor.name,
        dismissedAt: this.clock.now(),
        dismissedReason: reason,
      });
      const [one, other] = meeting.numbers;
      const told = (id: string, number: number) => ({
        action: 'case.meeting_dismissed',
        subjectId: id,
        caseId: id,
        details: { with: number, reason },
      });
      await this.audit.recordAll(tx, actor, [told(pair.caseId, other), told(pair.otherId, one)]);
    });
  }
}
