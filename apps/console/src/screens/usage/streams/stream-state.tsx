import type { View } from '../../../api/client';
import { State } from '../../../kit/state';

export type Stream = View<'ImportStreamView'>;

/** Whether it takes batches. */
export function StreamState({ of: { closedAt } }: { of: Stream }) {
  return (
    <State of={closedAt ? { label: 'Ended', color: 'gray' } : { label: 'Takes rows', color: 'green' }} />
  );
}
