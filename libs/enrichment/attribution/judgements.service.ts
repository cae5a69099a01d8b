import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import {
  assertTransition,
  assertVersion,
  Clock,
  ConflictError,
  decodeCursor,
  type FieldError,
  findById,
  insertBehind,
  invalidInput,
  lockById,
  Outbox,
  type Page,
  toPage,
  updateBehind,
} from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import { Cases } from '@app/cases';
import { familiesOf } from './attribution-terms';
import { type FallenJudgement, fallenJudgement } from './fallen-judgement';
import { flagAttribution } from './flag-attribution.job';
import { contentFaults, type JudgementContent, openPoints } from './judgement-content';
import { EDITABLE, JUDGEMENT_STATES, type JudgementState, stateAfterEdit } from './judgement-state';
import { Judgement } from './judgement.entity';
import {
  JudgementIncompleteError,
  JudgementSelfReviewError,
  JudgementSucceededError,
  StaleJudgementError,
} from './judgements.problems';
import {
  type JudgedWords,
  holdApproved,
  judgedWords,
  latestJudgements,
  nextNumber,
  strayReferences,
} from './judgements.queries';

/** No case needs more; with this bound all of a case are read at once. */
const MAX_JUDGEMENTS = 200;
const NOT_REVIEWED = { reviewedBy: null, reviewedByName: null, reviewedAt: null, reviewComment: null };

/** Who is behind a case's accounts, as the lab judges it: rung by rung, each reviewed by a second person. */
@Injectable()
export class Judgements {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly cases: Cases,
    private readonly outbox: Outbox,
  ) {}

  /** Writes a judgement as a draft. @throws NotFoundError, CaseClosedError, InvalidInputError, JudgementSucceededError, ConflictError */
  async judge(
    actor: Actor,
    caseId: string,
    input: { content: JudgementContent; supersedesId: string | null },
  ): Promise<Judgement> {
    const { content, supersedesId } = input;
    assertSound(content);
    return this.db.transaction(async (tx) => {
      (await this.cases.lock(tx, caseId)).assertOpen();
      const number = await nextNumber(tx, caseId);
      if (number > MAX_JUDGEMENTS)
        throw new ConflictError(`A case has at most ${MAX_JUDGEMENTS} judgements.`);
      await this.assertReferences(tx, caseId, content);
      if (supersedesId) await this.assertSupersedable(tx, caseId, supersedesId);
      const now = this.clock.now();
      const judgement = tx.create(Judgement, {
        id: uuidv7(),
        caseId,
        number,
        ...content,
        families: familiesOf(content.evidence).length,
        state: 'draft',
        version: 1,
        authorIds: [actor.id],
        createdBy: actor.id,
        createdByName: actor.name,
        createdAt: now,
        changedAt: now,
        ...NOT_REVIEWED,
        approvedHash: null,
        withdrawnBy: null,
        withdrawnByName: null,
        withdrawnAt: null,
        withdrawnReason: null,
        supersedesId,
      });
      await insertBehind(tx, Judgement, judgement);
      await this.record(tx, actor, 'judgement.drafted', judgement, { supersedesId });
      return judgement;
    });
  }

  /**
   * Changes the words; what was in review becomes a draft again, and whoever changes it is one of its authors.
   * @param read the version that the caller read
   * @throws NotFoundError, CaseClosedError, IllegalTransitionError, StaleVersionError, InvalidInputError
   */
  edit(actor: Actor, id: string, read: number, change: Partial<JudgementContent>): Promise<Judgement> {
    return this.act(id, async (tx, judgement, survivorId) => {
      if (!EDITABLE.includes(judgement.state))
        assertTransition<JudgementState>(JUDGEMENT_STATES, judgement.state, 'draft');
      assertVersion(judgement, read);
      const content = { ...judgement.content, ...change };
      assertSound(content);
      await this.assertReferences(tx, survivorId, content);
      const from = judgement.state;
      await this.save(tx, judgement, {
        ...content,
        families: familiesOf(content.evidence).length,
        state: stateAfterEdit(from),
        version: judgement.version + 1,
        authorIds: [...new Set([...judgement.authorIds, actor.id])].sort(),
        changedAt: this.clock.now(),
        // Who sent it back and now writes on it is no reviewer of it any more.
        ...(judgement.reviewedBy === actor.id ? NOT_REVIEWED : {}),
      });
      await this.record(tx, actor, 'judgement.edited', judgement, {
        from,
        changed: Object.keys(change).sort(),
      });
    });
  }

  /** Hands it in for review. @throws NotFoundError, CaseClosedError, IllegalTransitionError, JudgementIncompleteError */
  submit(actor: Actor, id: string): Promise<Judgement> {
    return this.act(id, async (tx, judgement, survivorId) => {
      assertTransition<JudgementState>(JUDGEMENT_STATES, judgement.state, 'in_review');
      await this.assertReviewable(tx, judgement, survivorId);
      await this.save(tx, judgement, { state: 'in_review', ...NOT_REVIEWED });
      await this.record(tx, actor, 'judgement.submitted', judgement, {});
    });
  }

  /**
   * Approves it; from then on prose may go as far, and the one that it supersedes does not stand any more.
   * @param expected hash of the content that the reviewer read
   * @throws NotFoundError, CaseClosedError, IllegalTransitionError, JudgementSelfReviewError, StaleJudgementError, JudgementIncompleteError, JudgementSucceededError
   */
  approve(actor: Actor, id: string, review: { contentHash: string; comment: string }): Promise<Judgement> {
    return this.act(id, async (tx, judgement, survivorId) => {
      assertTransition<JudgementState>(JUDGEMENT_STATES, judgement.state, 'approved');
      assertOther(actor, judgement);
      const approvedHash = judgement.contentHash;
      if (review.contentHash !== approvedHash)
        throw new StaleJudgementError(`Judgement ${judgement.number} has changed.`, {
          contentHash: approvedHash,
        });
      await this.assertReviewable(tx, judgement, survivorId);
      const { supersedesId } = judgement;
      if (supersedesId) {
        const before = await this.assertSupersedable(tx, survivorId, supersedesId);
        await this.save(tx, before, { state: 'superseded' });
        await this.record(tx, actor, 'judgement.superseded', before, { by: judgement.number });
        await this.outbox.add(tx, flagAttribution, { judgementId: before.id });
      }
      await this.save(tx, judgement, {
        state: 'approved',
        approvedHash,
        ...this.reviewed(actor, review.comment),
      });
      await this.record(tx, actor, 'judgement.approved', judgement, {
        approvedHash,
        comment: review.comment,
      });
    });
  }

  /** Sends it back to its author. @throws NotFoundError, CaseClosedError, IllegalTransitionError, JudgementSelfReviewError */
  sendBack(actor: Actor, id: string, comment: string): Promise<Judgement> {
    return this.act(id, async (tx, judgement) => {
      assertTransition<JudgementState>(JUDGEMENT_STATES, judgement.state, 'returned');
      assertOther(actor, judgement);
      await this.save(tx, judgement, { state: 'returned', ...this.reviewed(actor, comment) });
      await this.record(tx, actor, 'judgement.returned', judgement, { comment });
    });
  }

  /** Takes it back, also after the case was closed: what is found to be wrong does not stand. @throws NotFoundError, IllegalTransitionError */
  async withdraw(actor: Actor, id: string, reason: string): Promise<Judgement> {
    return this.db.transaction(async (tx) => {
      const judgement = await lockById(tx, Judgement, id);
      const from = judgement.state;
      assertTransition<JudgementState>(JUDGEMENT_STATES, from, 'withdrawn');
      await this.save(tx, judgement, {
        state: 'withdrawn',
        withdrawnBy: actor.id,
        withdrawnByName: actor.name,
        withdrawnAt: this.clock.now(),
        withdrawnReason: reason,
      });
      await this.record(tx, actor, 'judgement.withdrawn', judgement, { from, reason });
      if (from === 'approved') await this.outbox.add(tx, flagAttribution, { judgementId: id });
      return judgement;
    });
  }

  /** @throws NotFoundError */
  find(id: string): Promise<Judgement> {
    return findById(this.db.manager, Judgement, id);
  }

  /** Judgements on a case and those merged into it, latest first. @throws NotFoundError, InvalidInputError */
  async list(
    caseId: string,
    o: { limit: number; cursor?: string | undefined; state?: JudgementState | undefined },
  ): Promise<Page<Judgement>> {
    await this.cases.find(this.db.manager, caseId);
    const before = o.cursor === undefined ? undefined : String(decodeCursor(o.cursor, 1)[0]);
    const rows = await latestJudgements(this.db.manager, caseId, { state: o.state, before, limit: o.limit });
    return toPage(
      rows,
      o.limit,
      ({ id }) => [id],
      (row) => row,
    );
  }

  /** All that was ever judged of a case and of those merged into it, for those who write of it. */
  words(db: EntityManager, caseId: string): Promise<JudgedWords[]> {
    return judgedWords(db, caseId);
  }

  /** Holds what is approved, so that none of it falls while a letter is frozen on it. */
  hold(tx: EntityManager, caseId: string): Promise<void> {
    return holdApproved(tx, caseId);
  }

  /** A judgement with the reason for which it stands no more. @throws NotFoundError */
  fallen(db: EntityManager, id: string): Promise<FallenJudgement> {
    return fallenJudgement(db, id);
  }

  /** Holds the case in which the work goes on, then the judgement, and gives it back as it then is. */
  private async act(
    id: string,
    act: (tx: EntityManager, judgement: Judgement, survivorId: string) => Promise<void>,
  ): Promise<Judgement> {
    return this.db.transaction(async (tx) => {
      const { caseId } = await findById(tx, Judgement, id);
      const survivor = await this.cases.lockSurvivor(tx, caseId);
      survivor.assertOpen();
      const judgement = await lockById(tx, Judgement, id);
      await act(tx, judgement, survivor.id);
      return judgement;
    });
  }

  private async save(tx: EntityManager, judgement: Judgement, change: Partial<Judgement>): Promise<void> {
    Object.assign(judgement, change);
    await updateBehind(tx, Judgement, judgement.id, change);
  }

  /** What it rests on may have been taken back or put into another case since it was written. */
  private async assertReviewable(
    tx: EntityManager,
    { content }: Judgement,
    survivorId: string,
  ): Promise<void> {
    const points = [...openPoints(content), ...(await this.strayPoints(tx, survivorId, content))];
    if (points.length === 0) return;
    throw new JudgementIncompleteError(
      `${points.map(({ pointer, detail }) => `${pointer}: ${detail}`).join('; ')}.`,
      {
        errors: points,
      },
    );
  }

  /** @throws InvalidInputError naming what is nothing of the case */
  private async assertReferences(
    tx: EntityManager,
    caseId: string,
    content: JudgementContent,
  ): Promise<void> {
    const faults = await this.strayPoints(tx, caseId, content);
    if (faults.length > 0) throw invalidInput(faults);
  }

  private async strayPoints(
    tx: EntityManager,
    caseId: string,
    { evidence, party }: JudgementContent,
  ): Promise<FieldError[]> {
    const places = await strayReferences(tx, caseId, evidence, party?.entity ?? null);
    return places.map((place) =>
      place < 0
        ? { pointer: '/party/entity', detail: 'is no entity of this case' }
        : {
            pointer: `/evidence/${place}/refId`,
            detail: `is no ${NOUNS[evidence[place]!.kind]} of this case`,
          },
    );
  }

  /** Holds the judgement that is to be superseded in a case that stands by itself. @throws InvalidInputError, JudgementSucceededError */
  private async assertSupersedable(tx: EntityManager, caseId: string, id: string): Promise<Judgement> {
    const before = await tx.findOne(Judgement, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!before || (await this.cases.survivorOf(tx, before.caseId)) !== caseId)
      throw invalidInput([{ pointer: '/supersedesId', detail: 'is no judgement of this case' }]);
    if (before.state !== 'approved')
      throw new JudgementSucceededError(`Judgement ${before.number} is ${before.state}.`, {
        state: before.state,
      });
    return before;
  }

  private reviewed(actor: Actor, comment: string): Partial<Judgement> {
    return {
      reviewedBy: actor.id,
      reviewedByName: actor.name,
      reviewedAt: this.clock.now(),
      reviewComment: comment,
    };
  }

  private record(
    tx: EntityManager,
    actor: Actor,
    action: string,
    judgement: Judgement,
    details: Record<string, unknown>,
  ): Promise<void> {
    const { id, caseId, number, version, rung, party, likelihood, confidence } = judgement;
    const what = { number, version, rung, party: party?.name ?? null, likelihood, confidence };
    return this.audit.record(tx, actor, { action, subjectId: id, caseId, details: { ...what, ...details } });
  }
}

const NOUNS = {
  finding: 'finding',
  evidence: 'evidence item',
  assertion: 'assertion that stands',
  alert: 'alert',
} as const;

/** @throws InvalidInputError */
function assertSound(content: JudgementContent): void {
  const faults = contentFaults(content);
  if (faults.length > 0) throw invalidInput(faults);
}

/** Why somebody cannot review a judgement. */
export function reviewBarred(
  actor: Actor,
  { authorIds, number }: Pick<Judgement, 'authorIds' | 'number'>,
): string | null {
  return authorIds.includes(actor.id) ? `You wrote some of judgement ${number}.` : null;
}

/** @throws JudgementSelfReviewError */
function assertOther(actor: Actor, judgement: Judgement): void {
  const barred = reviewBarred(actor, judgement);
  if (barred) throw new JudgementSelfReviewError(barred);
}
