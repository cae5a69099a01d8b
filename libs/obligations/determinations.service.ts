import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock, type FieldError, invalidInput } from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import { Cases } from '@app/cases';
import { regimeById, REGIMES } from './catalogue';
import { Determination } from './determination.entity';
import { RegimeNotInForceError } from './obligations.problems';
import { knownFacts, standingDeterminations } from './obligations.queries';
import { Obligations } from './obligations.service';
import type { DeterminationResult, Regime } from './regime';
import { suggest, type SuggestedDetermination } from './suggestion';

/** A decision as a person sends it. */
export interface DeterminationInput {
  regimeId: string;
  result: DeterminationResult;
  because: string;
  reopenIf?: string | undefined;
  targetDate?: string | undefined;
  stages?: string[] | undefined;
}

/** Decisions whether regimes apply to a case. */
@Injectable()
export class Determinations {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly cases: Cases,
    private readonly obligations: Obligations,
  ) {}

  /** Records a decision; it supersedes the one before, and the clocks follow. @throws NotFoundError, RegimeNotInForceError, InvalidInputError */
  determine(actor: Actor, caseId: string, input: DeterminationInput): Promise<Determination> {
    const regime = regimeById(input.regimeId);
    assertFits(regime, input);
    return this.db.transaction(async (tx) => {
      await this.cases.lock(tx, caseId);
      const before = (await standingDeterminations(tx, [caseId])).find(
        (standing) => standing.regimeId === regime.id,
      );
      const determination = tx.create(Determination, {
        id: uuidv7(),
        caseId,
        regimeId: regime.id,
        regimeVersion: regime.version,
        result: input.result,
        because: input.because,
        reopenIf: input.reopenIf ?? null,
        targetDate: input.targetDate ?? null,
        stages: input.stages ?? null,
        supersedesId: before?.id ?? null,
        determinedAt: this.clock.now(),
        determinedBy: actor.id,
        determinedByName: actor.name,
      });
      await tx.insert(Determination, determination);
      const details = {
        regimeId: regime.id,
        regimeVersion: regime.version,
        result: input.result,
        because: input.because,
        supersedes: before?.id ?? null,
      };
      await this.audit.record(tx, actor, {
        action: 'determination.recorded',
        subjectId: determination.id,
        caseId,
        details,
      });
      await this.obligations.derive(tx, actor, caseId);
      return determination;
    });
  }

  /** Decisions of a case and of those merged into it, newest first; only those that stand unless all are asked for. @throws NotFoundError */
  async list(caseId: string, isAll: boolean): Promise<Determination[]> {
    const db = this.db.manager;
    const family = await this.cases.familyOf(db, caseId);
    if (!isAll) return standingDeterminations(db, family);
    return db.find(Determination, {
      where: { caseId: In(family) },
      order: { determinedAt: 'DESC', id: 'DESC' },
    });
  }

  /** What the catalogue expects of each regime in this case. Records nothing. @throws NotFoundError */
  async suggested(caseId: string): Promise<SuggestedDetermination[]> {
    const db = this.db.manager;
    const { kind, openedAt } = await this.cases.find(db, caseId);
    const facts = await knownFacts(db, await this.cases.familyOf(db, caseId));
    return REGIMES.map((regime) => suggest(regime, kind, facts, openedAt));
  }
}

function assertFits(regime: Regime, input: DeterminationInput): void {
  const errors: FieldError[] = [];
  const mayHaveTarget =
    input.result === 'voluntary' || (input.result === 'applicable' && regime.stages.length === 0);
  if (input.targetDate && !mayHaveTarget) {
    errors.push({ pointer: '/targetDate', detail: 'is set only where the regime has no clock of its own' });
  }
  if (input.stages && input.result !== 'applicable')
    errors.push({ pointer: '/stages', detail: 'is chosen only where the regime applies' });
  for (const [at, key] of (input.stages ?? []).entries()) {
    if (!regime.stages.some((stage) => stage.key === key))
      errors.push({ pointer: `/stages/${at}`, detail: `is no stage of ${regime.id}` });
  }
  if (errors.length > 0) throw invalidInput(errors);
  if (input.result === 'applicable' && (regime.status === 'proposed' || regime.status === 'repealed')) {
    throw new RegimeNotInForceError(`${regime.title} is ${regime.status}.`);
  }
}
