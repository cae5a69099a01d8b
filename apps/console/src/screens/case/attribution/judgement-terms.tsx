import { Badge } from '@mantine/core';
import type { View } from '../../../api/client';

export type Judgement = View<'JudgementView'>;

const STATES: Record<Judgement['state'], { name: string; color: string }> = {
  draft: { name: 'Draft', color: 'gray' },
  in_review: { name: 'In review', color: 'blue' },
  returned: { name: 'Returned', color: 'orange' },
  approved: { name: 'Approved', color: 'green' },
  superseded: { name: 'Replaced', color: 'gray' },
  withdrawn: { name: 'Withdrawn', color: 'gray' },
};

/** How far a judgement has come. */
export function JudgementState({ of }: { of: Judgement['state'] }) {
  return (
    <Badge variant="light" color={STATES[of].color} tt="none">
      {STATES[of].name}
    </Badge>
  );
}

export const STATE_CHOICES = Object.entries(STATES).map(([value, { name }]) => ({ value, label: name }));
