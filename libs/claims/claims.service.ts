import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import {
  assertTransition,
  Clock,
  ConflictError,
  findById,
  invalidInput,
  lockById,
  NotFoundError,
  Outbox,
} from '@app/platform';
import { type Actor, Audit, systemActor } from '@app/audit';
import { Cases } from '@app/cases';
import { Findings } from '@app/enrichment';
import { Snapshots, UsageKeepers } from '@app/usage';
import { ClaimCitation } from './claim-citation.entity';
import { ClaimCounter, type Counted, EVERYTHING, type Window } from './claim-counter.service';
import { CLAIM_STATES, type ClaimState } from './claim-state';
import { Claim } from './claim.entity';
import {
  ClaimNotCitableError,
  ClaimSelfApprovalError,
  NotReproducedError,
  QualifierFalseError,
  StaleClaimError,
} from './claims.problems';
import {
  claimsOfFamily,
  countCitations,
  daysOfClaims,
  insertCitations,
  type ListedClaim,
  nextNumber,
} from './claims.queries';
import { compose } from './compose-phrase';
import { computeClaim } from './compute-claim.job';
import { MEASURES } from './measures';
import type { MeasureName } from './measures/measure';
import { isTrueOf, isWellFormed, MEANING, type Phrase, type PhraseTerms } from './phrase';
import { suggestPhrases } from './suggest-phrases';

/** What a person wants to be able to say. */
export interface NewClaim {
  measure: MeasureName;
  snapshotId: string;
  findingId?: string;
  phrase?: PhraseTerms;
  window?: Window;
  supersedesId?: string;
  /** Counts everything in a job rather than before the answer; then without window and phrase. */
  defer?: boolean;
}

/** Figures for prose: each counted from frozen data, counted again by another way, and approved by a second person. */
@Injectable()
export class Claims {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
    private readonly cases: Cases,
    private readonly snapshots: Snapshots,
    private readonly findings: Findings,
    private readonly counter: ClaimCounter,
    keepers: UsageKeepers,
  ) {
    keepers.register(daysOfClaims);
  }

  /**
   * Makes a claim and counts it, at once or in a job. With a phrase, the claim is made only if the phrase is true.
   * @throws NotFoundError, CaseClosedError, InvalidInputError, QualifierFalseError, NothingToMeasureError
   */
  async make(actor: Actor, caseId: string, input: NewClaim): Promise<Claim> {
    assertDeferrable(input);
    assertForward(input.window);
    (await this.cases.find(this.db.manager, caseId)).assertOpen();
    const snapshot = await this.snapshots.find(this.db.manager, input.snapshotId);
    await this.assertRelated(caseId, input);
    const { unit, countingRule } = MEASURES[input.measure];
    const window = input.window ?? EVERYTHING;
    const counted = input.defer
      ? undefined
      : await this.counter.count(caseId, input.measure, snapshot.id, window);
    const phrase = input.phrase && counted ? this.phraseOf(counted.value, input.measure, input.phrase) : null;
    return this.db.transaction(async (tx) => {
      (await this.cases.lock(tx, caseId)).assertOpen();
      const claim = tx.create(Claim, {
        id: uuidv7(),
        caseId,
        number: await nextNumber(tx, caseId),
        measure: input.measure,
        unit,
        countingRule,
        snapshotId: snapshot.id,
        findingId: input.findingId ?? null,
        asOf: snapshot.takenAt,
        ...(counted ?? NOT_COUNTED),
        phrase,
        reproduction: null,
        state: counted ? 'computed' : 'proposed',
        createdBy: actor.id,
        createdAt: this.clock.now(),
        phrasedBy: phrase ? actor.id : null,
        approvedBy: null,
        approvedAt: null,
        approvedHash: null,
        supersedesId: input.supersedesId ?? null,
        isSuperseded: false,
      });
      await tx.insert(Claim, claim);
      await this.record(tx, actor, 'claim.proposed', claim, {
        measure: claim.measure,
        snapshotId: claim.snapshotId,
      });
      if (counted) await this.recordCount(tx, actor, claim, counted);
      else await this.outbox.add(tx, computeClaim, { claimId: claim.id });
      return claim;
    });
  }

  /** Counts a proposed claim; one that was counted stays as it is. */
  async compute(id: string): Promise<void> {
    const proposed = await this.find(this.db.manager, id);
    if (proposed.state !== 'proposed') return;
    const counted = await this.counter.count(
      proposed.caseId,
      proposed.measure,
      proposed.snapshotId,
      EVERYTHING,
    );
    await this.db.transaction(async (tx) => {
      const claim = await lockById(tx, Claim, id);
      if (claim.state !== 'proposed') return;
      await tx.update(Claim, { id }, { ...counted, state: 'computed' });
      await this.recordCount(tx, systemActor(computeClaim.name), claim, counted);
    });
  }

  /** Chooses the words. @throws NotFoundError, IllegalTransitionError, InvalidInputError, QualifierFalseError */
  async setPhrase(actor: Actor, id: string, terms: PhraseTerms): Promise<Claim> {
    return this.change(id, async (tx, claim) => {
      assertHasValue(claim);
      claim.phrase = this.phraseOf(claim.value, claim.measure, terms);
      claim.phrasedBy = actor.id;
      await tx.update(Claim, { id }, { phrase: claim.phrase, phrasedBy: actor.id });
      await this.record(tx, actor, 'claim.phrased', claim, { ...claim.phrase });
    });
  }

  /**
   * Counts the value by the measure's second way. The same value makes the claim reproduced; once it is, nothing happens.
   * @throws NotFoundError, IllegalTransitionError, NotReproducedError
   */
  async reproduce(actor: Actor, id: string): Promise<Claim> {
    const read = await this.find(this.db.manager, id);
    if (read.state === 'reproduced') return read;
    assertTransition<ClaimState>(CLAIM_STATES, read.state, 'reproduced');
    const reproduction = await this.counter.recount(read.measure, read.parameters!, read.snapshotId);
    const isSame = reproduction.value === read.value;
    const claim = await this.change(id, async (tx, current) => {
      if (current.state !== 'computed') return;
      current.reproduction = reproduction;
      current.state = isSame ? 'reproduced' : 'computed';
      await tx.update(Claim, { id }, { reproduction, state: current.state });
      const details = {
        value: read.value,
        reproduced: reproduction.value,
        queryHash: reproduction.queryHash,
      };
      await this.record(tx, actor, isSame ? 'claim.reproduced' : 'claim.not_reproduced', current, details);
    });
    if (!isSame) {
      const detail = `The first count gave ${read.value}, the second ${reproduction.value ?? 'nothing'}.`;
      throw new NotReproducedError(detail, { value: read.value, reproduced: reproduction.value });
    }
    return claim;
  }

  /**
   * Approves value and words; from then on the claim can be cited, and the one that it supersedes cannot.
   * @param expected hash of the content that the approver read
   * @throws NotFoundError, IllegalTransitionError, ClaimSelfApprovalError, StaleClaimError, ConflictError without a phrase
   */
  async approve(actor: Actor, id: string, expected: string): Promise<Claim> {
    return this.change(id, async (tx, claim) => {
      assertTransition<ClaimState>(CLAIM_STATES, claim.state, 'approved');
      const barred = approvalBarred(actor, claim);
      if (barred) throw new ClaimSelfApprovalError(barred);
      if (!claim.phrase) throw new ConflictError('Choose the words of the claim first.');
      const approvedHash = claim.contentHash;
      if (expected !== approvedHash)
        throw new StaleClaimError('The claim has changed since you read it.', { contentHash: approvedHash });
      const approval = {
        state: 'approved' as const,
        approvedBy: actor.id,
        approvedAt: this.clock.now(),
        approvedHash,
      };
      Object.assign(claim, approval);
      await tx.update(Claim, { id }, approval);
      if (claim.supersedesId) await tx.update(Claim, { id: claim.supersedesId }, { isSuperseded: true });
      await this.record(tx, actor, 'claim.approved', claim, {
        approvedHash,
        value: claim.value,
        text: claim.phrase.text,
      });
    });
  }

  /** Phrases that are true of the claim's value, the best first. @throws NotFoundError, ConflictError before it has one */
  async phrasings(id: string): Promise<Phrase[]> {
    const claim = await this.find(this.db.manager, id);
    assertHasValue(claim);
    return suggestPhrases(claim.value, claim.unit);
  }

  /** @throws NotFoundError */
  find(db: EntityManager, id: string): Promise<Claim> {
    return findById(db, Claim, id);
  }

  /** Every claim of a case and of those merged into it, each with the number that it has in its own. @throws NotFoundError */
  async ofFamily(db: EntityManager, caseId: string): Promise<Claim[]> {
    const where = { caseId: In(await this.cases.familyOf(db, caseId)) };
    return db.find(Claim, { where, order: { number: 'ASC', id: 'ASC' } });
  }

  /** The same with what letters say of them beside: those of the case itself first. */
  forLetters(db: EntityManager, caseId: string): Promise<ListedClaim[]> {
    return claimsOfFamily(db, caseId);
  }

  /** The claims of these ids, in the order asked for. @throws NotFoundError, ClaimNotCitableError unless each is approved and stands */
  async citable(tx: EntityManager, ids: readonly string[]): Promise<Claim[]> {
    // Held until the transaction ends, so that none goes stale while a letter is frozen on it.
    const rows = await tx.find(Claim, {
      where: { id: In([...ids]) },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_read' },
    });
    const found = new Map(rows.map((claim) => [claim.id, claim]));
    const claims = ids.map((id) => {
      const claim = found.get(id);
      if (!claim) throw new NotFoundError(`No claim has the id ${id}.`);
      return claim;
    });
    const faults = claims.filter((claim) => claim.state !== 'approved' || claim.isSuperseded);
    if (faults.length > 0) {
      throw new ClaimNotCitableError(`${faults.length} of ${claims.length} claims cannot be cited.`, {
        claims: faults.map(({ id, number, state, isSuperseded }) => ({ id, number, state, isSuperseded })),
      });
    }
    return claims;
  }

  /** Records that a frozen letter cites claims; again is no change. */
  markCited(tx: EntityManager, ids: readonly string[], letterId: string): Promise<void> {
    return insertCitations(tx, ids, letterId, this.clock.now());
  }

  /** Letters that cite a claim, oldest citation first. */
  async citedBy(db: EntityManager, claimId: string): Promise<string[]> {
    const citations = await db.find(ClaimCitation, {
      where: { claimId },
      order: { citedAt: 'ASC', letterId: 'ASC' },
    });
    return citations.map(({ letterId }) => letterId);
  }

  /** How many letters cite each of these claims; one that none cites is left out. */
  citationsOf(db: EntityManager, claimIds: readonly string[]): Promise<Map<string, number>> {
    return countCitations(db, claimIds);
  }

  /** @throws InvalidInputError for words that do not fit the measure, QualifierFalseError */
  private phraseOf(value: string, measure: MeasureName, terms: PhraseTerms): Phrase {
    const { unit } = MEASURES[measure];
    if (terms.unit !== unit)
      throw invalidInput([{ pointer: '/phrase/unit', detail: `must be ${unit} for ${measure}` }]);
    if (!isWellFormed(terms)) {
      const detail = unit === 'date' ? 'must be a date as YYYY-MM-DD' : 'must be a whole number in digits';
      throw invalidInput([{ pointer: '/phrase/rounded', detail }]);
    }
    if (isTrueOf(value, terms)) return compose(terms);
    const meaning = unit === 'date' ? 'of a date only `exactly` can be said' : MEANING[terms.qualifier];
    const { qualifier, rounded } = terms;
    throw new QualifierFalseError(
      `The value is ${value}; "${qualifier} ${rounded}" is true only when ${meaning}.`,
      { value, qualifier, rounded },
    );
  }

  /** @throws NotFoundError, ConflictError for a finding or claim of another case or one that cannot be superseded */
  private async assertRelated(caseId: string, { findingId, supersedesId, measure }: NewClaim): Promise<void> {
    if (findingId && (await this.findings.find(this.db.manager, findingId)).caseId !== caseId)
      throw new NotFoundError(`The case has no finding with the id ${findingId}.`);
    if (!supersedesId) return;
    const before = await this.find(this.db.manager, supersedesId);
    if (before.caseId !== caseId)
      throw new NotFoundError(`The case has no claim with the id ${supersedesId}.`);
    if (before.measure !== measure)
      throw new ConflictError('A claim supersedes only one of the same measure.');
  }

  /** Holds the claim, refuses once it is approved, and gives it back as it then is. */
  private change(id: string, act: (tx: EntityManager, claim: Claim) => Promise<void>): Promise<Claim> {
    return this.db.transaction(async (tx) => {
      const claim = await lockById(tx, Claim, id);
      if (claim.state === 'approved' || claim.state === 'stale')
        assertTransition<ClaimState>(CLAIM_STATES, claim.state, 'computed');
      await act(tx, claim);
      return claim;
    });
  }

  private recordCount(
    tx: EntityManager,
    actor: Actor,
    claim: Claim,
    { value, queryHash }: Counted,
  ): Promise<void> {
    return this.record(tx, actor, 'claim.computed', claim, {
      value,
      queryHash,
      snapshotId: claim.snapshotId,
    });
  }

  private record(
    tx: EntityManager,
    actor: Actor,
    action: string,
    claim: Claim,
    details: Record<string, unknown>,
  ): Promise<void> {
    return this.audit.record(tx, actor, {
      action,
      subjectId: claim.id,
      caseId: claim.caseId,
      details: { number: claim.number, ...details },
    });
  }
}

/** Why somebody cannot be the second person to a claim. */
export function approvalBarred(
  actor: Actor,
  { createdBy, phrasedBy, number }: Pick<Claim, 'createdBy' | 'phrasedBy' | 'number'>,
): string | null {
  const isOwn = actor.id === createdBy || actor.id === phrasedBy;
  return isOwn ? `You made claim ${number} or chose its words.` : null;
}

const NOT_COUNTED = {
  value: null,
  query: null,
  parameters: null,
  queryHash: null,
  engineVersion: null,
  computedAt: null,
};

function assertHasValue(claim: Claim): asserts claim is Claim & { value: string } {
  if (claim.value === null) throw new ConflictError('The claim has not been counted yet.');
}

/** A phrase or window that were silently left out would make another figure than the one asked for. @throws InvalidInputError */
function assertDeferrable(input: NewClaim): void {
  if (!input.defer) return;
  const faults = (['phrase', 'window'] as const).filter((member) => input[member] !== undefined);
  if (faults.length > 0)
    throw invalidInput(
      faults.map((member) => ({ pointer: `/${member}`, detail: 'cannot be given with `defer`' })),
    );
}

/** A window mistyped backwards would count nothing and look like a figure. @throws InvalidInputError */
function assertForward(window: Window | undefined): void {
  if (window && window.to <= window.from)
    throw invalidInput([{ pointer: '/window/to', detail: 'must be a later day than /window/from' }]);
}
