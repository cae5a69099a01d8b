import type { AlertResolution } from '@app/alerts';

/** What an alert turned out to be, as precision counts it. */
export const OUTCOMES = [
  'truePositive',
  'falsePositive',
  'indeterminate',
  'duplicated',
  'other',
  'undecided',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/**
 * What each resolution counts as. An alert that a case has counts by the case's, and so by that of the case into which
 * others were merged; any other by its own. Precision is true positives of true and false positives: who closes as
 * indeterminate, duplicated or other has said nothing of whether the detector was right.
 */
export const OUTCOME_OF: Readonly<Record<AlertResolution, Exclude<Outcome, 'undecided'>>> = {
  TruePositive: 'truePositive',
  FalsePositive: 'falsePositive',
  Indeterminate: 'indeterminate',
  Duplicated: 'duplicated',
  Other: 'other',
};
