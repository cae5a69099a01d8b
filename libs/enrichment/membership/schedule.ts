import { MOMENT_SECONDS } from '@app/usage';

/** Seconds of one phase of the hour. */
export const PHASE_SECONDS = MOMENT_SECONDS;
/** Phases of an hour: any schedule whose period divides the hour shows in some of them. */
export const PHASES = 3600 / PHASE_SECONDS;

/** When a phase belongs to a schedule. */
export interface ScheduleRule {
  /** How many times the mean of all phases. */
  pileUpFrom: number;
  /** How many times the same ratio outside. */
  liftAtLeast: number;
}

/** Standard deviations by which a pile must stand above chance. */
const SIGMAS = 4;

/** Phases at which requests pile up inside and do not outside, ascending; a few requests never make a pile. */
export function schedulePhases(
  inside: readonly number[],
  outside: readonly number[],
  rule: ScheduleRule,
): number[] {
  const mean = inside.reduce((a, b) => a + b, 0) / PHASES;
  const meanOutside = outside.reduce((a, b) => a + b, 0) / PHASES;
  return inside.flatMap((count, phase) => {
    const ratio = mean > 0 ? count / mean : 0;
    const ratioOutside = meanOutside > 0 ? outside[phase]! / meanOutside : 1;
    const isPile = ratio >= rule.pileUpFrom && count - mean >= SIGMAS * Math.sqrt(Math.max(1, mean));
    return isPile && ratio >= rule.liftAtLeast * ratioOutside ? [phase] : [];
  });
}

/** Share of the hour that these phases make up: what chance would give of a count. */
export const coverageOf = (phases: readonly number[]): number =>
  Math.round((phases.length / PHASES) * 10_000) / 10_000;
