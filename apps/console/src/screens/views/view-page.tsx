import { Code, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { View } from '../../api/client';
import { usePages, useRead } from '../../api/reads';
import { Page } from '../../app/page';
import { paths } from '../../app/paths';
import { inWords, Severity } from '../../kit/chips';
import { Empty } from '../../kit/empty';
import { hitAddress } from '../../kit/hit-address';
import { Instant } from '../../kit/instant';
import { Loaded } from '../../kit/loaded';
import { sharedName } from '../../kit/share-fields';
import type { Column } from '../../kit/table/columns';
import { DataTable } from '../../kit/table/data-table';
import { ViewActs } from './view-acts';

type Kept = View<'SavedViewView'>;
type Hit = View<'HitView'>;

/** What a saved view finds now, for whoever reads it. */
export function Component() {
  const id = useParams()['id'] ?? '';
  const read = useRead('/v1/views/{id}', { path: { id } });
  return <Loaded read={read}>{(of) => <Results key={of.id} of={of} />}</Loaded>;
}

function Results({ of }: { of: Kept }) {
  const navigate = useNavigate();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const pages = usePages('/v1/views/{id}/results', { path: { id: of.id }, query: { limit: 100, zone } });
  const columns = useMemo(() => columnsOf(of), [of]);
  return (
    <Page title={of.name} crumbs={[{ label: 'Saved views', to: paths.views }]} actions={<ViewActs of={of} />}>
      <Text size="sm">
        Finds {of.kind} by <Code>{of.query || 'everything'}</Code>, seen by {sharedName(of).toLowerCase()}
        {of.archivedAt && '. It is archived: nobody is offered it any more'}.
      </Text>
      <DataTable
        label={of.name}
        pages={pages}
        columns={columns}
        rowId={({ caseId, id }) => `${caseId} ${id}`}
        onOpen={(hit) => {
          const to = hitAddress(hit);
          if (to) void navigate(to);
        }}
        height="calc(100dvh - 15rem)"
        empty={
          <Empty title="It finds nothing now">What it looks for may come tomorrow; the view stays.</Empty>
        }
      />
    </Page>
  );
}

/** Columns that there is room for; the others come in the export. */
const SHOWN = 7;

function columnsOf({ kind, columns }: Kept): Column<Hit>[] {
  // An account has no title but its id.
  const names = kind === 'accounts' ? columns.filter((name) => name !== 'account') : columns;
  return [
    { id: 'title', header: 'Title', width: 'minmax(14rem, 1fr)', cell: (of) => of.title },
    ...names.slice(0, SHOWN).map((name, at) => ({
      id: name,
      header: inWords(name),
      width: '8.5rem',
      isExtra: at >= 4,
      cell: ({ values }: Hit) => <Value name={name} of={values[name]} />,
    })),
  ];
}

function Value({ name, of }: { name: string; of: unknown }) {
  if (of === null || of === undefined) return '–';
  if (name === 'severity' && typeof of === 'number') return <Severity of={of} />;
  if (Array.isArray(of)) return of.join(', ') || '–';
  if (typeof of === 'boolean') return of ? 'Yes' : 'No';
  if (typeof of === 'string' && /^\d{4}-\d\d-\d\dT/.test(of)) return <Instant at={of} isShort />;
  // What else there is are texts and numbers; names come as objects with an id.
  if (typeof of === 'object') return 'name' in of && typeof of.name === 'string' ? of.name : '–';
  return String(of as string | number);
}
