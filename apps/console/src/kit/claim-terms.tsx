import type { View } from '../api/client';
import { choicesOf, State, type StateLook } from './state';

export type Claim = View<'ClaimView'>;
export type Measure = Claim['measure'];

const MEASURES: Record<Measure, string> = {
  'accounts.confirmed': 'Confirmed accounts',
  'exchanges.campaign': 'Exchanges of the campaign',
  'exchanges.all': 'All exchanges of the confirmed accounts',
  'activity.first_day': 'First day of activity',
  'activity.last_day': 'Last day of activity',
};

/** What is measured, in words. */
export const measureName = (of: string): string => MEASURES[of as Measure] ?? of;

const STATES: Record<Claim['state'], StateLook & { means: string }> = {
  proposed: { label: 'Being counted', color: 'gray', means: 'It is not counted yet.' },
  computed: { label: 'Counted', color: 'blue', means: 'It was counted by one way only.' },
  reproduced: { label: 'Reproduced', color: 'teal', means: 'A second way of counting gave the same value.' },
  approved: { label: 'Approved', color: 'green', means: 'A second person approved value and words.' },
  stale: { label: 'Stale', color: 'red', means: 'A count on later data found its words untrue.' },
};

export const CLAIM_STATES = choicesOf(STATES);

/** How far a claim may be relied on. Where one is cited, the document of the API has its state as any word. */
export const claimStanding = (state: string): StateLook & { means: string } =>
  STATES[state as Claim['state']];

/** How far a claim has come; one whose place another took is said to be replaced. */
export function ClaimState({ of }: { of: { state: string; isSuperseded?: boolean } }) {
  return <State of={of.isSuperseded ? { label: 'Replaced', color: 'gray' } : claimStanding(of.state)} />;
}

const QUALIFIERS: Record<View<'PhraseView'>['qualifier'], string> = {
  exactly: 'exactly',
  more_than: 'more than',
  at_least: 'at least',
  fewer_than: 'fewer than',
  nearly: 'nearly',
  approximately: 'approximately',
};
export type Qualifier = keyof typeof QUALIFIERS;
export const qualifierName = (of: Qualifier): string => QUALIFIERS[of];
export const QUALIFIER_CHOICES = Object.entries(QUALIFIERS).map(([value, label]) => ({ value, label }));

/** `24913` as people write it; a day stays as it is. */
export const figure = (value: string | null): string =>
  value === null ? '–' : /^-?\d+$/.test(value) ? BigInt(value).toLocaleString('en') : value;
