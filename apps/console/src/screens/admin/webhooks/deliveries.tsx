import { Button } from '@mantine/core';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { useMay } from '../../../api/me';
import { type ParamsOf, usePages } from '../../../api/reads';
import { Empty } from '../../../kit/empty';
import { Instant } from '../../../kit/instant';
import type { Column } from '../../../kit/table/columns';
import { DataTable } from '../../../kit/table/data-table';
import { State, type StateLook } from '../../../kit/state';

type Delivery = View<'WebhookDeliveryView'>;

const STATUSES: Record<Delivery['status'], StateLook> = {
  pending: { label: 'On its way', color: 'yellow' },
  delivered: { label: 'Delivered', color: 'green' },
  failed: { label: 'Failed', color: 'red' },
};

/** What was sent, what became of it, and a button that sends it again. */
export function Deliveries({ webhookId }: { webhookId: string }) {
  const mayManage = useMay('webhooks.manage');
  const pages = usePages('/v1/webhooks/{id}/deliveries', {
    path: { id: webhookId },
    query: { limit: 100 } as ParamsOf<'/v1/webhooks/{id}/deliveries'>['query'],
  });
  const again = useAct({
    act: (deliveryId: string) =>
      answerOf(
        api.POST('/v1/webhooks/{id}/deliveries/{deliveryId}/redeliver', {
          params: { path: { id: webhookId, deliveryId } },
        }),
      ),
    touches: ['/v1/webhooks'],
    done: ({ type }) => `${type} is sent again.`,
  });
  const columns: readonly Column<Delivery>[] = [
    { id: 'type', header: 'Event', width: 'minmax(8rem, 1fr)', cell: (of) => of.type },
    {
      id: 'at',
      header: 'Happened',
      isExtra: true,
      width: '8.5rem',
      cell: (of) => <Instant at={of.at} isShort />,
    },
    {
      id: 'status',
      header: 'State',
      width: '8rem',
      cell: ({ status }) => <State of={STATUSES[status]} />,
    },
    { id: 'attempts', header: 'Attempts', width: '6.5rem', isNumber: true, cell: (of) => of.attempts },
    {
      id: 'answer',
      header: 'Last answer',
      width: 'minmax(8rem, 2fr)',
      cell: (of) => [of.lastHttpStatus, of.lastNote].filter((part) => part !== null).join(' ') || '–',
    },
    {
      id: 'next',
      header: 'Next attempt',
      isExtra: true,
      width: '8.5rem',
      cell: (of) => (of.status === 'pending' && of.dueAt ? <Instant at={of.dueAt} isShort /> : '–'),
    },
    ...(mayManage
      ? [
          {
            id: 'acts',
            header: 'What can be done',
            width: '10.5rem',
            cell: (of: Delivery) =>
              of.status !== 'pending' && (
                <Button
                  size="compact-xs"
                  variant="default"
                  loading={again.isPending && again.variables === of.id}
                  onClick={() => again.mutate(of.id)}
                >
                  Send again
                </Button>
              ),
          },
        ]
      : []),
  ];
  return (
    <DataTable
      label="Deliveries"
      pages={pages}
      columns={columns}
      rowId={(of) => of.id}
      height="calc(100dvh - 24rem)"
      empty={<Empty title="Nothing was sent yet">Send a test to see whether the receiver answers.</Empty>}
    />
  );
}
