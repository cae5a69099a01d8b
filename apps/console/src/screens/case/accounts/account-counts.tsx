import { SegmentedControl } from '@mantine/core';
import type { View } from '../../../api/client';
import type { Filters } from '../../../kit/table/filters';
import { statusName } from './account-status';

const STATUSES = ['suspected', 'confirmed', 'cleared'] as const;

/** How many accounts are of each status; choosing one lists those. */
export function AccountCounts({
  counts,
  filters,
}: {
  counts: View<'AccountCountsView'> | undefined;
  filters: Filters<'status'>;
}) {
  const number = (n: number | undefined): string => (n === undefined ? '…' : n.toLocaleString('en'));
  const all = counts && counts.suspected + counts.confirmed + counts.cleared;
  return (
    <SegmentedControl
      size="xs"
      w="fit-content"
      aria-label="Status"
      value={filters.values.status ?? 'all'}
      onChange={(status) => filters.set('status', status === 'all' ? null : status)}
      data={[
        { value: 'all', label: `All ${number(all)}` },
        ...STATUSES.map((status) => ({
          value: status,
          label: `${statusName(status)} ${number(counts?.[status])}`,
        })),
      ]}
    />
  );
}
