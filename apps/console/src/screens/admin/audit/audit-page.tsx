import { Button } from '@mantine/core';
import { useState } from 'react';
import type { View } from '../../../api/client';
import { usePeople } from '../../../api/people';
import { type ParamsOf, usePages } from '../../../api/reads';
import { Page } from '../../../app/page';
import { Empty } from '../../../kit/empty';
import { inWords } from '../../../kit/chips';
import { inZone } from '../../../kit/time';
import type { Column } from '../../../kit/table/columns';
import { DataTable } from '../../../kit/table/data-table';
import { FilterBar, FilterSelect, FilterText, useFilters } from '../../../kit/table/filters';
import { EventDialog } from './event-dialog';
import { Verification } from './verification';

type Event = View<'AuditEventView'>;

const COLUMNS: readonly Column<Event>[] = [
  { id: 'sequence', header: 'Seal', width: '4.5rem', isNumber: true, cell: (of) => of.sequence ?? 'waits' },
  { id: 'at', header: 'When', width: '12.5rem', cell: (of) => inZone(of.at) },
  { id: 'who', header: 'Who', width: 'minmax(8rem, 1fr)', cell: (of) => of.actorName },
  { id: 'action', header: 'What', width: 'minmax(11rem, 1fr)', cell: (of) => of.action },
  {
    id: 'subject',
    header: 'To what',
    isExtra: true,
    width: 'minmax(9rem, 1fr)',
    cell: (of) => (
      <span title={of.subjectId}>
        {inWords(of.subjectKind)} <code>{of.subjectId.slice(-6)}</code>
      </span>
    ),
  },
];

/** Everything that anybody did, in a chain that shows whether it was touched afterwards. */
export function Component() {
  const filters = useFilters(['action', 'actorId', 'subjectId', 'caseId']);
  const [opened, setOpened] = useState<Event>();
  const people = usePeople().map(({ id, name }) => ({ value: id, label: name }));
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
        <FilterText filters={filters} name="action" label="What" placeholder="order.approved" />
        <FilterSelect filters={filters} name="actorId" label="Who" options={people} />
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
