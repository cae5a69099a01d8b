import { Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { Outlet, useNavigate } from 'react-router';
import { useMay } from '../../../api/me';
import { usePages } from '../../../api/reads';
import { paths } from '../../../app/paths';
import { Empty } from '../../../kit/empty';
import { Instant } from '../../../kit/instant';
import { count } from '../../../kit/numbers';
import type { Column } from '../../../kit/table/columns';
import { DataTable } from '../../../kit/table/data-table';
import { KINDS } from '../imports/import-state';
import { MakeStream } from './make-stream';
import { type Stream, StreamState } from './stream-state';

const COLUMNS: readonly Column<Stream>[] = [
  { id: 'name', header: 'Stream', width: 'minmax(12rem, 1fr)', cell: (of) => of.name },
  { id: 'kind', header: 'Kind', width: '7rem', cell: (of) => KINDS[of.kind] },
  { id: 'state', header: 'State', width: '8rem', cell: (of) => <StreamState of={of} /> },
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
  const navigate = useNavigate();
  const mayImport = useMay('usage.import');
  const [isMaking, setMaking] = useState(false);
  const pages = usePages('/v1/import-streams', { query: { limit: 100 } });
  const make = mayImport && (
    <Button size="xs" onClick={() => setMaking(true)}>
      Make a stream…
    </Button>
  );
  return (
    <Stack gap="xs">
      <Group justify="flex-end">{make}</Group>
      <DataTable
        label="Streams"
        pages={pages}
        columns={COLUMNS}
        rowId={({ id }) => id}
        onOpen={({ id }) => void navigate(paths.usageStream(id))}
        height="calc(100dvh - 17rem)"
        empty={
          <Empty title="There is no stream" action={make}>
            A stream takes rows in batches as they come, from a log shipper with a key of its own. Files are
            brought under Imports.
          </Empty>
        }
      />
      {isMaking && (
        <MakeStream
          onClose={() => setMaking(false)}
          onMade={({ id }) => void navigate(paths.usageStream(id))}
        />
      )}
      <Outlet />
    </Stack>
  );
}
