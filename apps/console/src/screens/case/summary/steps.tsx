import { Alert, Anchor, Group, Paper, SimpleGrid, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { View } from '../../../api/client';
import { usePages, useRead } from '../../../api/reads';
import { paths } from '../../../app/paths';
import { PHASES } from '../../../kit/case-terms';

type Case = View<'CaseView'>;

/** The phases of the work with the open tasks of each, and what is still owed before the case can close. */
export function Steps({ of }: { of: Case }) {
  const { data: owed } = useRead('/v1/cases/{id}/owed', { path: { id: of.id } });
  const { data: fields = [] } = useRead('/v1/custom-fields', {});
  const pages = usePages('/v1/cases/{id}/tasks', { path: { id: of.id }, query: { limit: 200 } });
  const open = (pages.data?.pages.flatMap(({ items }) => items) ?? []).filter(
    ({ endedAt }) => endedAt === null,
  );
  const isOwing = owed !== undefined && owed.tasks.length + owed.fields.length > 0;
  return (
    <section aria-label="Phases">
      <SimpleGrid cols={PHASES.length} spacing={4} component="ol" m={0} p={0} style={{ listStyle: 'none' }}>
        {PHASES.map(({ value, label }, at) => {
          const here = open.filter(({ groupName }) => groupName.toLowerCase() === value.toLowerCase());
          const isCurrent = of.isOpen && value === of.phase;
          return (
            <Paper
              component="li"
              key={value}
              withBorder
              px="xs"
              py={4}
              aria-current={isCurrent ? 'step' : undefined}
              {...(isCurrent ? { bd: '2px solid var(--mantine-primary-color-filled)' } : {})}
            >
              <Text size="sm" fw={isCurrent ? 700 : 400} truncate>
                {at + 1}. {label}
              </Text>
              <Text size="xs" c="dimmed" truncate>
                {!pages.data
                  ? '…'
                  : here.length === 0
                    ? 'No open task'
                    : here.length === 1
                      ? 'One open task'
                      : `${here.length} open tasks`}
              </Text>
            </Paper>
          );
        })}
      </SimpleGrid>
      {isOwing && of.isOpen && (
        <Alert mt="sm" p="xs" color="yellow" title="Owed before the case can close">
          <Group gap="md" style={{ rowGap: 4 }}>
            {owed.tasks.slice(0, 6).map(({ id, title }) => (
              <Anchor
                key={id}
                component={Link}
                to={paths.caseTask(of.id, id)}
                size="sm"
                underline="always"
                c="inherit"
                lh="24px"
              >
                {title}
              </Anchor>
            ))}
            {owed.tasks.length > 6 && (
              <Anchor
                component={Link}
                to={paths.caseTasks(of.id)}
                size="sm"
                underline="always"
                c="inherit"
                lh="24px"
              >
                {owed.tasks.length - 6} more tasks
              </Anchor>
            )}
            {owed.fields.map((key) => (
              <Text key={key} size="sm">
                A value for “{fields.find((field) => field.key === key)?.label ?? key}”
              </Text>
            ))}
          </Group>
        </Alert>
      )}
    </section>
  );
}
