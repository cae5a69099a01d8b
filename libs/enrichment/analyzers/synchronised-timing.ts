import { USAGE_AT } from '@app/usage';
import { defineAnalyzer } from '../analyzer';
import { IS_EXCHANGE, isOf, PHASE } from '../sql';
import { PHASE_SECONDS, PHASES, schedulePhases } from '../membership/schedule';

const BY_PHASE = `
  SELECT ${PHASE} AS phase, countIf(${isOf('core')}) AS inside, count() - inside AS outside
  FROM ${USAGE_AT} WHERE ${IS_EXCHANGE}
  GROUP BY phase
  ORDER BY phase`;

/** Looks for a schedule: moments of the hour at which the core's requests pile up and nobody else's do. */
export const synchronisedTiming = defineAnalyzer({
  name: 'synchronised-timing',
  version: 1,
  question: 'At which moments of the hour do the requests of the campaign start together?',
  defaults: { pileUpFrom: 2, liftAtLeast: 2 },
  needs: ['shared-infrastructure'],
  async run({ parameters, ask, resultOf }) {
    const { set: core } = resultOf('shared-infrastructure')['core'] as { set: string };
    const rows = await ask<Record<'phase' | 'inside' | 'outside', number | string>>(BY_PHASE, { core });
    const inside = Array<number>(PHASES).fill(0);
    const outside = Array<number>(PHASES).fill(0);
    for (const row of rows) {
      inside[Number(row.phase)] = Number(row.inside);
      outside[Number(row.phase)] = Number(row.outside);
    }
    const phases = schedulePhases(inside, outside, parameters);
    const within = (counts: readonly number[]): number => {
      const all = counts.reduce((a, b) => a + b, 0);
      const at = phases.reduce((sum, phase) => sum + counts[phase]!, 0);
      return all > 0 ? Math.round((at / all) * 10_000) / 10_000 : 0;
    };
    return {
      result: {
        phaseSeconds: PHASE_SECONDS,
        phases,
        moments: phases.map((phase) => ({
          at: `${String(Math.floor((phase * PHASE_SECONDS) / 60)).padStart(2, '0')}:${String((phase * PHASE_SECONDS) % 60).padStart(2, '0')}`,
          exchanges: inside[phase]!,
        })),
        /** Share of the hour that the moments make up: what chance would give. */
        coverage: Math.round((phases.length / PHASES) * 10_000) / 10_000,
        share: within(inside),
        shareOutside: within(outside),
      },
    };
  },
});
