import { Badge } from '@mantine/core';
import type { View } from '../../../api/client';

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
export const measureName = (of: Measure): string => MEASURES[of];

const STATES: Record<Claim['state'], { name: string; color: string }> = {
  proposed: { name: 'Being counted', color: 'gray' },
  computed: { name: 'Counted', color: 'blue' },
  reproduced: { name: 'Reproduced', color: 'teal' },
  approved: { name: 'Approved', color: 'green' },
  stale: { name: 'Stale', color: 'red' },
};

/** How far a claim has come; one whose place another took is said to be replaced. */
export function ClaimState({ of }: { of: Pick<Claim, 'state' | 'isSuperseded'> }) {
  const { name, color } = of.isSuperseded ? { name: 'Replaced', color: 'gray' } : STATES[of.state];
  return (
    <Badge variant="light" color={color} tt="none">
      {name}
    </Badge>
  );
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
