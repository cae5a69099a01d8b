import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import {
  Clock,
  ConflictError,
  type FieldError,
  findById,
  invalidInput,
  lockById,
  NotFoundError,
} from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import { Case } from '../case.entity';
import {
  ABOUTS,
  type AssertedConfidence,
  type Matter,
  matterKey,
  type Reliability,
  type SourceKind,
} from './assertion-terms';
import { Assertion, standing, valueColumns } from './assertion.entity';
import { assertionsOf, evidenceOf } from './assertions.queries';
import { type Conflict, conflictsAmong } from './conflicts';
import { type GivenMatter, isSourceUrl, readAssertion } from './read-assertion';

/** An assertion as a person records it. */
export interface NewAssertion extends GivenMatter {
  topic?: string;
  statement: string;
  speaker?: string;
  source: { kind: SourceKind; publisher: string; title?: string; url?: string; publishedOn?: string };
  reliability?: Reliability;
  credibility?: number;
  confidence?: AssertedConfidence;
  evidenceId?: string;
  supersedesId?: string;
  contradictsId?: string;
}

/** What is asserted of one thing, and whether it can all be true. */
export interface AssertedMatter extends Matter {
  conflicts: Conflict[];
  /** The one that the lab goes by. */
  preferredId: string | null;
  assertions: Assertion[];
}

/** No case needs more; with this bound all of a case are read at once. */
const MAX_ASSERTIONS = 500;
const DAY = 86_400_000;
const NOT_PREFERRED = { preferredBy: null, preferredByName: null, preferredAt: null, preferredReason: null };

/** What sources say of cases: who says it, where, and whether it can all be true. */
@Injectable()
export class Assertions {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** Records what sources say, all or nothing; also of a closed case. @throws NotFoundError, InvalidInputError, CaseClosedError, ConflictError */
  async record(actor: Actor, caseId: string, inputs: readonly NewAssertion[]): Promise<Assertion[]> {
    const recorded = inputs.map((input) => this.make(actor, caseId, input));
    const faults = recorded.flatMap(({ faults: ofOne }, i) => ofOne.map((one) => within(i, one)));
    if (faults.length > 0) throw invalidInput(faults);
    const rows = recorded.map(({ assertion }) => assertion);
    return this.db.transaction(async (tx) => {
      const before = await this.holdCase(tx, caseId);
      if (before.filter((one) => one.caseId === caseId).length + rows.length > MAX_ASSERTIONS)
        throw new ConflictError(`A case has at most ${MAX_ASSERTIONS} assertions.`);
      await this.assertFits(tx, caseId, rows, standing(before));
      await tx.insert(Assertion, rows);
      const superseded = new Set(rows.map((row) => row.supersedesId));
      const dropped = before.filter((one) => one.preferredAt && superseded.has(one.id));
      if (dropped.length > 0)
        await tx.update(Assertion, { id: In(dropped.map((one) => one.id)) }, NOT_PREFERRED);
      await this.audit.recordAll(
        tx,
        actor,
        rows.map((row, i) => ({
          action: 'case.assertion_recorded',
          subjectId: caseId,
          caseId,
          details: { assertionId: row.id, ...inputs[i] },
        })),
      );
      return rows;
    });
  }

  /** Takes an assertion back; what it superseded stands again, and the lab does not go by it. @throws NotFoundError, CaseClosedError, ConflictError */
  async retract(actor: Actor, caseId: string, id: string, reason: string): Promise<Assertion> {
    return this.db.transaction(async (tx) => {
      const one = find(await this.holdCase(tx, caseId), id);
      if (one.retractedAt) throw new ConflictError('The assertion is retracted already.');
      const change = {
        retractedBy: actor.id,
        retractedAt: this.clock.now(),
        retractedReason: reason,
        ...NOT_PREFERRED,
      };
      await this.change(tx, actor, one, { change, caseId, action: 'case.assertion_retracted', reason });
      return one;
    });
  }

  /** Lets the lab go by this assertion instead of another on its matter; said twice it is done once. @throws NotFoundError, CaseClosedError, ConflictError */
  async prefer(actor: Actor, caseId: string, id: string, reason: string): Promise<Assertion> {
    return this.db.transaction(async (tx) => {
      const all = await this.holdCase(tx, caseId);
      const one = find(all, id);
      if (!standing(all).includes(one))
        throw new ConflictError('The assertion is retracted or superseded: the lab cannot go by it.');
      if (one.preferredAt && one.preferredReason === reason) return one;
      const others = all.filter((other) => other.matter === one.matter && other.preferredAt && other !== one);
      if (others.length > 0)
        await tx.update(Assertion, { id: In(others.map((other) => other.id)) }, NOT_PREFERRED);
      const change = {
        preferredBy: actor.id,
        preferredByName: actor.name,
        preferredAt: this.clock.now(),
        preferredReason: reason,
      };
      await this.change(tx, actor, one, { change, caseId, action: 'case.assertion_preferred', reason });
      return one;
    });
  }

  /** Lets the lab go by it no longer. @throws NotFoundError, CaseClosedError, ConflictError */
  async unprefer(actor: Actor, caseId: string, id: string, reason: string): Promise<Assertion> {
    return this.db.transaction(async (tx) => {
      const one = find(await this.holdCase(tx, caseId), id);
      if (!one.preferredAt) throw new ConflictError('The lab does not go by this assertion.');
      const change = NOT_PREFERRED;
      await this.change(tx, actor, one, { change, caseId, action: 'case.assertion_unpreferred', reason });
      return one;
    });
  }

  /** By matter, as known at `asOf` (now unless given); what stands, or all that was recorded. @throws NotFoundError */
  async list(caseId: string, o: { asOf?: Date | undefined; isAll: boolean }): Promise<AssertedMatter[]> {
    await findById(this.db.manager, Case, caseId);
    const all = await assertionsOf(this.db.manager, caseId);
    const stands = standing(all, o.asOf);
    const shown = o.isAll ? all.filter((one) => !o.asOf || one.recordedAt <= o.asOf) : stands;
    const keys = [...new Set(shown.map((one) => one.matter))];
    const rank = (key: string): number => ABOUTS.indexOf(key.slice(0, key.indexOf('/')) as Matter['about']);
    return keys
      .sort((a, b) => rank(a) - rank(b))
      .map((key) =>
        matterOf(
          shown.filter((one) => one.matter === key),
          stands.filter((one) => one.matter === key),
        ),
      );
  }

  /** Holds the case, which must stand by itself, and reads all that was ever asserted of it. */
  private async holdCase(tx: EntityManager, caseId: string): Promise<Assertion[]> {
    const subject = await lockById(tx, Case, caseId);
    if (subject.mergedIntoId) subject.assertOpen();
    return assertionsOf(tx, caseId);
  }

  private async change(
    tx: EntityManager,
    actor: Actor,
    one: Assertion,
    o: { change: Partial<Assertion>; caseId: string; action: string; reason: string },
  ): Promise<void> {
    Object.assign(one, o.change);
    await tx.update(Assertion, { id: one.id }, o.change);
    await this.audit.record(tx, actor, {
      action: o.action,
      subjectId: o.caseId,
      caseId: o.caseId,
      details: { assertionId: one.id, about: one.about, reason: o.reason },
    });
  }

  private make(
    actor: Actor,
    caseId: string,
    input: NewAssertion,
  ): { assertion: Assertion; faults: FieldError[] } {
    const { unit, value, faults } = readAssertion(input);
    const { source, about } = input;
    if (source.url !== undefined && !isSourceUrl(source.url))
      faults.push({ pointer: '/source/url', detail: 'must be an http or https address without credentials' });
    // A civil day begins up to 14 hours before that of UTC.
    const latest = new Date(this.clock.now().getTime() + DAY).toISOString().slice(0, 10);
    if (source.publishedOn && (source.publishedOn > latest || source.publishedOn < '1900'))
      faults.push({ pointer: '/source/publishedOn', detail: 'lies in the future or before 1900' });
    const matter = { about, topic: input.topic ?? null, unit, per: input.per ?? null };
    const assertion = this.db.manager.create(Assertion, {
      id: uuidv7(),
      caseId,
      ...matter,
      matter: matterKey(matter),
      statement: input.statement,
      stance: input.stance ?? 'asserts',
      speaker: input.speaker ?? null,
      ...valueColumns(value),
      sourceKind: source.kind,
      sourcePublisher: source.publisher,
      sourceTitle: source.title ?? null,
      sourceUrl: source.url ?? null,
      sourcePublishedOn: source.publishedOn ?? null,
      reliability: input.reliability ?? null,
      credibility: input.credibility ?? null,
      confidence: input.confidence ?? null,
      evidenceId: input.evidenceId ?? null,
      supersedesId: input.supersedesId ?? null,
      contradictsId: input.contradictsId ?? null,
      recordedBy: actor.id,
      recordedByName: actor.name,
      recordedAt: this.clock.now(),
      retractedBy: null,
      retractedAt: null,
      retractedReason: null,
      ...NOT_PREFERRED,
    });
    return { assertion, faults };
  }

  /** @throws InvalidInputError where it names evidence or another assertion that it cannot */
  private async assertFits(
    tx: EntityManager,
    caseId: string,
    rows: readonly Assertion[],
    stands: readonly Assertion[],
  ): Promise<void> {
    const evidence = await evidenceOf(
      tx,
      caseId,
      rows.flatMap((row) => row.evidenceId ?? []),
    );
    const byId = new Map(stands.map((one) => [one.id, one]));
    const taken = new Set<string>();
    const faults = rows.flatMap((row, i) => {
      const ofOne: FieldError[] = [];
      const { evidenceId, supersedesId, contradictsId, about, matter } = row;
      if (evidenceId && !evidence.has(evidenceId))
        ofOne.push({ pointer: '/evidenceId', detail: 'is no evidence item of this case' });
      if (supersedesId && (byId.get(supersedesId)?.about !== about || taken.has(supersedesId)))
        ofOne.push({
          pointer: '/supersedesId',
          detail: `is no assertion about ${about} of this case that stands at present`,
        });
      if (contradictsId && (byId.get(contradictsId)?.matter !== matter || contradictsId === supersedesId))
        ofOne.push({
          pointer: '/contradictsId',
          detail: 'is no other assertion on the same matter that stands at present',
        });
      if (supersedesId) taken.add(supersedesId);
      return ofOne.map((one) => within(i, one));
    });
    if (faults.length > 0) throw invalidInput(faults);
  }
}

/** @throws NotFoundError */
function find(all: readonly Assertion[], id: string): Assertion {
  const one = all.find((other) => other.id === id);
  if (!one) throw new NotFoundError(`The case has no assertion with the id ${id}.`);
  return one;
}

const within = (i: number, { pointer, detail }: FieldError): FieldError => ({
  pointer: `/assertions/${i}${pointer}`,
  detail,
});

function matterOf(shown: Assertion[], stands: readonly Assertion[]): AssertedMatter {
  const { about, topic, unit, per } = shown[0]!;
  // Two cases that were merged may each have had one: the later decision counts.
  const preferred = stands
    .filter((one) => one.preferredAt)
    .sort((a, b) => b.preferredAt!.getTime() - a.preferredAt!.getTime())[0];
  return {
    about,
    topic,
    unit,
    per,
    conflicts: conflictsAmong(
      { unit, per },
      stands.map((one) => one.said()),
    ),
    preferredId: preferred?.id ?? null,
    assertions: shown,
  };
}
