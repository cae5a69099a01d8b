import type { View } from '../../../api/client';
import { State, type StateLook } from '../../../kit/state';

export type Status = View<'CaseAccountView'>['status'];

const STATUSES: Record<Status, StateLook & { act: string }> = {
  suspected: { label: 'Suspected', act: 'Back to suspected', color: 'yellow' },
  confirmed: { label: 'Confirmed', act: 'Confirm', color: 'red' },
  cleared: { label: 'Cleared', act: 'Clear', color: 'green' },
};

export const statusName = (of: Status): string => STATUSES[of].label;
/** What one does to bring an account there. */
export const statusAct = (of: Status): string => STATUSES[of].act;

/** What was decided of an account in a case. */
export function AccountStatus({ of }: { of: Status }) {
  return <State of={STATUSES[of]} />;
}
