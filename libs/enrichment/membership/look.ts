import type { AnalyzerContext } from '../analyzer';
import { sharedThings, type SharedThings, type SharingRule } from '../sharing/shared-things';
import { bursts, type BurstRule } from './lives';
import { creations, exchangesByPhase } from './moments';
import { coverageOf, schedulePhases, type ScheduleRule } from './schedule';

/** What the campaign is known by at one time: what its accounts share, when they act, how they came. */
export interface Look {
  shared: SharedThings;
  /** Phases of the hour at which the core's requests start together, and the share of the hour that they are. */
  phases: readonly number[];
  coverage: number;
  /** Windows of time in which accounts of the core were created together. */
  burstWindows: readonly number[];
}

/** The look at the case as detectors named it, which earlier analyzers have taken. */
export function firstLook({ resultOf }: AnalyzerContext<unknown>): Look {
  const timing = resultOf('synchronised-timing') as { phases: number[]; coverage: number };
  const lives = resultOf('lifecycle') as { bursts: { windows: number[] } };
  return {
    shared: resultOf('shared-infrastructure') as unknown as SharedThings,
    phases: timing.phases,
    coverage: timing.coverage,
    burstWindows: lives.bursts.windows,
  };
}

/**
 * Looks again by the same rules, with what was learned.
 * @param known accounts of the case, and those outside that plainly belong to the campaign, in byte order
 * @param isOfOthers whether a template hash turned out to be others'
 */
export async function lookAgain(
  { ask, freeze, resultOf }: AnalyzerContext<unknown>,
  known: readonly string[],
  isOfOthers: (hash: string) => boolean,
): Promise<Look> {
  const accounts = await freeze('accounts', known);
  const engine: Pick<AnalyzerContext<unknown>, 'ask' | 'freeze'> = {
    freeze,
    ask: (sql, params) => ask(sql, { ...params, accounts }),
  };
  const ruleOf = <T>(name: Parameters<typeof resultOf>[0]): T => resultOf(name)['rule'] as T;
  const shared = await sharedThings(engine, known, ruleOf<SharingRule>('shared-infrastructure'), isOfOthers);
  const core = shared.core.set;
  const { inside, outside } = await exchangesByPhase(engine, core);
  const phases = schedulePhases(inside, outside, ruleOf<ScheduleRule>('synchronised-timing'));
  return {
    shared,
    phases,
    coverage: coverageOf(phases),
    burstWindows: bursts(await creations(engine, core), ruleOf<BurstRule>('lifecycle')).map(
      ({ window }) => window,
    ),
  };
}
