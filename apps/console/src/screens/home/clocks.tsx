import { Anchor, Badge, Text } from '@mantine/core';
import { Link } from 'react-router';
import { useRead } from '../../api/reads';
import { paths } from '../../app/paths';
import { Instant } from '../../kit/instant';
import { Line, Panel } from './panel';

/** The obligations that run, those nearest their due time first, as the strictest reading has it. */
export function Clocks() {
  const read = useRead('/v1/obligations', { query: { state: 'running', limit: 50 } });
  const due = read.data?.items.filter(({ dueConservative }) => dueConservative !== null);
  return (
    <Panel
      title="Deadlines"
      read={{ ...read, data: due }}
      isMore={Boolean(read.data?.nextCursor)}
      empty="No obligation runs. They begin when a case is determined to fall under a regime."
    >
      {(of) => (
        <>
          <Line
            aside={
              <Badge variant="light" tt="none" color={colorOf(of.isOverdue, of.remainingSeconds)}>
                {of.isOverdue ? 'Overdue' : 'Running'}
              </Badge>
            }
          >
            <Anchor component={Link} to={paths.caseObligations(of.caseId)} size="sm">
              {of.title}
            </Anchor>
          </Line>
          <Text size="xs" c="dimmed" component="div">
            Due <Instant at={of.dueConservative!} size="xs" c="dimmed" />
            {', there '}
            <Instant at={of.dueConservative!} zone={of.zone} size="xs" c="dimmed" />
          </Text>
        </>
      )}
    </Panel>
  );
}

const DAY = 86_400;

function colorOf(isOverdue: boolean, remainingSeconds: number | null): string {
  if (isOverdue) return 'red';
  return remainingSeconds !== null && remainingSeconds < DAY ? 'orange' : 'teal';
}
