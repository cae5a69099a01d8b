import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import {
  assertTransition,
  Clock,
  insertBehind,
  invalidInput,
  lockById,
  NotFoundError,
  Outbox,
} from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import { dispatchLetter } from './dispatch-letter.job';
import { Dispatch } from './dispatch.entity';
import { DispatchAttempt } from './dispatch-attempt.entity';
import { LETTER_TRANSITIONS, type LetterState } from './letter-state';
import { assertUnflagged } from './flags/assert-unflagged';
import { DispatchNotWaitingError } from './letters.problems';
import { Letter } from './letter.entity';
import { Receipt } from './receipt.entity';

/** What a person found out about a dispatch that waits. */
export interface Resolution {
  outcome: 'delivered' | 'not_delivered';
  note: string;
}

/** A recipient's acknowledgement. */
export interface NewReceipt {
  receivedAt: string;
  reference?: string;
  note?: string;
}

/** What people decide about the sending of letters. */
@Injectable()
export class Dispatching {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  /** Sends a signed letter, once: a repeat changes nothing. @throws NotFoundError, IllegalTransitionError, LetterFlaggedError */
  async dispatch(actor: Actor, id: string): Promise<Letter> {
    return this.db.transaction(async (tx) => {
      const letter = await lockById(tx, Letter, id);
      if (await tx.existsBy(Dispatch, { letterId: id })) return letter;
      assertTransition<LetterState>(LETTER_TRANSITIONS, letter.state, 'Dispatched');
      await assertUnflagged(tx, letter);
      const dispatch = tx.create(Dispatch, {
        id: uuidv7(),
        letterId: id,
        state: 'intended',
        requestedBy: actor.id,
        requestedByName: actor.name,
        requestedAt: this.clock.now(),
        deliveredAt: null,
      });
      await insertBehind(tx, Dispatch, dispatch);
      await this.record(tx, actor, letter, 'letter.dispatch_requested', { dispatchId: dispatch.id });
      await this.outbox.add(tx, dispatchLetter, { dispatchId: dispatch.id });
      return letter;
    });
  }

  /**
   * Settles a dispatch that waits for a person: the letter did arrive, or it is to be tried again.
   * @throws NotFoundError, DispatchNotWaitingError
   */
  async resolve(actor: Actor, id: string, { outcome, note }: Resolution): Promise<Letter> {
    return this.db.transaction(async (tx) => {
      const letter = await lockById(tx, Letter, id);
      const dispatch = await tx.findOneBy(Dispatch, { letterId: id });
      if (!dispatch) throw new NotFoundError(`${letter.number} was not sent.`);
      if (dispatch.state !== 'waiting') throw new DispatchNotWaitingError(`It is ${dispatch.state}.`);
      const now = this.clock.now();
      const isDelivered = outcome === 'delivered';
      await tx.insert(DispatchAttempt, {
        dispatchId: dispatch.id,
        startedAt: now,
        finishedAt: now,
        outcome: isDelivered ? 'delivered' : 'failed',
        note: `${actor.name}: ${note}`,
      });
      if (isDelivered) {
        letter.moveTo('Dispatched');
        await tx.update(Letter, { id }, { state: letter.state });
        await tx.update(Dispatch, { id: dispatch.id }, { state: 'delivered', deliveredAt: now });
      } else {
        await tx.update(Dispatch, { id: dispatch.id }, { state: 'intended' });
        await this.outbox.add(tx, dispatchLetter, { dispatchId: dispatch.id });
      }
      await this.record(tx, actor, letter, 'letter.dispatch_resolved', { outcome, note });
      return letter;
    });
  }

  /** Records a receipt; a joint letter may have several. @throws NotFoundError, IllegalTransitionError, InvalidInputError */
  async acknowledge(
    actor: Actor,
    id: string,
    { receivedAt, reference = '', note = '' }: NewReceipt,
  ): Promise<Letter> {
    if (new Date(receivedAt) > this.clock.now())
      throw invalidInput([{ pointer: '/receivedAt', detail: 'lies in the future' }]);
    return this.db.transaction(async (tx) => {
      const letter = await lockById(tx, Letter, id);
      if (letter.state !== 'Acknowledged') letter.moveTo('Acknowledged');
      await tx.update(Letter, { id }, { state: letter.state });
      await tx.insert(Receipt, {
        id: uuidv7(),
        letterId: id,
        receivedAt: new Date(receivedAt),
        reference,
        note,
        recordedBy: actor.id,
        recordedByName: actor.name,
        recordedAt: this.clock.now(),
      });
      await this.record(tx, actor, letter, 'letter.acknowledged', { receivedAt, reference, note });
      return letter;
    });
  }

  private record(
    tx: EntityManager,
    actor: Actor,
    { id, caseId }: Letter,
    action: string,
    details: Record<string, unknown>,
  ): Promise<void> {
    return this.audit.record(tx, actor, { action, subjectId: id, caseId, details });
  }
}
