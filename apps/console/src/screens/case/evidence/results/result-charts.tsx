import type { ReactNode } from 'react';
import { CapabilityMix, ModelShift } from './mix-charts';
import { Lifecycle, SynchronisedMoments } from './life-charts';
import { Displacement, Timeline } from './timeline-charts';
import { type Finding, resultOf, type Results } from './shapes';
import { AccountTotals, Belonging, CoverTraffic, SharedThings, ToClusters, Value } from './tables';

const CHARTS: { [Name in keyof Results]: (props: { of: Results[Name] }) => ReactNode } = {
  'account-totals': AccountTotals,
  'daily-timeline': Timeline,
  'capability-focus': CapabilityMix,
  'model-shift': ModelShift,
  'shared-infrastructure': SharedThings,
  'synchronised-timing': SynchronisedMoments,
  lifecycle: Lifecycle,
  membership: Belonging,
  clusters: ToClusters,
  'cover-traffic': CoverTraffic,
  value: Value,
  displacement: Displacement,
};

/** The result of a finding in charts and tables. */
export function ResultCharts({ of }: { of: Finding }) {
  const Charts = CHARTS[of.analyzer] as (props: { of: unknown }) => ReactNode;
  return <Charts of={resultOf(of, of.analyzer)} />;
}
