import { Card, Text } from '@mantine/core';
import type { View } from '../api/client';
import { inTime } from './durations';
import { inWords } from './words';

/** The name in full, which the description begins with: `Time to detect`. */
const kpiTitle = ({ description }: View<'KpiView'>): string => description.split(':')[0] ?? '';

/** A time: half were faster, nine of ten were faster, and of how many it is known. */
export function KpiTile({ of }: { of: View<'KpiView'> }) {
  return (
    <Card withBorder padding="sm">
      <Text size="sm" fw={600} title={of.formula}>
        {kpiTitle(of)} ({of.name})
      </Text>
      <Text size="xs" c="dimmed">
        {inWords(of.description.slice(kpiTitle(of).length + 2))}
      </Text>
      <Text fw={700} size="lg">
        {inTime(of.p50)}
      </Text>
      <Text size="xs" c="dimmed">
        {of.count === 0
          ? 'Not known of any yet'
          : `90 % within ${inTime(of.p90)}, of ${of.count.toLocaleString('en')}`}
      </Text>
    </Card>
  );
}
