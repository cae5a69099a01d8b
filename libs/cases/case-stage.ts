import type { Transitions } from '@app/platform';

/** How far the work on a case is, and where it can go from there. A closed case can be taken up again. */
export const CASE_STAGES = {
  New: ['InProgress', 'Closed'],
  InProgress: ['OnHold', 'Closed'],
  OnHold: ['InProgress', 'Closed'],
  Closed: ['InProgress'],
} as const satisfies Record<string, readonly string[]>;
export type CaseStage = keyof typeof CASE_STAGES;

/** What the work is at present; it moves only while the case is in progress. */
export const CASE_PHASES = {
  Triage: ['Investigation'],
  Investigation: ['Triage', 'Enforcement', 'Notification', 'Monitoring'],
  Enforcement: ['Investigation', 'Notification', 'Monitoring'],
  Notification: ['Investigation', 'Enforcement', 'Monitoring'],
  Monitoring: ['Investigation', 'Enforcement', 'Notification'],
} as const satisfies Record<string, readonly string[]>;
export type CasePhase = keyof typeof CASE_PHASES;

export const STAGE_NAMES = Object.keys(CASE_STAGES) as CaseStage[];
export const PHASE_NAMES = Object.keys(CASE_PHASES) as CasePhase[];

/** Where a case may go next; the console draws its buttons from it. A merged case goes nowhere. */
export function allowedMoves(of: { stage: CaseStage; phase: CasePhase; mergedIntoId: string | null }): {
  stages: CaseStage[];
  phases: CasePhase[];
} {
  if (of.mergedIntoId) return { stages: [], phases: [] };
  const stages: Transitions<CaseStage> = CASE_STAGES;
  const phases: Transitions<CasePhase> = CASE_PHASES;
  return { stages: [...stages[of.stage]], phases: of.stage === 'InProgress' ? [...phases[of.phase]] : [] };
}
