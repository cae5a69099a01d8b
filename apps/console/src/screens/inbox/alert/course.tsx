import { Stack, Text, Title } from '@mantine/core';
import type { View } from '../../../api/client';
import { Instant } from '../../../kit/instant';
import { resolutionName } from '../inbox-filters';

/** What became of an alert, in the order in which it happened. */
export function Course({ of }: { of: View<'AlertDetailView'> }) {
  const entries = [
    { at: of.occurredFrom, what: 'It began, as the detector says' },
    { at: of.detectedAt, what: 'The detector found it' },
    ...of.revisions.map(({ revision, receivedAt }) => ({
      at: receivedAt,
      what: revision === 1 ? 'It arrived here' : `Revision ${revision} arrived`,
    })),
    ...(of.repeats > 0
      ? [
          {
            at: of.lastSeenAt,
            what: `It was last sent again (${of.repeats.toLocaleString('en')} times in all)`,
          },
        ]
      : []),
    ...(of.inProgressAt ? [{ at: of.inProgressAt, what: 'Somebody began work on it' }] : []),
    ...(of.importedAt ? [{ at: of.importedAt, what: 'A case took it' }] : []),
    ...(of.closedAt
      ? [
          {
            at: of.closedAt,
            what: of.resolution ? `It was closed: ${resolutionName(of.resolution)}` : 'It was closed',
          },
        ]
      : []),
    ...(of.snoozedUntil ? [{ at: of.snoozedUntil, what: 'It comes back into the inbox' }] : []),
  ].toSorted((a, b) => (a.at < b.at ? -1 : 1));
  return (
    <Stack component="section" gap="xs">
      <Title order={3} size="h5">
        Timeline
      </Title>
      <Stack gap={4} component="ol" m={0} p={0} style={{ listStyle: 'none' }}>
        {entries.map(({ at, what }) => (
          <li key={`${at} ${what}`}>
            <Text size="sm">{what}</Text>
            <Text size="xs" c="dimmed">
              <Instant at={at} size="xs" c="dimmed" />
            </Text>
          </li>
        ))}
      </Stack>
    </Stack>
  );
}
