import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import {
  assertTransition,
  Clock,
  ConflictError,
  decodeCursor,
  invalidInput,
  lockById,
  NotFoundError,
  type Page,
  type PageQuery,
  toPage,
} from '@app/platform';
import { type Actor, Audit, systemActor } from '@app/audit';
import { Cases } from '@app/cases';
import { Claims, flagLetters, type RecountOfClaim, Recounts } from '@app/claims';
import { markOf } from '../cited-claim';
import { Letter } from '../letter.entity';
import { FlagRaiser, type NewFlag } from './flag-raiser';
import { FLAG_STATES, type FlagOutcome, type FlagState, LetterFlag } from './letter-flag.entity';
import { type CitingLetter, lettersCiting, lockLettersSaying } from './letter-flags.queries';

/** How a person settles a flag. */
export interface FlagResolution {
  outcome: FlagOutcome;
  reason: string;
  /** The letter that corrects it; with `amended` only. */
  amendmentId?: string | undefined;
}

/** Letters whose figures hold no more, and what people decide about flags of any kind. */
@Injectable()
export class LetterFlags {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly cases: Cases,
    private readonly claims: Claims,
    private readonly recounts: Recounts,
    private readonly raiser: FlagRaiser,
  ) {}

  /** Flags every frozen letter that says the claim of a recount, with a task in its case; what is flagged stays as it is. */
  async raise(recountId: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const found = await this.recounts.find(tx, recountId);
      const letters = await lockLettersSaying(tx, found.claim.id);
      if (letters.length === 0) return;
      const { number } = await this.cases.find(tx, found.claim.caseId);
      const raised = letters.map((letter) => newFlag(letter, markOf(found.claim, number, letter), found));
      await this.raiser.raise(tx, systemActor(flagLetters.name), found.claim.caseId, raised);
    });
  }

  /**
   * Settles a flag; said twice the same it is done once.
   * @throws NotFoundError, IllegalTransitionError, InvalidInputError, ConflictError when the letter was not withdrawn
   */
  async resolve(
    actor: Actor,
    letterId: string,
    flagId: string,
    { outcome, reason, amendmentId }: FlagResolution,
  ): Promise<Letter> {
    if ((outcome === 'amended') !== (amendmentId !== undefined))
      throw invalidInput([{ pointer: '/amendmentId', detail: 'goes with `amended`, and with nothing else' }]);
    return this.db.transaction(async (tx) => {
      const letter = await lockById(tx, Letter, letterId);
      const flag = await tx.findOneBy(LetterFlag, { id: flagId, letterId });
      if (!flag) throw new NotFoundError(`${letter.number} has no flag with the id ${flagId}.`);
      if (flag.outcome === outcome && flag.amendmentId === (amendmentId ?? null)) return letter;
      assertTransition<FlagState>(FLAG_STATES, flag.state, 'resolved');
      if (outcome === 'withdrawn' && letter.state !== 'Withdrawn')
        throw new ConflictError(
          `${letter.number} is ${letter.state}: withdraw it first, or send an amendment.`,
        );
      if (amendmentId) await this.assertAmendment(tx, letter, amendmentId);
      const change = {
        state: 'resolved' as const,
        outcome,
        reason,
        amendmentId: amendmentId ?? null,
        resolvedBy: actor.id,
        resolvedByName: actor.name,
        resolvedAt: this.clock.now(),
      };
      await tx.update(LetterFlag, { id: flagId }, change);
      const { claim, judgement } = flag;
      const { caseId, number } = letter;
      const what = claim === null ? { judgement } : { claim };
      await this.audit.record(tx, actor, {
        action: 'letter.flag_resolved',
        subjectId: letterId,
        caseId,
        details: { number, flagId, ...what, outcome, reason, amendmentId },
      });
      return letter;
    });
  }

  /** Letters that say a claim, with where each stands, by id. @throws NotFoundError */
  async citing(claimId: string, page: PageQuery): Promise<Page<CitingLetter>> {
    await this.claims.find(this.db.manager, claimId);
    const after = page.cursor ? String(decodeCursor(page.cursor, 1)[0]) : null;
    const rows = await lettersCiting(this.db.manager, claimId, { limit: page.limit + 1, after });
    return toPage(
      rows,
      page.limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  /** @throws InvalidInputError unless it is another letter of the case, or of one that is one with it, that was not given up */
  private async assertAmendment(tx: EntityManager, letter: Letter, amendmentId: string): Promise<void> {
    const other = await tx.findOneBy(Letter, { id: amendmentId });
    if (
      !other ||
      other.id === letter.id ||
      other.state === 'Withdrawn' ||
      !(await this.areOne(tx, letter, other))
    )
      throw invalidInput([
        { pointer: '/amendmentId', detail: 'is no other letter of this case that stands' },
      ]);
  }

  private async areOne(tx: EntityManager, one: Letter, other: Letter): Promise<boolean> {
    if (one.caseId === other.caseId) return true;
    return (await this.cases.survivorOf(tx, one.caseId)) === (await this.cases.survivorOf(tx, other.caseId));
  }
}

function newFlag(letter: Letter, mark: string, { claim, recount }: RecountOfClaim): NewFlag {
  const { text: phrase } = claim.phrase!;
  return {
    letter,
    cause: {
      claimId: claim.id,
      claim: mark,
      phrase,
      valueThen: claim.value!,
      valueNow: recount.value,
      recountId: recount.id,
      snapshotId: recount.snapshotId,
      judgementId: null,
      judgement: null,
      why: null,
    },
    task: {
      title: `Correct ${letter.number}: ${mark} holds no more`,
      description: `It says "${phrase}". That was counted as ${claim.value}; the recount ${recount.id} gives ${recount.value ?? 'nothing'}. Send an amendment, withdraw the letter, or accept it with a reason.`,
    },
  };
}
