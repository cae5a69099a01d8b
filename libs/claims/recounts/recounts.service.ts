import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In, LessThan } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import {
  assertTransition,
  Clock,
  ConflictError,
  contentHash,
  decodeCursor,
  findById,
  invalidInput,
  lockById,
  NotFoundError,
  Outbox,
  type Page,
  type PageQuery,
  toPage,
} from '@app/platform';
import { type Actor, Audit, systemActor } from '@app/audit';
import { Cases } from '@app/cases';
import { isUncountable, type Snapshot, Snapshots } from '@app/usage';
import { ClaimCounter } from '../claim-counter.service';
import { CLAIM_STATES, type ClaimState } from '../claim-state';
import { Claim } from '../claim.entity';
import { MEASURES } from '../measures';
import { ClaimRecount } from './claim-recount.entity';
import { flagLetters } from './flag-letters.job';
import { outcomeOf, stateAfter } from './recount-outcome';
import { recountClaim } from './recount-claim.job';
import { claimsToRecount, insertRecounts } from './recounts.queries';

/** How many claims one request has counted at most; asked again it goes on with the rest. */
const MOST_CLAIMS = 5_000;

/** A recount with the claim that it is of. */
export interface RecountOfClaim {
  recount: ClaimRecount;
  claim: Claim;
}

/** Which claims to count anew, and on what. */
export interface ManyRecounts {
  /** The latest unless said. */
  snapshotId?: string | undefined;
  /** Those of this case and of the cases merged into it; all there are unless said. */
  caseId?: string | undefined;
}

/** Counts approved claims on later data: whether their words are still true. */
@Injectable()
export class Recounts {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
    private readonly cases: Cases,
    private readonly snapshots: Snapshots,
    private readonly counter: ClaimCounter,
  ) {}

  /**
   * Has a claim counted on a snapshot, in a job. What was counted on the same data before is answered again.
   * @throws NotFoundError, ConflictError before it is approved, InvalidInputError for an earlier snapshot than its own
   */
  async request(actor: Actor, claimId: string, snapshotId?: string): Promise<RecountOfClaim> {
    return this.db.transaction(async (tx) => {
      const [claim, snapshot] = await Promise.all([
        lockById(tx, Claim, claimId),
        this.chosen(tx, snapshotId),
      ]);
      if (claim.state !== 'approved' && claim.state !== 'stale')
        throw new ConflictError(`The claim is ${claim.state}; only what was approved is counted anew.`);
      const where = { claimId, snapshotId: snapshot.id, outcome: In(['holds', 'fails']) };
      const [own, known] = await Promise.all([
        this.snapshots.find(tx, claim.snapshotId),
        countsRecord(claim) ? null : tx.findOneBy(ClaimRecount, where),
      ]);
      if (snapshot.number < own.number)
        throw invalidInput([{ pointer: '/snapshotId', detail: "is earlier than the claim's own snapshot" }]);
      if (known) return { recount: known, claim };
      const [waiting] = await this.enqueue(tx, actor, snapshot.id, [claimId]);
      if (waiting!.isNew)
        await this.record(tx, actor, 'claim.recount_requested', claim, { snapshotId: snapshot.id });
      return { recount: await findById(tx, ClaimRecount, waiting!.id), claim };
    });
  }

  /**
   * Has every approved claim counted that is of an earlier snapshot, of one case or of all.
   * @returns on which snapshot, how many, and whether there are more
   * @throws NotFoundError
   */
  async requestMany(
    actor: Actor,
    { snapshotId, caseId }: ManyRecounts,
  ): Promise<{ snapshotId: string; requested: number; isMore: boolean }> {
    return this.db.transaction(async (tx) => {
      const [snapshot, caseIds] = await Promise.all([
        this.chosen(tx, snapshotId),
        caseId ? this.cases.familyOf(tx, caseId) : null,
      ]);
      const { id, number: snapshotNumber } = snapshot;
      const limit = MOST_CLAIMS + 1;
      const found = await claimsToRecount(tx, { snapshotId: id, snapshotNumber, caseIds, limit });
      const waiting = await this.enqueue(tx, actor, id, found.slice(0, MOST_CLAIMS));
      const added = waiting.filter((each) => each.isNew).map((each) => each.id);
      if (added.length > 0)
        await this.audit.record(tx, actor, {
          action: 'snapshot.recounts_requested',
          subjectId: id,
          ...(caseId ? { caseId } : {}),
          details: { snapshotId: id, count: added.length, recountsHash: contentHash(added.sort()) },
        });
      return { snapshotId: id, requested: waiting.length, isMore: found.length > MOST_CLAIMS };
    });
  }

  /** Counts what waits, in both ways, and says what it means for the claim; what was counted stays as it is. */
  async count(id: string): Promise<void> {
    const waiting = await findById(this.db.manager, ClaimRecount, id);
    if (waiting.state !== 'waiting') return;
    const claim = await findById(this.db.manager, Claim, waiting.claimId);
    const again = await this.counter.countAgain(claim, waiting.snapshotId).catch((error: unknown) => {
      if (isUncountable(error)) return NOT_COUNTABLE;
      throw error;
    });
    await this.db.transaction(async (tx) => {
      const held = await lockById(tx, Claim, claim.id);
      const recount = await lockById(tx, ClaimRecount, id);
      if (recount.state !== 'waiting') return;
      const outcome =
        again === NOT_COUNTABLE ? 'unclear' : outcomeOf(held.phrase!, again.value, again.reproduced);
      const state = 'counted' as const;
      await tx.update(ClaimRecount, { id }, { ...again, state, outcome, countedAt: this.clock.now() });
      const actor = systemActor(recountClaim.name);
      const { value, reproduced } = again;
      const details = { snapshotId: recount.snapshotId, before: held.value, value, reproduced, outcome };
      await this.record(tx, actor, 'claim.recounted', held, details);
      const next = stateAfter(held.state, outcome);
      if (next === held.state) return;
      assertTransition<ClaimState>(CLAIM_STATES, held.state, next);
      await tx.update(Claim, { id: held.id }, { state: next });
      await this.record(tx, actor, 'claim.went_stale', held, { ...details, text: held.phrase!.text });
      await this.outbox.add(tx, flagLetters, { recountId: id });
    });
  }

  /** The recounts of a claim, latest first. @throws NotFoundError */
  async list(claimId: string, page: PageQuery): Promise<Page<RecountOfClaim>> {
    const claim = await findById(this.db.manager, Claim, claimId);
    const before = page.cursor ? { id: LessThan(String(decodeCursor(page.cursor, 1)[0])) } : {};
    const rows = await this.db.manager.find(ClaimRecount, {
      where: { claimId, ...before },
      order: { id: 'DESC' },
      take: page.limit + 1,
    });
    return toPage(
      rows,
      page.limit,
      (row) => [row.id],
      (recount) => ({ recount, claim }),
    );
  }

  /** A recount and its claim. @throws NotFoundError */
  async find(db: EntityManager, id: string): Promise<RecountOfClaim> {
    const recount = await findById(db, ClaimRecount, id);
    return { recount, claim: await findById(db, Claim, recount.claimId) };
  }

  /** Writes recounts down and has them done; one that waits already is done once, however often it is asked for. */
  private async enqueue(
    tx: EntityManager,
    actor: Actor,
    snapshotId: string,
    claimIds: readonly string[],
  ): Promise<{ id: string; isNew: boolean }[]> {
    const by = { id: actor.id, name: actor.name, at: this.clock.now() };
    const rows = claimIds.map((claimId) => ({ id: uuidv7(), claimId }));
    const waiting = await insertRecounts(tx, snapshotId, rows, by);
    await this.outbox.addAll(
      tx,
      recountClaim,
      waiting.map(({ id }) => ({ recountId: id })),
    );
    return waiting;
  }

  /** @throws NotFoundError */
  private async chosen(db: EntityManager, id: string | undefined): Promise<Snapshot> {
    const found = id ? await this.snapshots.find(db, id) : await this.snapshots.latest(db);
    if (!found) throw new NotFoundError('There is no snapshot yet.');
    return found;
  }

  private record(
    tx: EntityManager,
    actor: Actor,
    action: string,
    { id, caseId, number }: Claim,
    details: Record<string, unknown>,
  ): Promise<void> {
    return this.audit.record(tx, actor, {
      action,
      subjectId: id,
      caseId,
      details: { number, ...details },
    });
  }
}

/** What is left of a recount whose rows are gone, or are others now. */
const NOT_COUNTABLE = { value: null, reproduced: null, parameters: null, queryHash: null };

/** Whether its value moves without the data: what it counts stands in the record. */
const countsRecord = ({ measure }: Claim): boolean => MEASURES[measure].secondQuery.store === 'record';
