import { Group, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';

/** A part of a page under a heading, with what can be done there beside it. */
export function Section({
  title,
  actions,
  children,
}: {
  title: string;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <Group justify="space-between" mb={4} mih={26}>
        <Title order={2} size="h5" id={id}>
          {title}
        </Title>
        {actions && (
          <Group gap="xs" className="no-print">
            {actions}
          </Group>
        )}
      </Group>
      {children}
    </section>
  );
}
