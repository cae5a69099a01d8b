import { Badge, Button } from '@mantine/core';
import { useMemo } from 'react';
import { useAct } from '../../api/act';
import { answerOf, api, type View } from '../../api/client';
import { useMay } from '../../api/me';
import { usePages } from '../../api/reads';
import { Empty } from '../../kit/empty';
import { Instant } from '../../kit/instant';
import { count } from '../../kit/numbers';
import type { Column } from '../../kit/table/columns';
import { DataTable } from '../../kit/table/data-table';

type Stream = View<'ImportStreamView'>;

const COLUMNS: readonly Column<Stream>[] = [
  { id: 'name', header: 'Stream', width: 'minmax(12rem, 1fr)', cell: (of) => of.name },
  { id: 'kind', header: 'Kind', width: '7rem', cell: (of) => (of.kind === 'usage' ? 'Usage' : 'Accounts') },
  {
    id: 'state',
    header: 'State',
    width: '8rem',
    cell: (of) => (
      <Badge variant="light" color={of.closedAt ? 'gray' : 'green'} tt="none">
        {of.closedAt ? 'Ended' : 'Takes rows'}
      </Badge>
    ),
  },
  { id: 'read', header: 'Rows', width: '8rem', isNumber: true, cell: (of) => count(of.read) },
  { id: 'rejected', header: 'Rejected', width: '7rem', isNumber: true, cell: (of) => count(of.rejected) },
  {
    id: 'waiting',
    header: 'For the next snapshot',
    isExtra: true,
    width: '10rem',
    cell: (of) => (of.openImportId ? 'Rows wait' : '–'),
  },
  { id: 'by', header: 'By', isExtra: true, width: '9rem', cell: (of) => of.createdBy },
  { id: 'made', header: 'Made', width: '8.5rem', cell: (of) => <Instant at={of.createdAt} isShort /> },
];

/** Standing imports, into which a lab's log shipper sends rows as they come. */
export function Component() {
  const mayImport = useMay('usage.import');
  const pages = usePages('/v1/import-streams', { query: { limit: 100 } });
  const columns = useMemo<readonly Column<Stream>[]>(
    () =>
      mayImport
        ? [...COLUMNS, { id: 'acts', header: 'End', width: '7rem', cell: (of) => <Close of={of} /> }]
        : COLUMNS,
    [mayImport],
  );
  return (
    <DataTable
      label="Streams"
      pages={pages}
      columns={columns}
      rowId={({ id }) => id}
      height="calc(100dvh - 14rem)"
      empty={
        <Empty title="There is no stream">
          A stream takes rows in batches as they come, from a log shipper with a key of its own. It is made
          over the API, with POST /v1/import-streams; files are brought under Imports.
        </Empty>
      }
    />
  );
}

function Close({ of }: { of: Stream }) {
  const close = useAct({
    act: () => answerOf(api.POST('/v1/import-streams/{id}/close', { params: { path: { id: of.id } } })),
    touches: ['/v1/import-streams', '/v1/imports'],
    done: () => `${of.name} takes no rows any more; what came is brought in.`,
  });
  if (!of.allowed.includes('close')) return null;
  return (
    <Button
      size="compact-xs"
      variant="default"
      loading={close.isPending}
      aria-label={`End the stream ${of.name}`}
      onClick={() => close.mutate()}
    >
      End it
    </Button>
  );
}
