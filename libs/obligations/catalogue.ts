import { NotFoundError } from '@app/platform';
import type { FactKey, Regime } from './regime';
import { EU_AI_ACT } from './regimes/eu-ai-act';
import { EU_CYBER } from './regimes/eu-cyber';
import { EU_DSA } from './regimes/eu-dsa';
import { INDUSTRY } from './regimes/industry';
import { US_CALIFORNIA } from './regimes/us-california';
import { US_FEDERAL_REGIMES } from './regimes/us-federal';
import { US_STATES } from './regimes/us-states';

/** Every regime that Docket knows. */
export const REGIMES: readonly Regime[] = [
  ...US_CALIFORNIA,
  ...US_STATES,
  ...US_FEDERAL_REGIMES,
  ...EU_AI_ACT,
  ...EU_CYBER,
  ...EU_DSA,
  ...INDUSTRY,
];

const byId = new Map(REGIMES.map((regime) => [regime.id, regime]));

/** @throws NotFoundError */
export function regimeById(id: string): Regime {
  const regime = byId.get(id);
  if (!regime) throw new NotFoundError(`No regime has the id ${id}.`);
  return regime;
}

/** Why a regime binds nobody on a civil day (YYYY-MM-DD), or undefined where it does or is a custom. */
export function notInForce(regime: Regime, day: string): string | undefined {
  if (regime.status === 'voluntary') return undefined;
  if (regime.status === 'proposed' || regime.status === 'suspended' || regime.status === 'repealed') {
    return `Not in force: ${regime.status}.`;
  }
  if (regime.effectiveFrom === null) return 'Not in force: no date of application is known.';
  return day < regime.effectiveFrom
    ? `Not in force on ${day}: effective from ${regime.effectiveFrom}.`
    : undefined;
}

/** Facts that a regime's clocks start from. */
export function anchorFacts(regime: Regime): FactKey[] {
  const keys = regime.stages.flatMap((stage) => [
    ...('fact' in stage.anchor ? [stage.anchor.fact] : []),
    ...(stage.notLaterThan ? [stage.notLaterThan.fact] : []),
  ]);
  return [...new Set(keys)];
}
