import { Button, Group, Stack } from '@mantine/core';
import { useNavigate } from 'react-router';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { useMay } from '../../../api/me';
import { usePages } from '../../../api/reads';
import { paths } from '../../../app/paths';
import { Empty } from '../../../kit/empty';
import { Instant } from '../../../kit/instant';
import { inZone } from '../../../kit/time';
import { count } from '../../../kit/numbers';
import type { Column } from '../../../kit/table/columns';
import { DataTable } from '../../../kit/table/data-table';

type Snapshot = View<'SnapshotView'>;

const COLUMNS: readonly Column<Snapshot>[] = [
  { id: 'number', header: 'No.', width: '4rem', isNumber: true, cell: (of) => of.number },
  { id: 'taken', header: 'Taken', width: 'minmax(12rem, 1fr)', cell: (of) => inZone(of.takenAt) },
  { id: 'by', header: 'By', width: '8rem', cell: (of) => of.takenBy },
  { id: 'requests', header: 'Requests', width: '7rem', isNumber: true, cell: (of) => count(of.usageRows) },
  {
    id: 'accounts',
    header: 'Accounts',
    width: '6.5rem',
    isNumber: true,
    cell: (of) => count(of.accountRows),
  },
  { id: 'days', header: 'Days', isExtra: true, width: '5rem', isNumber: true, cell: (of) => of.days.length },
  {
    id: 'through',
    header: 'Latest request',
    width: '9rem',
    cell: (of) => (of.watermark ? <Instant at={of.watermark} isShort /> : '–'),
  },
  { id: 'note', header: 'Note', isExtra: true, width: 'minmax(8rem, 1fr)', cell: (of) => of.note ?? '' },
];

/** Frozen states of the usage, the latest first. */
export function Component() {
  const navigate = useNavigate();
  const maySnapshot = useMay('usage.snapshot');
  const pages = usePages('/v1/snapshots', { query: { limit: 50 } });
  const take = useAct({
    act: () => answerOf(api.POST('/v1/snapshots', { body: {} })),
    touches: ['/v1/snapshots'],
    done: ({ number }) => `Snapshot ${number} is taken.`,
  });
  const button = maySnapshot && (
    <Button size="xs" loading={take.isPending} onClick={() => take.mutate()}>
      Take a snapshot
    </Button>
  );
  return (
    <Stack gap="xs">
      <Group justify="flex-end">{button}</Group>
      <DataTable
        label="Snapshots"
        pages={pages}
        columns={COLUMNS}
        rowId={({ id }) => id}
        onOpen={({ id }) => void navigate(paths.usageSnapshot(id))}
        height="calc(100dvh - 17rem)"
        empty={
          <Empty title="There is no snapshot" action={button}>
            A snapshot freezes what is imported now: days, counts and hashes. Findings and figures are counted
            from one, so that they can be counted again later and come to the same.
          </Empty>
        }
      />
    </Stack>
  );
}
