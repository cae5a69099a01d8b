import { useState } from 'react';
import type { View } from '../../api/client';
import { type ParamsOf, usePages, useRead } from '../../api/reads';
import { Text } from '@mantine/core';
import { Page } from '../../app/page';
import { useDetectorName, useDetectors } from '../../kit/detectors';
import { Empty } from '../../kit/empty';
import { Instant } from '../../kit/instant';
import type { Column } from '../../kit/table/columns';
import { DataTable } from '../../kit/table/data-table';
import { FilterBar, FilterSelect, useFilters } from '../../kit/table/filters';
import { LetterDialog } from './letter-dialog';

type Letter = View<'DeadLetterView'>;

const COLUMNS: readonly Column<Letter>[] = [
  {
    id: 'received',
    header: 'Received',
    width: '9rem',
    cell: (of) => <Instant at={of.receivedAt} isShort />,
  },
  { id: 'detector', header: 'Detector', width: '11rem', cell: (of) => <Detector id={of.detectorId} /> },
  {
    id: 'why',
    header: 'Why it could not be read',
    width: 'minmax(14rem, 1fr)',
    cell: (of) => of.errors.map(({ pointer, detail }) => `${pointer || 'The whole'}: ${detail}`).join('; '),
  },
  {
    id: 'replayed',
    header: 'Sent again',
    width: '13rem',
    cell: (of) =>
      of.replayedAt ? (
        <>
          {of.replayedBy}, <Instant at={of.replayedAt} isShort />
        </>
      ) : (
        'Not yet'
      ),
  },
];

const WHICH = [
  { value: 'false', label: 'Not sent again' },
  { value: 'true', label: 'Sent again' },
];

/** What detectors sent and what could not be read: corrected, sent again, or dismissed. */
export function Component() {
  const filters = useFilters(['detectorId', 'replayed']);
  const [openId, setOpenId] = useState<string>();
  const query = { ...filters.values, limit: 100 } as unknown as ParamsOf<'/v1/alerts/dead-letters'>['query'];
  const pages = usePages('/v1/alerts/dead-letters', { query });
  const { data: tallies = [] } = useRead('/v1/alerts/dead-letters/tallies', {});
  const nameOf = useDetectorName();
  const told = tallies
    .filter(({ held, dropped }) => held + dropped > 0)
    .map(
      ({ detectorId, held, dropped }) =>
        `${nameOf(detectorId)}: ${held.toLocaleString('en')} held${dropped > 0 ? `, ${dropped.toLocaleString('en')} dropped as the oldest` : ''}`,
    );
  return (
    <Page title="Dead letters">
      {told.length > 0 && <Text size="sm">{told.join(' · ')}</Text>}
      <FilterBar filters={filters}>
        <FilterSelect filters={filters} name="detectorId" label="Detector" options={useDetectors()} />
        <FilterSelect filters={filters} name="replayed" label="Which" options={WHICH} unset="All" />
      </FilterBar>
      <DataTable
        label="Dead letters"
        pages={pages}
        columns={COLUMNS}
        rowId={(of) => of.id}
        onOpen={({ id }) => setOpenId(id)}
        height="calc(100dvh - 16rem)"
        empty={
          <Empty title="Everything that was sent could be read">
            An item that a detector sends and that cannot be read is kept here with the reasons. It can be
            corrected and sent again, and becomes an alert then; or it is dismissed.
          </Empty>
        }
      />
      {openId && <LetterDialog id={openId} onClose={() => setOpenId(undefined)} />}
    </Page>
  );
}

function Detector({ id }: { id: string }) {
  return useDetectorName()(id);
}
