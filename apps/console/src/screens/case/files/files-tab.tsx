import { Stack } from '@mantine/core';
import { Outlet, useNavigate } from 'react-router';
import type { View } from '../../../api/client';
import { usePages } from '../../../api/reads';
import { paths } from '../../../app/paths';
import { inWords } from '../../../kit/chips';
import { Empty } from '../../../kit/empty';
import { Instant } from '../../../kit/instant';
import { bytes } from '../../../kit/numbers';
import type { Column } from '../../../kit/table/columns';
import { DataTable } from '../../../kit/table/data-table';
import { useCaseId } from '../../../kit/use-case';
import { mediaName } from './media-name';

const COLUMNS: readonly Column<View<'EvidenceItemView'>>[] = [
  { id: 'name', header: 'File', width: 'minmax(14rem, 2fr)', cell: (of) => of.name },
  { id: 'origin', header: 'Came from', width: '9rem', cell: (of) => inWords(of.origin) },
  { id: 'type', header: 'Type', isExtra: true, width: '12rem', cell: (of) => mediaName(of.mediaType) },
  { id: 'bytes', header: 'Size', width: '7rem', isNumber: true, cell: (of) => bytes(of.bytes) },
  { id: 'hash', header: 'SHA-256', isExtra: true, width: '12rem', cell: (of) => <code>{of.sha256}</code> },
  { id: 'kept', header: 'Kept', width: '8.5rem', cell: (of) => <Instant at={of.keptAt} isShort /> },
];

/** The files that are kept of a case, whose bytes never change. */
export function Component() {
  const id = useCaseId();
  const navigate = useNavigate();
  const pages = usePages('/v1/cases/{id}/evidence', { path: { id }, query: { limit: 100 } });
  return (
    <Stack gap="xs">
      <DataTable
        label="Files of the case"
        pages={pages}
        columns={COLUMNS}
        rowId={(of) => of.id}
        onOpen={(of) => void navigate(paths.caseFile(id, of.id))}
        height="calc(100dvh - 16rem)"
        empty={
          <Empty title="No file is kept of this case yet">
            Lists of accounts that were sent in, frozen letters, receipts and packs are kept here with their
            hash, and with the name of everyone who had them in hand.
          </Empty>
        }
      />
      <Outlet />
    </Stack>
  );
}
