import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull, LessThan } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { type Actor, Audit } from '@app/audit';
import { Cases } from '@app/cases';
import {
  Clock,
  ConflictError,
  decodeCursor,
  findById,
  invalidInput,
  lockById,
  type Page,
  type PageQuery,
  toPage,
} from '@app/platform';
import { LegalHold } from './legal-hold.entity';
import type { Keeper } from './partitions';
import { HoldReleasedError } from './retention.problems';
import { lockRetention } from './retention.queries';

/** A hold to place. */
export interface NewHold {
  reason: string;
  caseId?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/** No proceedings need more holds at once. */
const MOST_STANDING = 1_000;

/** Usage that must not be destroyed, who said so, and who let it go. */
@Injectable()
export class LegalHolds {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly cases: Cases,
  ) {}

  /** Holds usage from now on: what is not being dropped when this is answered stays. @throws InvalidInputError, NotFoundError, ConflictError */
  place(actor: Actor, { reason, caseId, from, to }: NewHold): Promise<LegalHold> {
    if (from !== undefined && to !== undefined && to <= from)
      throw invalidInput([{ pointer: '/to', detail: 'must be a later day than /from' }]);
    return this.db.transaction(async (tx) => {
      if (caseId !== undefined) await this.cases.find(tx, caseId);
      await lockRetention(tx);
      if ((await tx.countBy(LegalHold, { releasedAt: IsNull() })) >= MOST_STANDING)
        throw new ConflictError(
          `At most ${MOST_STANDING} holds stand at once. One without days holds everything.`,
        );
      const hold = tx.create(LegalHold, {
        id: uuidv7(),
        reason,
        caseId: caseId ?? null,
        fromDay: from ?? null,
        toDay: to ?? null,
        placedBy: actor.id,
        placedByName: actor.name,
        placedAt: this.clock.now(),
        releasedBy: null,
        releasedByName: null,
        releasedAt: null,
        releaseReason: null,
      });
      await tx.insert(LegalHold, hold);
      await this.audit.record(tx, actor, {
        action: 'legal_hold.placed',
        subjectId: hold.id,
        caseId: hold.caseId,
        details: { reason, from: hold.fromDay, to: hold.toDay },
      });
      return hold;
    });
  }

  /** Lets usage go that nothing else keeps. @throws NotFoundError, HoldReleasedError */
  release(actor: Actor, id: string, reason: string): Promise<LegalHold> {
    return this.db.transaction(async (tx) => {
      const hold = await lockById(tx, LegalHold, id);
      if (hold.releasedAt)
        throw new HoldReleasedError(`${hold.releasedByName} released it: ${hold.releaseReason}`);
      const release = {
        releasedBy: actor.id,
        releasedByName: actor.name,
        releasedAt: this.clock.now(),
        releaseReason: reason,
      };
      await tx.update(LegalHold, { id }, release);
      await this.audit.record(tx, actor, {
        action: 'legal_hold.released',
        subjectId: id,
        caseId: hold.caseId,
        details: { reason },
      });
      return Object.assign(hold, release);
    });
  }

  /** @throws NotFoundError */
  find(id: string): Promise<LegalHold> {
    return findById(this.db.manager, LegalHold, id);
  }

  /** Latest first; those that were released too, unless only the standing ones are asked for. */
  async list(standing: boolean, page: PageQuery): Promise<Page<LegalHold>> {
    const before = page.cursor ? String(decodeCursor(page.cursor, 1)[0]) : undefined;
    const rows = await this.db.manager.find(LegalHold, {
      where: {
        ...(before === undefined ? {} : { id: LessThan(before) }),
        ...(standing ? { releasedAt: IsNull() } : {}),
      },
      order: { id: 'DESC' },
      take: page.limit + 1,
    });
    return toPage(
      rows,
      page.limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  /** What the standing holds keep. */
  async keepers(db: EntityManager): Promise<Keeper[]> {
    const holds = await db.find(LegalHold, { where: { releasedAt: IsNull() }, order: { id: 'ASC' } });
    return holds.map(({ id, reason, fromDay, toDay }) => ({
      kind: 'hold',
      id,
      reason,
      from: fromDay,
      to: toDay,
    }));
  }
}
