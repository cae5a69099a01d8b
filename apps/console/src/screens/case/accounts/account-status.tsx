import { Badge } from '@mantine/core';
import type { View } from '../../../api/client';

export type Status = View<'CaseAccountView'>['status'];

const STATUSES: Record<Status, { label: string; act: string; color: string }> = {
  suspected: { label: 'Suspected', act: 'Back to suspected', color: 'yellow' },
  confirmed: { label: 'Confirmed', act: 'Confirm', color: 'red' },
  cleared: { label: 'Cleared', act: 'Clear', color: 'green' },
};

export const statusName = (of: Status): string => STATUSES[of].label;
/** What one does to bring an account there. */
export const statusAct = (of: Status): string => STATUSES[of].act;

/** What was decided of an account in a case. */
export function AccountStatus({ of }: { of: Status }) {
  return (
    <Badge variant="light" color={STATUSES[of].color} tt="none">
      {STATUSES[of].label}
    </Badge>
  );
}
