import { Anchor, Badge } from '@mantine/core';
import { Link } from 'react-router';
import { type ParamsOf, useRead } from '../../api/reads';
import { paths } from '../../app/paths';
import { Severity, Stage } from '../../kit/chips';
import { Instant } from '../../kit/instant';
import { Line, Panel } from './panel';

const LIMIT = 50;

/** The tasks that this person has. */
export function MyTasks() {
  const read = useRead('/v1/tasks', { query: { owner: 'me', limit: LIMIT } });
  return (
    <Panel
      title="My tasks"
      read={{ ...read, data: read.data?.items }}
      isMore={Boolean(read.data?.nextCursor)}
      empty="No task is yours. Take one on the page of a case."
    >
      {(of) => (
        <Line
          aside={
            of.dueAt && (
              <Instant
                at={of.dueAt}
                isShort
                {...(Date.parse(of.dueAt) < Date.now() ? { fw: 700 } : { c: 'dimmed' })}
              />
            )
          }
        >
          <Anchor component={Link} to={paths.caseTasks(of.caseId)} size="sm" underline="always">
            {of.title}
          </Anchor>{' '}
          case {of.caseNumber}
        </Line>
      )}
    </Panel>
  );
}

/** Asks for the cases that this person owns, the gravest first. */
export const OF_MINE = { query: { owner: 'me', sort: 'severity', limit: LIMIT } } as ParamsOf<'/v1/cases'>;

/** The cases that this person owns and that are not closed. */
export function MyCases() {
  const read = useRead('/v1/cases', OF_MINE);
  return (
    <Panel
      title="My cases"
      read={{ ...read, data: read.data?.items.filter(({ isOpen }) => isOpen) }}
      isMore={Boolean(read.data?.nextCursor)}
      empty="No open case is yours."
      all={
        <Anchor component={Link} to={`${paths.cases}?owner=me`} size="xs">
          All of mine
        </Anchor>
      }
    >
      {(of) => (
        <Line
          aside={
            <>
              <Severity of={of.severity} />
              <Stage of={of.stage} />
            </>
          }
        >
          <Anchor component={Link} to={paths.case(of.id)} size="sm">
            #{of.number} {of.title}
          </Anchor>
        </Line>
      )}
    </Panel>
  );
}

/** The alerts that this person has taken and not finished. */
export function MyAlerts() {
  const query = { assignee: 'me', sort: 'severity', limit: LIMIT } as ParamsOf<'/v1/alerts'>['query'];
  const read = useRead('/v1/alerts', { query });
  return (
    <Panel
      title="My alerts"
      read={{
        ...read,
        data: read.data?.items.filter(({ stage }) => stage === 'New' || stage === 'InProgress'),
      }}
      isMore={Boolean(read.data?.nextCursor)}
      empty="You have taken no alert."
    >
      {(of) => (
        <Line
          aside={
            <>
              {of.repeats > 0 && (
                <Badge variant="light" color="gray" tt="none">
                  {of.repeats + 1} times
                </Badge>
              )}
              <Severity of={of.severity} />
            </>
          }
        >
          <Anchor component={Link} to={paths.alert(of.id)} size="sm">
            {of.title}
          </Anchor>
        </Line>
      )}
    </Panel>
  );
}
