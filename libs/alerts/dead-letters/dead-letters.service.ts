import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import {
  Clock,
  findById,
  ForbiddenError,
  invalidInput,
  lockById,
  NotFoundError,
  type Page,
} from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import type { PageOfList } from '../alerts.queries';
import { AlertIntake, type Receipt } from '../intake/intake.service';
import { DeadLetter, DeadLetterTally } from './dead-letter.entity';
import { type DeadLetterFilter, listDeadLetters, RAW_LIMIT, removeDeadLetter } from './dead-letters.queries';

/** What came of a replay, or would have come of it before. */
export type Replayed = Required<Pick<Receipt, 'alertId' | 'outcome' | 'revision'>>;

/** Rejected items: read, replayed, dismissed. A detector has to do with its own only; those of others are not there for it. */
@Injectable()
export class DeadLetters {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly intake: AlertIntake,
  ) {}

  list(actor: Actor, filter: DeadLetterFilter, page: PageOfList): Promise<Page<DeadLetter>> {
    const own = actor.kind === 'detector' ? { detectorId: actor.id } : {};
    if ('detectorId' in own && filter.detectorId !== undefined && filter.detectorId !== own.detectorId)
      return Promise.resolve({ items: [], nextCursor: null });
    return listDeadLetters(this.db.manager, { ...filter, ...own }, page);
  }

  /** How many are held and how many were dropped, of each detector that ever had any. */
  tallies(actor: Actor): Promise<DeadLetterTally[]> {
    const where = actor.kind === 'detector' ? { detectorId: actor.id } : {};
    return this.db.manager.find(DeadLetterTally, { where, order: { detectorId: 'ASC' } });
  }

  /** @throws NotFoundError, also for the letter of another detector */
  async find(actor: Actor, id: string): Promise<DeadLetter> {
    return theirs(actor, await findById(this.db.manager, DeadLetter, id));
  }

  /**
   * Sends the item again on behalf of its detector, as it was or corrected. A letter becomes an alert once: asked
   * again, the same is answered. What is rejected again stays as it is.
   * @throws NotFoundError, ForbiddenError, InvalidInputError
   */
  replay(actor: Actor, id: string, corrected?: object): Promise<Replayed> {
    return this.db.transaction(async (tx) => {
      const letter = await this.hold(tx, actor, id);
      if (letter.alertId !== null)
        return { alertId: letter.alertId, outcome: letter.outcome!, revision: letter.revision! };
      const { alertId, outcome, revision, errors } = await this.intake.takeReplay(
        tx,
        actor,
        letter.detectorId,
        corrected ?? itemOf(letter),
      );
      if (errors) {
        const prefix = corrected ? '/item' : '';
        throw invalidInput(errors.map((one) => ({ ...one, pointer: prefix + one.pointer })));
      }
      const result = { alertId: alertId!, outcome, revision: revision! };
      await tx.update(
        DeadLetter,
        { id },
        { ...result, replayedAt: this.clock.now(), replayedBy: actor.name },
      );
      await this.audit.record(tx, actor, {
        action: 'dead_letter.replayed',
        subjectId: id,
        details: {
          detectorId: letter.detectorId,
          deliveryId: letter.deliveryId,
          isCorrected: corrected !== undefined,
          ...result,
        },
      });
      return result;
    });
  }

  /** Takes a letter away for good. @throws NotFoundError, ForbiddenError */
  dismiss(actor: Actor, id: string): Promise<void> {
    return this.db.transaction(async (tx) => {
      const letter = await this.hold(tx, actor, id);
      await removeDeadLetter(tx, letter);
      const { detectorId, deliveryId, index, errors } = letter;
      await this.audit.record(tx, actor, {
        action: 'dead_letter.dismissed',
        subjectId: id,
        details: { detectorId, deliveryId, index, errors },
      });
    });
  }

  private async hold(tx: EntityManager, actor: Actor, id: string): Promise<DeadLetter> {
    const permission = actor.kind === 'detector' ? 'alerts.send' : 'alerts.triage';
    if (!actor.permissions.has(permission))
      throw new ForbiddenError(`This needs the right "${permission}".`, { permission });
    return theirs(actor, await lockById(tx, DeadLetter, id));
  }
}

function theirs(actor: Actor, letter: DeadLetter): DeadLetter {
  if (actor.kind === 'detector' && letter.detectorId !== actor.id)
    throw new NotFoundError('No dead letter of this detector has this id.');
  return letter;
}

/** @throws InvalidInputError when it was too long to be kept whole */
function itemOf(letter: DeadLetter): unknown {
  if (letter.rawLength > RAW_LIMIT)
    throw invalidInput([
      { pointer: '/item', detail: 'is needed: of this letter only the beginning was kept' },
    ]);
  try {
    return JSON.parse(letter.raw);
  } catch {
    return letter.raw;
  }
}
