import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** An empty place that teaches: what would be here, how it comes, and the next step if there is one. */
export function Empty({
  title,
  children,
  action,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <Stack align="center" gap="xs" py="xl" px="md">
      <Text fw={600}>{title}</Text>
      {children && (
        <Text size="sm" c="dimmed" maw="36rem" ta="center">
          {children}
        </Text>
      )}
      {action}
    </Stack>
  );
}
