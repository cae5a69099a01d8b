import { Temporal } from 'temporal-polyfill';
import { notInForce } from './catalogue';
import { civilDay } from './clock';
import { earliest } from './derivation';
import type { Fact } from './fact.entity';
import type { DeterminationResult, Regime } from './regime';

/** What the catalogue expects of a regime in a case. Never recorded by itself: a person accepts or changes it. */
export interface SuggestedDetermination {
  regimeId: string;
  regimeVersion: string;
  title: string;
  result: DeterminationResult;
  because: string;
  reopenIf: string | null;
  targetDate: string | null;
}

/** The facts as a suggestion reads them. */
type Known = readonly Pick<Fact, 'key' | 'at'>[];

/**
 * The expected determination of a regime for a case of this kind.
 * @param openedAt stands in for the case's dates while no fact is recorded
 */
export function suggest(
  regime: Regime,
  caseKind: string,
  facts: Known,
  openedAt: Date,
): SuggestedDetermination {
  const expected = regime.suggestions[caseKind];
  const shown = {
    regimeId: regime.id,
    regimeVersion: regime.version,
    title: regime.title,
    reopenIf: expected?.reopenIf ?? null,
    targetDate: null,
  };
  const outOfForce = notInForce(regime, caseDay(regime, facts, openedAt));
  if (outOfForce)
    return {
      ...shown,
      result: 'not_applicable',
      because: [outOfForce, expected?.because ?? []].flat().join(' '),
    };
  if (!expected)
    return {
      ...shown,
      result: 'undetermined',
      because: 'The catalogue expects nothing of this kind of case: for counsel.',
    };
  const { unless, target } = expected;
  const turning = unless && earliest(facts, unless.fact);
  if (unless && turning && turning.at >= new Date(unless.atOrAfter))
    return { ...shown, result: unless.result, because: unless.because };
  const targetFact = target && earliest(facts, target.fact);
  const targetDate =
    target && targetFact
      ? Temporal.PlainDate.from(civilDay(targetFact.at, regime.zone)).add({ days: target.days }).toString()
      : null;
  return { ...shown, result: expected.result, because: expected.because, targetDate };
}

/** The last civil day on which the case's activity is known: a regime that came into force during it counts. */
function caseDay(regime: Regime, facts: Known, openedAt: Date): string {
  const past = facts.filter((fact) => fact.key !== 'hearing_date').map((fact) => fact.at.getTime());
  return civilDay(past.length > 0 ? new Date(Math.max(...past)) : openedAt, regime.zone);
}
