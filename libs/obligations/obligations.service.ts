import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { assertTransition, Clock, findById, invalidInput, lockById } from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import { Cases } from '@app/cases';
import { regimeById } from './catalogue';
import { type DerivedClock, deriveClocks } from './derivation';
import type { Determination } from './determination.entity';
import { Obligation } from './obligation.entity';
import { OBLIGATION_TRANSITIONS, type ObligationState } from './obligation-state';
import { knownFacts, standingDeterminations } from './obligations.queries';

const keyOf = (o: { regimeId: string; stage: string; occurrence: number }): string =>
  `${o.regimeId}/${o.stage}/${o.occurrence}`;

/** The clocks that run for a case. */
@Injectable()
export class Obligations {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly cases: Cases,
  ) {}

  /** Obligations of a case and of those merged into it, also those that have ended; by due instant, waiting ones last. @throws NotFoundError */
  async ofCase(db: EntityManager, caseId: string): Promise<Obligation[]> {
    return db.find(Obligation, {
      where: { caseId: In(await this.cases.familyOf(db, caseId)) },
      order: { dueConservative: { direction: 'ASC', nulls: 'LAST' }, id: 'ASC' },
    });
  }

  /**
   * Records that the report went out; whatever the regime asks for after it starts to run.
   * @param at when it went out; the next stage counts from it
   * @throws NotFoundError, IllegalTransitionError, InvalidInputError
   */
  fulfil(actor: Actor, id: string, input: { at: Date; reference: string }): Promise<Obligation> {
    return this.db.transaction(async (tx) => {
      // The case first, as whoever derives takes them: the other way round two acts could wait for each other.
      await this.cases.lock(tx, (await findById(tx, Obligation, id)).caseId);
      const obligation = await lockById(tx, Obligation, id);
      const now = this.clock.now();
      assertTransition<ObligationState>(OBLIGATION_TRANSITIONS, obligation.state, 'fulfilled');
      if (input.at > now) throw invalidInput([{ pointer: '/at', detail: 'is in the future' }]);
      const { at: fulfilledAt, reference: fulfilledReference } = input;
      await tx.update(
        Obligation,
        { id },
        { state: 'fulfilled', endedAt: now, fulfilledAt, fulfilledReference, fulfilledByName: actor.name },
      );
      const { caseId, regimeId, stage, dueConservative } = obligation;
      const details = {
        regimeId,
        stage,
        fulfilledAt,
        fulfilledReference,
        isLate: dueConservative !== null && fulfilledAt > dueConservative,
      };
      await this.audit.record(tx, actor, { action: 'obligation.fulfilled', subjectId: id, caseId, details });
      await this.derive(tx, actor, caseId);
      return tx.findOneByOrFail(Obligation, { id });
    });
  }

  /**
   * Brings the open obligations of a case into line with its standing determinations, known facts and fulfilments. What
   * changes becomes a new record that points back. The caller holds the case, so that two acts do not derive at once.
   */
  async derive(tx: EntityManager, actor: Actor, caseId: string): Promise<void> {
    await this.cases.lock(tx, caseId);
    const facts = await knownFacts(tx, [caseId]);
    const all = await tx.findBy(Obligation, { caseId });
    const open = new Map(
      all.filter((o) => o.state === 'waiting' || o.state === 'running').map((o) => [keyOf(o), o]),
    );
    for (const determination of await standingDeterminations(tx, [caseId])) {
      const regime = regimeById(determination.regimeId);
      const fulfilled = all.filter((o) => o.regimeId === regime.id && o.state === 'fulfilled');
      for (const clock of deriveClocks({ regime, determination, facts, fulfilled })) {
        const derived = this.toObligation(determination, regime.zone, clock);
        const standing = open.get(keyOf(derived));
        open.delete(keyOf(derived));
        if (standing && isSame(standing, derived)) continue;
        if (standing) await this.end(tx, standing, 'superseded');
        await tx.insert(Obligation, { ...derived, supersedesId: standing?.id ?? null });
        await this.recordStart(tx, actor, derived, standing);
      }
    }
    for (const left of open.values()) {
      await this.end(tx, left, 'withdrawn');
      const details = { regimeId: left.regimeId, stage: left.stage };
      await this.audit.record(tx, actor, {
        action: 'obligation.withdrawn',
        subjectId: left.id,
        caseId,
        details,
      });
    }
  }

  private async end(tx: EntityManager, obligation: Obligation, state: ObligationState): Promise<void> {
    assertTransition<ObligationState>(OBLIGATION_TRANSITIONS, obligation.state, state);
    await tx.update(Obligation, { id: obligation.id }, { state, endedAt: this.clock.now() });
  }

  private recordStart(
    tx: EntityManager,
    actor: Actor,
    derived: Obligation,
    standing?: Obligation,
  ): Promise<void> {
    const { id, caseId, regimeId, stage, state, dueConservative, dueStatutory } = derived;
    const details = {
      regimeId,
      stage,
      state,
      dueConservative,
      dueStatutory,
      supersedes: standing?.id ?? null,
    };
    return this.audit.record(tx, actor, { action: 'obligation.derived', subjectId: id, caseId, details });
  }

  private toObligation(determination: Determination, zone: string, clock: DerivedClock): Obligation {
    const { deadline, waitsFor, ...which } = clock;
    return Object.assign(new Obligation(), {
      ...which,
      id: uuidv7(),
      caseId: determination.caseId,
      determinationId: determination.id,
      regimeId: determination.regimeId,
      regimeVersion: determination.regimeVersion,
      zone,
      dueStatutory: deadline?.dueStatutory ?? null,
      dueConservative: deadline?.dueConservative ?? null,
      basis: deadline?.basis ?? [`Waits for: ${waitsFor ?? ''}`],
      warnings: deadline?.warnings ?? [],
      calendarVersion: deadline?.calendarVersion ?? null,
      state: deadline ? ('running' as const) : ('waiting' as const),
      createdAt: this.clock.now(),
    });
  }
}

/** Whether a new derivation says nothing new. */
function isSame(standing: Obligation, derived: Obligation): boolean {
  const members = ['determinationId', 'factId', 'afterId', 'calendarVersion', 'state'] as const;
  const dues = ['dueStatutory', 'dueConservative'] as const;
  return (
    members.every((m) => standing[m] === derived[m]) &&
    dues.every((m) => standing[m]?.getTime() === derived[m]?.getTime())
  );
}
