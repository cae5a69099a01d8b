import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
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
import { Cases, Tasks } from '@app/cases';
import { Claims, flagLetters, type RecountOfClaim, Recounts } from '@app/claims';
import { markOf } from '../cited-claim';
import { Letter } from '../letter.entity';
import { FLAG_STATES, type FlagOutcome, type FlagState, LetterFlag } from './letter-flag.entity';
import { type CitingLetter, lettersCiting, lockLettersSaying } from './letter-flags.queries';

/** How a person settles a flag. */
export interface FlagResolution {
  outcome: FlagOutcome;
  reason: string;
  /** The letter that corrects it; with `amended` only. */
  amendmentId?: string | undefined;
}

/** Letters whose figures hold no more: which they are, and what people decide about them. */
@Injectable()
export class LetterFlags {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly cases: Cases,
    private readonly tasks: Tasks,
    private readonly claims: Claims,
    private readonly recounts: Recounts,
  ) {}

  /** Flags every frozen letter that says the claim of a recount, with a task in its case; what is flagged stays as it is. */
  async raise(recountId: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const found = await this.recounts.find(tx, recountId);
      const letters = await lockLettersSaying(tx, found.claim.id);
      if (letters.length === 0) return;
      const actor = systemActor(flagLetters.name);
      const { number } = await this.cases.find(tx, found.claim.caseId);
      const marks = letters.map((letter) => markOf(found.claim, number, letter));
      const taskIds = await this.addTasks(tx, actor, found, letters, marks);
      const flags = letters.map((letter, at) => this.flagOf(letter, marks[at]!, found, taskIds[at] ?? null));
      await tx.insert(LetterFlag, flags);
      for (const [at, letter] of letters.entries())
        await this.record(tx, actor, letter, 'letter.flagged', detailsOf(flags[at]!));
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
      const details = { flagId, claim: flag.claim, outcome, reason, amendmentId };
      await this.record(tx, actor, letter, 'letter.flag_resolved', details);
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

  /** One task for each letter, in the case in which the work goes on; none when it has as many as a case can have. */
  private async addTasks(
    tx: EntityManager,
    actor: Actor,
    { claim, recount }: RecountOfClaim,
    letters: readonly Letter[],
    marks: readonly string[],
  ): Promise<string[]> {
    const subject = await this.cases.lockSurvivor(tx, claim.caseId);
    if (!(await this.tasks.haveRoom(tx, subject.id, letters.length))) return [];
    return this.tasks.addWithin(
      tx,
      actor,
      subject,
      letters.map(({ id, number }, at) => ({
        title: `Correct ${number}: ${marks[at]} holds no more`,
        description: `It says "${claim.phrase!.text}". That was counted as ${claim.value}; the recount ${recount.id} gives ${recount.value ?? 'nothing'}. Send an amendment, withdraw the letter, or accept it with a reason.`,
        groupName: 'Corrections',
        playbookKey: `flag:${id}:${claim.id}`,
      })),
    );
  }

  private flagOf(
    letter: Letter,
    mark: string,
    { claim, recount }: RecountOfClaim,
    taskId: string | null,
  ): LetterFlag {
    return {
      id: uuidv7(),
      letterId: letter.id,
      claimId: claim.id,
      claim: mark,
      phrase: claim.phrase!.text,
      valueThen: claim.value!,
      valueNow: recount.value,
      recountId: recount.id,
      snapshotId: recount.snapshotId,
      taskId,
      raisedAt: this.clock.now(),
      state: 'open',
      outcome: null,
      reason: null,
      amendmentId: null,
      resolvedBy: null,
      resolvedByName: null,
      resolvedAt: null,
    };
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

  private record(
    tx: EntityManager,
    actor: Actor,
    { id, caseId, number }: Letter,
    action: string,
    details: Record<string, unknown>,
  ): Promise<void> {
    return this.audit.record(tx, actor, { action, subjectId: id, caseId, details: { number, ...details } });
  }
}

const detailsOf = ({ id, claim, phrase, valueThen, valueNow, snapshotId, taskId }: LetterFlag) => ({
  flagId: id,
  claim,
  phrase,
  valueThen,
  valueNow,
  snapshotId,
  taskId,
});
