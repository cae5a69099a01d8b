import { defineAnalyzer } from '../analyzer';
import { exchangesByPhase } from '../membership/moments';
import { coverageOf, PHASE_SECONDS, schedulePhases } from '../membership/schedule';

/** Looks for a schedule: moments of the hour at which the core's requests pile up and nobody else's do. */
export const synchronisedTiming = defineAnalyzer({
  name: 'synchronised-timing',
  version: 2,
  question: 'At which moments of the hour do the requests of the campaign start together?',
  defaults: { pileUpFrom: 2, liftAtLeast: 2 },
  needs: ['shared-infrastructure'],
  async run(context) {
    const { parameters, resultOf } = context;
    const { set: core } = resultOf('shared-infrastructure')['core'] as { set: string };
    const { inside, outside } = await exchangesByPhase(context, core);
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
        coverage: coverageOf(phases),
        share: within(inside),
        shareOutside: within(outside),
        rule: parameters,
      },
    };
  },
});
