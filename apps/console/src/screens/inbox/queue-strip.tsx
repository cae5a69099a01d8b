import { Text } from '@mantine/core';
import { Link, useSearchParams } from 'react-router';
import type { View } from '../../api/client';
import { paths } from '../../app/paths';
import { fromNow } from '../../kit/time';
import classes from './queue-strip.module.css';

/** The queues of the inbox: how much waits in each, and for how long. */
export function QueueStrip({ queues }: { queues: readonly View<'QueueView'>[] }) {
  const [search] = useSearchParams();
  const chosen = search.get('queueId');
  const to = (id: string | null): string => {
    const next = new URLSearchParams(search);
    if (id) next.set('queueId', id);
    else next.delete('queueId');
    return `${paths.inbox}?${next}`;
  };
  const open = queues.reduce((sum, queue) => sum + queue.open, 0);
  const oldest = queues.flatMap(({ oldestAt }) => oldestAt ?? []).toSorted()[0] ?? null;
  const isMore = queues.some(({ openIsMore }) => openIsMore);
  return (
    <nav aria-label="Queues" className={`${classes.strip} no-print`}>
      <Queue
        label="All queues"
        to={to(null)}
        isChosen={!chosen}
        open={open}
        isMore={isMore}
        oldestAt={oldest}
      />
      {queues.map((queue) => (
        <Queue
          key={queue.id}
          label={queue.name}
          to={to(queue.id)}
          isChosen={chosen === queue.id}
          open={queue.open}
          isMore={queue.openIsMore}
          oldestAt={queue.oldestAt}
        />
      ))}
    </nav>
  );
}

function Queue(props: {
  label: string;
  to: string;
  isChosen: boolean;
  open: number;
  isMore: boolean;
  oldestAt: string | null;
}) {
  const { label, to, isChosen, open, isMore, oldestAt } = props;
  return (
    <Link to={to} className={classes.queue} aria-current={isChosen ? 'true' : undefined}>
      <span>
        {label}{' '}
        <Text span size="sm" fw={700}>
          {open.toLocaleString('en')}
          {isMore && '+'}
        </Text>
      </span>
      <Text span size="xs" c="dimmed">
        {oldestAt ? `oldest ${fromNow(oldestAt)}` : 'nothing waits'}
      </Text>
    </Link>
  );
}
