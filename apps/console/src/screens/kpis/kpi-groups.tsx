import { SimpleGrid, Text } from '@mantine/core';
import type { View } from '../../api/client';
import { inWords } from '../../kit/chips';
import { inTime } from '../../kit/durations';
import { KpiTile } from '../../kit/kpi-tile';
import { many } from '../../kit/numbers';
import { Rows } from '../../kit/rows';

type Kpis = View<'KpisView'>;

/** The times of all together as tiles, and of each group as a row. */
export function KpiGroups({ of, noun }: { of: Kpis; noun: string }) {
  const { total, groups } = of;
  return (
    <>
      <SimpleGrid cols={{ base: 2, md: 3, lg: 5 }} spacing="sm">
        {total.kpis.map((kpi) => (
          <KpiTile key={kpi.name} of={kpi} />
        ))}
      </SimpleGrid>
      <Text size="xs" c="dimmed">
        Of {many(total.count, noun)}
        {total.reopened > 0 && `, of which ${total.reopened.toLocaleString('en')} were taken up again`}.
      </Text>
      {groups.length > 0 && (
        <Rows
          label="By group"
          heads={['Group', 'How many', ...total.kpis.map((kpi) => `${kpi.name}: median (90\u00a0%)`)]}
          rows={groups.map((group) => ({
            id: group.key ?? 'none',
            cells: [
              group.name ?? (group.key === null ? 'None' : inWords(group.key)),
              group.count.toLocaleString('en'),
              ...group.kpis.map(({ p50, p90 }) => (p50 === null ? '–' : `${inTime(p50)} (${inTime(p90)})`)),
            ],
          }))}
        />
      )}
    </>
  );
}
