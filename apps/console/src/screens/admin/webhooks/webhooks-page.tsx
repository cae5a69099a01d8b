import { Anchor, Button } from '@mantine/core';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { View } from '../../../api/client';
import { useMay } from '../../../api/me';
import { type ParamsOf, usePages } from '../../../api/reads';
import { Page } from '../../../app/page';
import { paths } from '../../../app/paths';
import { Empty } from '../../../kit/empty';
import { Instant } from '../../../kit/instant';
import type { Column } from '../../../kit/table/columns';
import { DataTable } from '../../../kit/table/data-table';
import { ShownOnce } from '../../../kit/shown-once';
import { WebhookDialog } from './webhook-dialog';
import { State } from '../../../kit/state';

type Webhook = View<'WebhookView'>;

const COLUMNS: readonly Column<Webhook>[] = [
  {
    id: 'url',
    header: 'Address',
    width: 'minmax(14rem, 1.4fr)',
    cell: (of) => (
      <Anchor component={Link} to={paths.webhook(of.id)} size="sm">
        {of.url}
      </Anchor>
    ),
  },
  { id: 'what', header: 'What for', width: 'minmax(9rem, 1.4fr)', cell: (of) => of.description || '–' },
  {
    id: 'types',
    header: 'Told of',
    isExtra: true,
    width: 'minmax(9rem, 1fr)',
    cell: (of) => of.eventTypes.join(', '),
  },
  { id: 'state', header: 'State', width: '8rem', cell: (of) => <WebhookState of={of} /> },
  {
    id: 'made',
    header: 'Made',
    isExtra: true,
    width: '8.5rem',
    cell: (of) => <Instant at={of.createdAt} isShort />,
  },
];

/** Who outside is told of what, as it happens. */
export function Component() {
  const mayManage = useMay('webhooks.manage');
  const navigate = useNavigate();
  const [isMaking, setMaking] = useState(false);
  const [made, setMade] = useState<{ id: string; secret: string }>();
  const pages = usePages('/v1/webhooks', { query: { limit: 100 } as ParamsOf<'/v1/webhooks'>['query'] });
  const make = mayManage && (
    <Button size="xs" onClick={() => setMaking(true)}>
      Make a webhook
    </Button>
  );
  const show = ({ id, secret }: { id: string; secret?: string | null }): void => {
    setMaking(false);
    if (secret) setMade({ id, secret });
    else void navigate(paths.webhook(id));
  };
  return (
    <Page title="Webhooks" actions={make}>
      <DataTable
        label="Webhooks"
        pages={pages}
        columns={COLUMNS}
        rowId={(of) => of.id}
        onOpen={(of) => void navigate(paths.webhook(of.id))}
        empty={
          <Empty title="No webhook yet" action={make}>
            A webhook tells a system of yours when an alert is closed, a case opens or an order is carried
            out. What it is sent is signed, tried again for days, and listed here.
          </Empty>
        }
      />
      {isMaking && <WebhookDialog onClose={() => setMaking(false)} onSaved={show} />}
      {made && (
        <ShownOnce
          title="The signing secret"
          value={made.secret}
          onClose={() => void navigate(paths.webhook(made.id))}
        >
          With it the receiver checks that what it is sent comes from here.
        </ShownOnce>
      )}
    </Page>
  );
}

/** Whether it is sent to, and whether that works. */
export function WebhookState({ of }: { of: Webhook }) {
  const [label, color] =
    of.status === 'disabled'
      ? ['Disabled', 'gray']
      : of.failingSince
        ? ['Failing', 'red']
        : ['Enabled', 'green'];
  return <State of={{ label, color }} />;
}
