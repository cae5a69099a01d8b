import type { View } from '../../../api/client';
import { choicesOf, State, type StateLook } from '../../../kit/state';

export type Judgement = View<'JudgementView'>;

const STATES: Record<Judgement['state'], StateLook> = {
  draft: { label: 'Draft', color: 'gray' },
  in_review: { label: 'In review', color: 'blue' },
  returned: { label: 'Returned', color: 'orange' },
  approved: { label: 'Approved', color: 'green' },
  superseded: { label: 'Replaced', color: 'gray' },
  withdrawn: { label: 'Withdrawn', color: 'gray' },
};

/** How far a judgement has come. */
export function JudgementState({ of }: { of: Judgement['state'] }) {
  return <State of={STATES[of]} />;
}

export const STATE_CHOICES = choicesOf(STATES);
