import type { View } from '../../api/client';
import { stageName } from '../../kit/chips';
import { Empty } from '../../kit/empty';
import { Instant } from '../../kit/instant';
import { Rows } from '../../kit/rows';

const AGES = [
  ['under1h', 'Under 1\u00a0h'],
  ['under4h', 'Under 4\u00a0h'],
  ['under24h', 'Under 24\u00a0h'],
  ['under3d', 'Under 3\u00a0d'],
  ['under7d', 'Under 7\u00a0d'],
  ['older', 'Older'],
] as const;

const count = (of: number | undefined): string => (of ? of.toLocaleString('en') : '–');

/** What waits, by how long it has waited. */
export function BacklogTable({ of }: { of: View<'BacklogView'> }) {
  if (of.rows.length === 0) return <Empty title="Nothing waits" />;
  const isOfQueues = of.rows.some(({ queueId }) => queueId !== null);
  return (
    <Rows
      label="Backlog by age"
      heads={[
        isOfQueues ? 'Queue' : 'Stage and team',
        'Waiting',
        ...AGES.map(([, label]) => label),
        'Oldest',
      ]}
      rows={of.rows.map((row) => ({
        id: `${row.queueId} ${row.stage} ${row.teamId}`,
        cells: [
          isOfQueues ? (row.queueName ?? 'No queue') : nameOf(row),
          count(row.waiting),
          ...AGES.map(([age]) => count((row.buckets as Record<string, number>)[age])),
          row.oldestAt ? <Instant key="oldest" at={row.oldestAt} isShort /> : '–',
        ],
      }))}
    />
  );
}

const nameOf = ({ stage, teamName }: View<'AgeingView'>): string =>
  `${stage ? stageName(stage as View<'CaseView'>['stage']) : 'Any stage'}, ${teamName ?? 'no team'}`;
