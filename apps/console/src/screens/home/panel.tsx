import { Badge, Button, Card, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Failure } from '../../kit/failure';

const SHOWN = 6;

/** A part of the home page: the first of what is in it, and how many more there are. */
export function Panel<Item>({
  title,
  read,
  isMore = false,
  all,
  empty,
  children,
}: {
  title: string;
  read: { data: readonly Item[] | undefined; error: unknown; refetch: () => unknown };
  /** Whether there are more than were read. */
  isMore?: boolean;
  /** Where all of them are. */
  all?: ReactNode;
  /** What is said when there is nothing. */
  empty: string;
  /** One of them. */
  children: (item: Item) => ReactNode;
}) {
  const items = read.data ?? [];
  return (
    <Card withBorder padding="sm" component="section" aria-label={title}>
      <Group justify="space-between" mb="xs">
        <Group gap="xs">
          <Title order={2} size="h5">
            {title}
          </Title>
          {items.length > 0 && (
            <Badge variant="light" color="gray" tt="none">
              {items.length}
              {isMore ? ' or more' : ''}
            </Badge>
          )}
        </Group>
        {all}
      </Group>
      {read.error && !read.data ? (
        <Failure error={read.error} onRetry={() => void read.refetch()} />
      ) : !read.data ? (
        <Stack gap={8} role="status" aria-busy="true" aria-label={`Loading ${title}`}>
          <Skeleton h={14} />
          <Skeleton h={14} w="70%" />
        </Stack>
      ) : items.length === 0 ? (
        <Text size="sm" c="dimmed">
          {empty}
        </Text>
      ) : (
        <Stack gap={6} component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
          {items.slice(0, SHOWN).map((item, at) => (
            <li key={at}>{children(item)}</li>
          ))}
          {items.length > SHOWN && (
            <Text size="xs" c="dimmed" component="li">
              and {items.length - SHOWN} more
            </Text>
          )}
        </Stack>
      )}
    </Card>
  );
}

/** A line of a part: what it is, and what is to be known of it. */
export function Line({ children, aside }: { children: ReactNode; aside?: ReactNode }) {
  return (
    <Group justify="space-between" wrap="nowrap" gap="sm">
      <Text size="sm" truncate miw={0} component="div">
        {children}
      </Text>
      {aside && (
        <Group gap={6} wrap="nowrap" style={{ flexShrink: 0 }}>
          {aside}
        </Group>
      )}
    </Group>
  );
}

/** A small button of a line or part. */
export function Small({ children, onClick }: { children: ReactNode; onClick: () => void }) {
  return (
    <Button size="compact-xs" variant="default" onClick={onClick}>
      {children}
    </Button>
  );
}
