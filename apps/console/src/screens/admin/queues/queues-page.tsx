import { Badge, Button, Group, Switch } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../../api/act';
import { answerOf, api, asRead, type View } from '../../../api/client';
import { useMay } from '../../../api/me';
import { useRead } from '../../../api/reads';
import { Page } from '../../../app/page';
import { severityName } from '../../../kit/chips';
import { Confirmed } from '../../../kit/confirm';
import { Instant } from '../../../kit/instant';
import { Loaded } from '../../../kit/loaded';
import { Rows } from '../../../kit/rows';
import { QueueDialog } from './queue-dialog';

type Queue = View<'QueueView'>;

/** Into which queue an alert comes: the first whose demands it meets, in the order of the list. */
export function Component() {
  const [withArchived, setArchived] = useState(false);
  const read = useRead('/v1/alert-queues', { query: withArchived ? { archived: true } : {} });
  const detectors = useRead('/v1/detectors', {});
  const mayManage = useMay('casework.configure');
  const [edited, setEdited] = useState<Queue | 'new'>();
  const names = new Map(detectors.data?.map(({ id, name }) => [id, name]));
  return (
    <Page
      title="Alert queues"
      actions={
        mayManage && (
          <Button size="xs" onClick={() => setEdited('new')}>
            Set up a queue
          </Button>
        )
      }
    >
      <Switch
        size="xs"
        label="With those that are archived"
        checked={withArchived}
        onChange={(event) => setArchived(event.currentTarget.checked)}
      />
      <Loaded read={read}>
        {(queues) => (
          <Rows
            label="Alert queues, in the order in which they are asked"
            heads={[
              'Queue',
              'Takes',
              'Open alerts',
              'Oldest',
              'State',
              ...(mayManage ? ['What can be done'] : []),
            ]}
            rows={queues.map((queue) => ({
              id: queue.id,
              cells: [
                queue.name,
                takes(queue, names),
                `${queue.open.toLocaleString('en')}${queue.openIsMore ? ' or more' : ''}`,
                queue.oldestAt ? <Instant key="oldest" at={queue.oldestAt} isShort /> : '–',
                <Badge key="state" variant="light" tt="none" color={queue.archivedAt ? 'gray' : 'green'}>
                  {queue.archivedAt ? 'Archived' : 'In use'}
                </Badge>,
                ...(mayManage
                  ? [<QueueActs key="acts" queue={queue} onEdit={() => setEdited(queue)} />]
                  : []),
              ],
            }))}
          />
        )}
      </Loaded>
      {edited && (
        <QueueDialog
          {...(edited === 'new' ? {} : { queue: edited })}
          detectors={detectors.data ?? []}
          onClose={() => setEdited(undefined)}
        />
      )}
    </Page>
  );
}

/** What an alert must be to come into the queue, in words. */
function takes(queue: Queue, detectors: ReadonlyMap<string, string>): string {
  if (queue.isCatchAll) return 'Whatever no other queue takes';
  const demands = [
    ...(queue.detectorId ? [`of ${detectors.get(queue.detectorId) ?? 'a detector'}`] : []),
    ...(queue.typePrefix ? [`of a type that begins with ${queue.typePrefix}`] : []),
    ...(queue.minimumSeverity ? [`of severity ${severityName(queue.minimumSeverity)} or above`] : []),
    ...(queue.tags.length > 0 ? [`tagged ${queue.tags.join(' and ')}`] : []),
  ];
  return demands.length === 0 ? 'Every alert' : `Alerts ${demands.join(', ')}`;
}

function QueueActs({ queue, onEdit }: { queue: Queue; onEdit: () => void }) {
  const params = { path: { id: queue.id } };
  const archive = useAct({
    act: (archived: boolean) =>
      answerOf(
        api.PATCH('/v1/alert-queues/{id}', {
          params: { ...params, header: asRead(queue) },
          body: { archived },
        }),
      ),
    touches: ['/v1/alert-queues'],
    done: ({ name, archivedAt }) => (archivedAt ? `${name} takes nothing new.` : `${name} is in use again.`),
  });
  const reroute = useAct({
    act: async () => {
      let moved = 0;
      let after: string | null = null;
      do {
        const body: View<'Reroute'> = after === null ? {} : { after };
        const portion: View<'ReroutedView'> = await answerOf(
          api.POST('/v1/alert-queues/{id}/reroute', { params, body }),
        );
        moved += portion.moved;
        after = portion.next;
      } while (after !== null);
      return moved;
    },
    touches: ['/v1/alert-queues', '/v1/alerts'],
    done: (moved) => `${moved.toLocaleString('en')} alerts went to another queue.`,
  });
  return (
    <Group gap="xs" wrap="nowrap">
      <Button size="compact-sm" variant="default" onClick={onEdit}>
        Change…
      </Button>
      <Confirmed
        label="Sort anew…"
        title={`Sort the new alerts of ${queue.name} anew?`}
        act="Sort them anew"
        loading={reroute.isPending}
        onConfirm={() => reroute.mutate()}
      >
        Every new alert in it goes to the first queue whose demands it meets now. Those that somebody works on
        stay.
      </Confirmed>
      {!queue.isCatchAll && (
        <Button
          size="compact-sm"
          variant="default"
          loading={archive.isPending}
          onClick={() => archive.mutate(queue.archivedAt === null)}
        >
          {queue.archivedAt ? 'Use again' : 'Archive'}
        </Button>
      )}
    </Group>
  );
}
