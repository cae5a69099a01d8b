import { Card, Text } from '@mantine/core';
import type { View } from '../api/client';
import { inTime } from './durations';

/** A time: half were faster, nine of ten were faster, and of how many it is known. */
export function KpiTile({ of }: { of: View<'KpiView'> }) {
  return (
    <Card withBorder padding="sm">
      <Text size="xs" c="dimmed" title={of.formula}>
        {of.name}: {of.description}
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
