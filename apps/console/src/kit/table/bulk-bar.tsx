import { Button, Group, Paper, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useShortcuts } from '../../app/shortcuts';
import type { Selection } from './selection';

/** What can be done to the rows that are ticked; it comes with the first one. */
export function BulkBar({
  selection,
  noun,
  unticked = `No ${noun} selected`,
  children,
}: {
  selection: Selection;
  /** What the rows are, in the plural: `accounts`. */
  noun: string;
  /** What is said while none is ticked. */
  unticked?: string;
  children: ReactNode;
}) {
  const { size } = selection.ids;
  useShortcuts([{ keys: 'Escape', does: 'Untick all', run: selection.clear }]);
  return (
    <Paper
      role="region"
      aria-label={`What to do with the selected ${noun}`}
      withBorder
      px="sm"
      py={6}
      className="no-print"
    >
      <Group gap="xs" mih={30}>
        <Text size="sm" fw={600} role="status">
          {size === 0 ? unticked : `${size.toLocaleString('en')} selected`}
        </Text>
        {children}
        {size > 0 && (
          <Button size="compact-sm" variant="subtle" onClick={selection.clear}>
            Clear selection
          </Button>
        )}
      </Group>
    </Paper>
  );
}
