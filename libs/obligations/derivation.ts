import { type Anchor, type Deadline, deadlineOf, endOfDay } from './clock';
import type { Determination } from './determination.entity';
import type { Fact } from './fact.entity';
import type { Obligation } from './obligation.entity';
import { FACT_KEYS, type FactKey, type Regime, type Stage } from './regime';

/** A clock that a determination calls for at present. `deadline` is null while the fact that starts it is missing. */
export interface DerivedClock {
  stage: string;
  title: string;
  occurrence: number;
  factId: string | null;
  afterId: string | null;
  deadline: Deadline | null;
  /** What it waits for, where it waits. */
  waitsFor: string | null;
}

/** What a derivation looks at. */
export interface DerivationInput {
  regime: Regime;
  determination: Pick<Determination, 'result' | 'targetDate' | 'stages'>;
  /** The case's facts as they are known now: corrected ones are left out. */
  facts: readonly Pick<Fact, 'id' | 'key' | 'at'>[];
  /** The regime's fulfilled obligations in this case. */
  fulfilled: readonly Pick<Obligation, 'id' | 'stage' | 'occurrence' | 'fulfilledAt' | 'title'>[];
}

/** The clocks that are owed and not yet fulfilled. Pure: the same input gives the same clocks. */
export function deriveClocks(input: DerivationInput): DerivedClock[] {
  const { regime, determination } = input;
  const target = targetClock(input);
  if (determination.result !== 'applicable') return target;
  const stages = regime.stages.filter(
    (stage) => !determination.stages || determination.stages.includes(stage.key),
  );
  return [...target, ...stages.flatMap((stage) => stageClocks(input, stage))];
}

/** The earliest fact of a kind: where one is recorded twice, the stricter reading counts. */
export function earliest<F extends Pick<Fact, 'key' | 'at'>>(
  facts: readonly F[],
  key: FactKey,
): F | undefined {
  return facts.filter((fact) => fact.key === key).toSorted((a, b) => a.at.getTime() - b.at.getTime())[0];
}

function targetClock({ regime, determination, fulfilled }: DerivationInput): DerivedClock[] {
  const { result, targetDate } = determination;
  const isDone = fulfilled.some((obligation) => obligation.stage === 'target');
  if (!targetDate || isDone || (result !== 'voluntary' && result !== 'applicable')) return [];
  const due = endOfDay(targetDate, regime.zone);
  const basis = [`Set by the determination: the end of ${targetDate} in ${regime.zone}.`];
  const deadline = { dueStatutory: due, dueConservative: due, basis, warnings: [], calendarVersion: null };
  const none = { factId: null, afterId: null, waitsFor: null };
  return [{ ...none, stage: 'target', title: `${regime.title}: target date`, occurrence: 1, deadline }];
}

function stageClocks(input: DerivationInput, stage: Stage): DerivedClock[] {
  return 'fact' in stage.anchor
    ? clockFromFact(input, stage, stage.anchor.fact)
    : clocksAfterStage(input, stage, stage.anchor.afterStage);
}

function clockFromFact(
  { regime, facts, fulfilled }: DerivationInput,
  stage: Stage,
  key: FactKey,
): DerivedClock[] {
  if (fulfilled.some((obligation) => obligation.stage === stage.key)) return [];
  const limit = stage.notLaterThan;
  const limitFact = limit && earliest(facts, limit.fact);
  const limitAnchor = limitFact && anchorOf(limitFact, regime);
  const shown = { stage: stage.key, title: stage.title, occurrence: 1, afterId: null };
  const fact = earliest(facts, key);
  if (fact) {
    const deadline = deadlineOf(stage, anchorOf(fact, regime), limitAnchor);
    return [{ ...shown, factId: fact.id, deadline, waitsFor: null }];
  }
  // The outer limit runs although the stage's own clock has not begun.
  if (limit && limitFact && limitAnchor) {
    const deadline = deadlineOf({ ...stage, duration: limit.duration }, limitAnchor);
    return [{ ...shown, factId: limitFact.id, deadline, waitsFor: null }];
  }
  if (stage.isConditional) return [];
  return [{ ...shown, factId: null, deadline: null, waitsFor: `${FACT_KEYS[key]} (${key})` }];
}

function clocksAfterStage(
  { regime, facts, fulfilled }: DerivationInput,
  stage: Stage,
  after: string,
): DerivedClock[] {
  const done = fulfilled
    .filter((obligation) => obligation.stage === stage.key)
    .toSorted((a, b) => b.occurrence - a.occurrence)[0];
  if (done && (!stage.recursUntil || earliest(facts, stage.recursUntil))) return [];
  if (stage.recursUntil && earliest(facts, stage.recursUntil)) return [];
  const before =
    done ??
    fulfilled
      .filter((obligation) => obligation.stage === after || obligation.stage.startsWith(`${after}_`))
      .toSorted((a, b) => a.fulfilledAt!.getTime() - b.fulfilledAt!.getTime())[0];
  if (!before?.fulfilledAt) return [];
  const anchor = { at: before.fulfilledAt, zone: regime.zone, what: `fulfilled: ${before.title}` };
  const occurrence = done ? done.occurrence + 1 : 1;
  const deadline = deadlineOf(stage, anchor);
  return [
    {
      stage: stage.key,
      title: stage.title,
      occurrence,
      factId: null,
      afterId: before.id,
      deadline,
      waitsFor: null,
    },
  ];
}

const anchorOf = (fact: Pick<Fact, 'key' | 'at'>, regime: Regime): Anchor => ({
  at: fact.at,
  zone: regime.zone,
  what: FACT_KEYS[fact.key],
});
