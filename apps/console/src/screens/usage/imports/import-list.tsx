import { Button, Group, Stack } from '@mantine/core';
import { Link, Outlet, useNavigate } from 'react-router';
import { useMay } from '../../../api/me';
import { usePages } from '../../../api/reads';
import { paths } from '../../../app/paths';
import { useShortcuts } from '../../../app/shortcuts';
import { Empty } from '../../../kit/empty';
import { Instant } from '../../../kit/instant';
import { bytes, count } from '../../../kit/numbers';
import type { Column } from '../../../kit/table/columns';
import { DataTable } from '../../../kit/table/data-table';
import { type Import, ImportState, KINDS, Withdrawn } from './import-state';

/** How often the list is read while something loads, ms. */
const LOOK_MS = 2_000;

const COLUMNS: readonly Column<Import>[] = [
  { id: 'no', header: 'No.', width: '3.5rem', isNumber: true, cell: (of) => of.no },
  { id: 'file', header: 'File', width: 'minmax(10rem, 1fr)', cell: (of) => of.fileName },
  { id: 'kind', header: 'Kind', width: '6rem', cell: (of) => KINDS[of.kind] },
  { id: 'state', header: 'State', width: '9rem', cell: (of) => <ImportState of={of} /> },
  { id: 'read', header: 'Read', width: '6.5rem', isNumber: true, cell: (of) => count(of.read) },
  {
    id: 'loaded',
    header: 'Count now',
    width: '6.5rem',
    isNumber: true,
    cell: (of) => (of.withdrawnAt ? '–' : count(of.loaded)),
  },
  {
    id: 'rejected',
    header: 'Rejected',
    isExtra: true,
    width: '6rem',
    isNumber: true,
    cell: (of) => of.rejected || '–',
  },
  {
    id: 'known',
    header: 'Known',
    isExtra: true,
    width: '5.5rem',
    isNumber: true,
    cell: (of) => of.known || '–',
  },
  {
    id: 'bytes',
    header: 'Size',
    isExtra: true,
    width: '5.5rem',
    isNumber: true,
    cell: (of) => bytes(of.bytes),
  },
  { id: 'by', header: 'By', isExtra: true, width: '7.5rem', cell: (of) => of.createdBy },
  { id: 'at', header: 'Announced', width: '8.5rem', cell: (of) => <Instant at={of.createdAt} isShort /> },
];

/** Who withdrew an import, when and why: shown where some of what is listed was withdrawn. */
const WITH_WITHDRAWN: readonly Column<Import>[] = COLUMNS.flatMap((column) =>
  column.id === 'state'
    ? [
        column,
        {
          id: 'withdrawn',
          header: 'Withdrawn',
          isExtra: true,
          width: 'minmax(20rem, 3fr)',
          cell: (of) => <Withdrawn of={of} />,
        },
      ]
    : [column],
);

/** Files of usage and accounts that came in, the latest first. */
export function Component() {
  const navigate = useNavigate();
  const mayImport = useMay('usage.import');
  const pages = usePages('/v1/imports', { query: { limit: 100 } }, (imports) =>
    imports.some(({ state }) => state === 'loading') ? LOOK_MS : false,
  );
  const hasWithdrawn = pages.data?.pages.some(({ items }) => items.some(({ withdrawnAt }) => withdrawnAt));
  useShortcuts(
    mayImport ? [{ keys: 'n', does: 'Import a file', run: () => void navigate(paths.usageNewImport) }] : [],
  );
  const bring = mayImport && (
    <Button component={Link} to={paths.usageNewImport} size="xs">
      Import a file
    </Button>
  );
  return (
    <Stack gap="xs">
      <Group justify="flex-end">{bring}</Group>
      <DataTable
        label="Imports"
        pages={pages}
        columns={hasWithdrawn ? WITH_WITHDRAWN : COLUMNS}
        rowId={({ id }) => id}
        onOpen={({ id }) => void navigate(paths.usageImport(id))}
        height="calc(100dvh - 17rem)"
        empty={
          <Empty title="Nothing was imported yet" action={bring}>
            Findings are counted from the lab’s own request log: files of requests and of accounts, as CSV,
            NDJSON or Parquet. Rows that came before are known and count once.
          </Empty>
        }
      />
      <Outlet />
    </Stack>
  );
}
