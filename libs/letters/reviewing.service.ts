import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock, insertBehind, lockById, updateBehind } from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import { wordingHash } from './compose-letter';
import { Dispatch } from './dispatch.entity';
import { assertClean, LetterTexts } from './letter-text.service';
import { LetterReview } from './letter-review.entity';
import type { LetterState, ReviewDecision } from './letter-state';
import { DispatchUnderWayError, SelfReviewError } from './letters.problems';
import { authorsOf } from './letters.queries';
import { Letter } from './letter.entity';
import { assertRenderable } from './rendering';

/** A reviewer's decision. */
export interface Review {
  decision: ReviewDecision;
  comment: string;
  /** The version that was read; the present one if left out. */
  version?: number;
}

/** The way of a letter past the people who answer for its words. */
@Injectable()
export class Reviewing {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly texts: LetterTexts,
  ) {}

  /** Hands the present version in for review. Findings do not stop it: the reviewer sees them too. @throws NotFoundError, IllegalTransitionError */
  async submit(actor: Actor, id: string): Promise<Letter> {
    return this.db.transaction(async (tx) => {
      const letter = await lockById(tx, Letter, id);
      await this.move(tx, letter, 'InReview');
      const { findings } = await this.texts.read(tx, letter);
      await this.record(tx, actor, letter, 'letter.submitted', { findings: findings.length });
      return letter;
    });
  }

  /**
   * Approves the present version or asks for changes. The approval holds the hash of every word and figure read.
   * @throws NotFoundError, IllegalTransitionError, LetterVersionError, SelfReviewError, UnprovenFigureError, OverAttributionError, LetterIncompleteError, UnrenderableLetterError
   */
  async review(actor: Actor, id: string, review: Review): Promise<Letter> {
    return this.db.transaction(async (tx) => {
      const letter = await lockById(tx, Letter, id);
      const { decision, comment } = review;
      letter.assertVersion(review.version ?? letter.version);
      await this.move(tx, letter, decision === 'approve' ? 'Approved' : 'ChangesRequested');
      const [authorIds, { document, findings }] = await Promise.all([
        authorsOf(tx, id),
        this.texts.read(tx, letter),
      ]);
      if (authorIds.includes(actor.id)) throw new SelfReviewError('You wrote some of this letter.');
      if (decision === 'approve') {
        assertClean(findings);
        assertRenderable(document);
      }
      const hash = wordingHash(document);
      await insertBehind(tx, LetterReview, {
        id: uuidv7(),
        letterId: id,
        version: letter.version,
        authorIds,
        reviewerId: actor.id,
        reviewerName: actor.name,
        decision,
        comment,
        wordingHash: hash,
        decidedAt: this.clock.now(),
      });
      const action = decision === 'approve' ? 'letter.approved' : 'letter.changes_requested';
      await this.record(tx, actor, letter, action, { comment, wordingHash: hash });
      return letter;
    });
  }

  /** Gives a letter up that has not left. @throws NotFoundError, IllegalTransitionError, DispatchUnderWayError */
  async withdraw(actor: Actor, id: string, reason: string): Promise<Letter> {
    return this.db.transaction(async (tx) => {
      const letter = await lockById(tx, Letter, id);
      if (letter.state === 'Signed' && (await tx.existsBy(Dispatch, { letterId: id })))
        throw new DispatchUnderWayError(`${letter.number} is on its way.`);
      await this.move(tx, letter, 'Withdrawn');
      await this.record(tx, actor, letter, 'letter.withdrawn', { reason });
      return letter;
    });
  }

  private async move(tx: EntityManager, letter: Letter, state: LetterState): Promise<void> {
    letter.moveTo(state);
    await updateBehind(tx, Letter, letter.id, { state });
  }

  private record(
    tx: EntityManager,
    actor: Actor,
    { id, caseId, version }: Letter,
    action: string,
    details: Record<string, unknown>,
  ): Promise<void> {
    return this.audit.record(tx, actor, { action, subjectId: id, caseId, details: { version, ...details } });
  }
}
