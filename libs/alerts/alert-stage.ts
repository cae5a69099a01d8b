import type { Transitions } from '@app/platform';

/** Where an alert stands in its handling. */
export const ALERT_STAGES = ['New', 'InProgress', 'Imported', 'Closed'] as const;
export type AlertStage = (typeof ALERT_STAGES)[number];

/**
 * Where each stage may go. Imported means that a case has it, so nobody chooses it by hand; correlation may take an
 * alert that nobody has looked at yet. It stays so when the case closes and reopens; only its case gives it back,
 * by detaching, and then it is in progress.
 */
export const ALERT_TRANSITIONS: Transitions<AlertStage> = {
  New: ['InProgress', 'Imported'],
  InProgress: ['Imported', 'Closed'],
  Imported: [],
  Closed: ['InProgress'],
};

/** Whether a case may take an alert: it is open, and was not sent on trial. */
export const mayJoinCase = ({ stage, sandbox }: { stage: AlertStage; sandbox: boolean }): boolean =>
  !sandbox && ALERT_TRANSITIONS[stage].includes('Imported');

/** Stages that a person may choose. */
export const CHOSEN_STAGES = ['InProgress', 'Closed'] as const satisfies readonly AlertStage[];
export type ChosenStage = (typeof CHOSEN_STAGES)[number];

/** What a closed alert turned out to be. */
export const ALERT_RESOLUTIONS = [
  'TruePositive',
  'FalsePositive',
  'Indeterminate',
  'Duplicated',
  'Other',
] as const;
export type AlertResolution = (typeof ALERT_RESOLUTIONS)[number];
