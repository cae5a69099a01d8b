import { type Analyzer, ANALYZER_NAMES, type AnalyzerName } from '../analyzer';
import { accountTotals } from './account-totals';
import { capabilityFocus } from './capability-focus';
import { coverTraffic } from './cover-traffic';
import { dailyTimeline } from './daily-timeline';
import { modelShift } from './model-shift';
import { sharedInfrastructure } from './shared-infrastructure';

const BY_NAME: Record<AnalyzerName, Analyzer> = {
  'account-totals': accountTotals,
  'daily-timeline': dailyTimeline,
  'capability-focus': capabilityFocus,
  'model-shift': modelShift,
  'shared-infrastructure': sharedInfrastructure,
  'cover-traffic': coverTraffic,
};

/** Every analyzer, in the order in which a run asks them. */
export const ANALYZERS: readonly Analyzer[] = ANALYZER_NAMES.map((name) => BY_NAME[name]);

/** The analyzer of a name. */
export const analyzerNamed = (name: AnalyzerName): Analyzer => BY_NAME[name];
