import { Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { Outlet, useNavigate } from 'react-router';
import type { View } from '../../../api/client';
import { useMay } from '../../../api/me';
import { usePages } from '../../../api/reads';
import { paths } from '../../../app/paths';
import { Empty } from '../../../kit/empty';
import { Instant } from '../../../kit/instant';
import type { Column } from '../../../kit/table/columns';
import { DataTable } from '../../../kit/table/data-table';
import { KINDS } from '../imports/import-state';
import { KeepMapping } from './keep-mapping';

type ImportMapping = View<'ImportMappingView'>;

const COLUMNS: readonly Column<ImportMapping>[] = [
  { id: 'name', header: 'Mapping', width: 'minmax(12rem, 1fr)', cell: (of) => of.name },
  { id: 'version', header: 'Version', width: '5.5rem', isNumber: true, cell: (of) => of.version },
  { id: 'kind', header: 'Kind', width: '7rem', cell: (of) => KINDS[of.mapping.kind] },
  {
    id: 'columns',
    header: 'Columns',
    width: '8.5rem',
    isNumber: true,
    cell: (of) => of.mapping.columns.length,
  },
  {
    id: 'description',
    header: 'What for',
    isExtra: true,
    width: 'minmax(12rem, 2fr)',
    cell: (of) => of.description || '–',
  },
  { id: 'by', header: 'By', isExtra: true, width: '9rem', cell: (of) => of.createdBy },
  { id: 'kept', header: 'Kept', width: '8.5rem', cell: (of) => <Instant at={of.createdAt} isShort /> },
];

/** How labs' own columns are read as Docket's: by name, of each the latest version first. */
export function Component() {
  const navigate = useNavigate();
  const mayImport = useMay('usage.import');
  const [isKeeping, setKeeping] = useState(false);
  const pages = usePages('/v1/import-mappings', { query: { limit: 100 } });
  const keep = mayImport && (
    <Button size="xs" onClick={() => setKeeping(true)}>
      Keep a mapping…
    </Button>
  );
  return (
    <Stack gap="xs">
      <Group justify="flex-end">{keep}</Group>
      <DataTable
        label="Mappings"
        pages={pages}
        columns={COLUMNS}
        rowId={({ id }) => id}
        onOpen={({ id }) => void navigate(paths.usageMapping(id))}
        height="calc(100dvh - 17rem)"
        empty={
          <Empty title="No mapping is kept" action={keep}>
            A mapping says how a lab’s own columns are read as Docket’s. Kept under a name, it is chosen with
            each import; a version is never changed.
          </Empty>
        }
      />
      {isKeeping && (
        <KeepMapping
          onClose={() => setKeeping(false)}
          onKept={({ id }) => void navigate(paths.usageMapping(id))}
        />
      )}
      <Outlet />
    </Stack>
  );
}
