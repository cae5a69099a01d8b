import { Badge } from '@mantine/core';
import type { View } from '../../api/client';
import { choicesOf, State, type StateLook } from '../../kit/state';

export type Obligation = View<'ObligationView'>;
export type Result = View<'SuggestedDeterminationView'>['result'];

const STATES: Record<Obligation['state'], StateLook> = {
  waiting: { label: 'Waits for a fact', color: 'gray' },
  running: { label: 'Runs', color: 'blue' },
  fulfilled: { label: 'Reported', color: 'green' },
  superseded: { label: 'Replaced', color: 'gray' },
  withdrawn: { label: 'Not owed any more', color: 'gray' },
};

/** Where an obligation stands; that it is overdue comes before all else. */
export function ObligationState({ of }: { of: Pick<Obligation, 'state' | 'isOverdue'> }) {
  const { label, color } = of.isOverdue ? { label: 'Overdue', color: 'red' } : STATES[of.state];
  return (
    <Badge variant={of.isOverdue ? 'filled' : 'light'} color={of.isOverdue ? 'red.9' : color} tt="none">
      {label}
    </Badge>
  );
}

const RESULTS: Record<Result, StateLook> = {
  applicable: { label: 'Applies', color: 'red' },
  not_applicable: { label: 'Does not apply', color: 'gray' },
  voluntary: { label: 'Voluntary', color: 'blue' },
  undetermined: { label: 'For counsel', color: 'yellow' },
};
export const RESULT_CHOICES = choicesOf(RESULTS);
export const resultName = (of: Result): string => RESULTS[of].label;

/** What was decided, or is suggested, of a regime. */
export function ResultBadge({ of }: { of: Result }) {
  return <State of={RESULTS[of]} />;
}
