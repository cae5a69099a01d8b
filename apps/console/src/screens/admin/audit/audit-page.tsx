import { Button } from '@mantine/core';
import { useState } from 'react';
import type { View } from '../../../api/client';
import { type ParamsOf, usePages } from '../../../api/reads';
import { Page } from '../../../app/page';
import { Empty } from '../../../kit/empty';
import { Instant } from '../../../kit/instant';
import type { Column } from '../../../kit/table/columns';
import { DataTable } from '../../../kit/table/data-table';
import { FilterBar, FilterText, useFilters } from '../../../kit/table/filters';
import { EventDialog } from './event-dialog';
import { Verification } from './verification';

type Event = View<'AuditEventView'>;

const COLUMNS: readonly Column<Event>[] = [
  { id: 'sequence', header: 'Seal', width: '6rem', isNumber: true, cell: (of) => of.sequence ?? 'waits' },
  { id: 'at', header: 'When', width: '13rem', cell: (of) => <Instant at={of.at} /> },
  { id: 'who', header: 'Who', width: 'minmax(9rem, 1fr)', cell: (of) => of.actorName },
  { id: 'action', header: 'What', width: 'minmax(11rem, 1fr)', cell: (of) => of.action },
  {
    id: 'subject',
    header: 'To what',
    isExtra: true,
    width: 'minmax(14rem, 1fr)',
    cell: (of) => of.subjectId,
  },
];

/** Everything that anybody did, in a chain that shows whether it was touched afterwards. */
export function Component() {
  const filters = useFilters(['action', 'actorId', 'subjectId', 'caseId']);
  const [opened, setOpened] = useState<Event>();
  const query = { ...filters.values, limit: 200 } as unknown as ParamsOf<'/v1/audit/events'>['query'];
  const pages = usePages('/v1/audit/events', { query });
  return (
    <Page
      title="Audit log"
      actions={
        <Button component="a" href="/v1/audit/export" download size="xs" variant="default">
          Export the chain
        </Button>
      }
    >
      <Verification />
      <FilterBar filters={filters}>
        <FilterText filters={filters} name="action" label="What" placeholder="order or order.approved" />
        <FilterText filters={filters} name="actorId" label="Who (id)" />
        <FilterText filters={filters} name="subjectId" label="To what (id)" />
        <FilterText filters={filters} name="caseId" label="Case (id)" />
      </FilterBar>
      <DataTable
        label="Events"
        pages={pages}
        columns={COLUMNS}
        rowId={(of) => of.id}
        onOpen={setOpened}
        empty={
          <Empty title="No event is like this">
            A noun finds every act on it, as in order or letter; a noun and a verb finds one act, as in
            order.approved.
          </Empty>
        }
      />
      {opened && <EventDialog of={opened} onClose={() => setOpened(undefined)} />}
    </Page>
  );
}
