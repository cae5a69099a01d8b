import type { View } from '../../../api/client';

export type AnalyzerName = View<'StepView'>['analyzer'];

/** What a finding is called where its whole question has no room. */
export const ANALYZER_TITLES: Record<AnalyzerName, string> = {
  'account-totals': 'How much was used',
  'daily-timeline': 'Day by day',
  'capability-focus': 'Capability mix',
  'model-shift': 'Move to a new model',
  'shared-infrastructure': 'Shared infrastructure',
  'synchronised-timing': 'Synchronised moments',
  lifecycle: 'Lives of the accounts',
  membership: 'Who belongs to the campaign',
  clusters: 'Clusters',
  'cover-traffic': 'Cover traffic',
  value: 'Value at list prices',
  displacement: 'After bans',
};

/** `payment`, `network`: kinds of evidence as a person reads them. */
export const FAMILY_NAMES: Record<string, string> = {
  prompts: 'Prompts',
  network: 'Networks',
  client: 'Clients',
  timing: 'Timing',
  capability: 'Capabilities',
  payment: 'Payment',
  identity: 'Identity',
  lifecycle: 'Life of the account',
};

/** Several of them in a line. */
export const familyNames = (of: readonly string[]): string =>
  of.map((family) => FAMILY_NAMES[family] ?? family).join(', ');
