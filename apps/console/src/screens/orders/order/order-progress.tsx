import { Alert, Group, Progress, Text } from '@mantine/core';
import { count, many } from '../../../kit/numbers';
import { Instant } from '../../../kit/instant';
import { ITEM_STATES, type ItemState, type Order, REASONS } from '../order-terms';

const SHOWN: readonly ItemState[] = ['done', 'failed', 'skipped', 'claimed', 'pending'];

/** How far an order is, in a bar and in words. */
export function OrderProgress({ of }: { of: Order }) {
  const settled = of.total - (of.counts['pending'] ?? 0) - (of.counts['claimed'] ?? 0);
  const percent = Math.floor((settled / Math.max(of.total, 1)) * 100);
  return (
    <section aria-label="Progress">
      <Progress.Root size="xl" role="presentation">
        {SHOWN.filter((state) => state !== 'pending').map((state) => (
          <Progress.Section
            key={state}
            value={((of.counts[state] ?? 0) / Math.max(of.total, 1)) * 100}
            color={ITEM_STATES[state].color}
            aria-label={ITEM_STATES[state].label}
          />
        ))}
      </Progress.Root>
      <Group gap="md" mt={4} role="status">
        <Text size="sm" fw={600}>
          {count(settled)} of {many(of.total, 'account')} settled ({percent} %)
        </Text>
        {SHOWN.filter((state) => (of.counts[state] ?? 0) > 0).map((state) => (
          <Text key={state} size="sm">
            {ITEM_STATES[state].label} {count(of.counts[state] ?? 0)}
          </Text>
        ))}
        {of.status === 'executing' && (
          <Text size="sm" c="dimmed">
            {of.ratePerSecond} a second
            {of.remainingSeconds !== null && `, some ${duration(of.remainingSeconds)} left`}
          </Text>
        )}
        {of.finishedAt && (
          <Text size="sm" c="dimmed">
            ended <Instant at={of.finishedAt} isShort c="dimmed" />
          </Text>
        )}
      </Group>
      {of.pausedUntil && (
        <Alert color="yellow" mt="xs" title="The platform asked for a pause">
          It goes on by itself <Instant at={of.pausedUntil} isShort />.
        </Alert>
      )}
      {Object.keys(of.reasons).length > 0 && (
        <Text size="sm" mt={4}>
          {Object.entries(of.reasons)
            .map(([reason, n]) => `${REASONS[reason] ?? reason}: ${count(n)}`)
            .join(' · ')}
        </Text>
      )}
    </section>
  );
}

function duration(seconds: number): string {
  if (seconds < 90) return many(seconds, 'second');
  return many(Math.round(seconds / 60), 'minute');
}
