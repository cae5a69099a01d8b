import { Badge } from '@mantine/core';
import type { View } from '../../../api/client';

export type Status = View<'CaseAccountView'>['status'];

const STATUSES: Record<Status, { label: string; color: string }> = {
  suspected: { label: 'Suspected', color: 'yellow' },
  confirmed: { label: 'Confirmed', color: 'red' },
  cleared: { label: 'Cleared', color: 'green' },
};

export const statusName = (of: Status): string => STATUSES[of].label;

/** What was decided of an account in a case. */
export function AccountStatus({ of }: { of: Status }) {
  return (
    <Badge variant="light" color={STATUSES[of].color} tt="none">
      {STATUSES[of].label}
    </Badge>
  );
}
