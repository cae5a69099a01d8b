import { Alert, Group, List, Text } from '@mantine/core';
import type { View } from '../../../api/client';
import { Instant } from '../../../kit/instant';
import { StartRun } from './start-run';

/** How far the findings reach, and by what they are old. */
export function Standing(props: { of: View<'StandingView'>; isRunning: boolean }) {
  const { of, isRunning } = props;
  const { enrichedThrough, snapshot, stale } = of;
  return (
    <Group justify="space-between" align="flex-start" wrap="nowrap">
      <div>
        <Text size="sm">
          {enrichedThrough ? (
            <>
              Enriched through <Instant at={enrichedThrough} fw={600} />
            </>
          ) : (
            'No request was seen yet'
          )}
          {snapshot && <>, counted from snapshot {snapshot.number}.</>}
        </Text>
        {!isRunning && stale.length === 0 && (
          <Text size="sm" c="dimmed">
            Nothing has changed since.
          </Text>
        )}
        {!isRunning && stale.length > 0 && (
          <Alert color="yellow" title="A new run would see something else" mt={4} py="xs">
            <List size="sm">
              {stale.map(({ kind, detail }) => (
                <List.Item key={kind}>{detail}</List.Item>
              ))}
            </List>
          </Alert>
        )}
      </div>
      {!isRunning && <StartRun isAgain />}
    </Group>
  );
}
