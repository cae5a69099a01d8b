import { type Analyzer, ANALYZER_NAMES, type AnalyzerName } from '../analyzer';
import { accountTotals } from './account-totals';
import { capabilityFocus } from './capability-focus';
import { clusters } from './clusters';
import { coverTraffic } from './cover-traffic';
import { dailyTimeline } from './daily-timeline';
import { displacement } from './displacement';
import { lifecycle } from './lifecycle';
import { membership } from './membership';
import { modelShift } from './model-shift';
import { sharedInfrastructure } from './shared-infrastructure';
import { synchronisedTiming } from './synchronised-timing';
import { value } from './value';

const BY_NAME: Record<AnalyzerName, Analyzer> = {
  'account-totals': accountTotals,
  'daily-timeline': dailyTimeline,
  'capability-focus': capabilityFocus,
  'model-shift': modelShift,
  'shared-infrastructure': sharedInfrastructure,
  'synchronised-timing': synchronisedTiming,
  lifecycle,
  membership,
  clusters,
  'cover-traffic': coverTraffic,
  value,
  displacement,
};

/** Every analyzer, in the order in which a run lists them. */
export const ANALYZERS: readonly Analyzer[] = ANALYZER_NAMES.map((name) => BY_NAME[name]);

/** The analyzer of a name. */
export const analyzerNamed = (name: AnalyzerName): Analyzer => BY_NAME[name];
