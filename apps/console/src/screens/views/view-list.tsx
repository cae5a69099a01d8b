import { Code } from '@mantine/core';
import { useNavigate } from 'react-router';
import type { View } from '../../api/client';
import { type ParamsOf, usePages } from '../../api/reads';
import { Page } from '../../app/page';
import { paths } from '../../app/paths';
import { inWords } from '../../kit/chips';
import { Empty } from '../../kit/empty';
import { Instant } from '../../kit/instant';
import { sharedName } from '../../kit/share-fields';
import type { Column } from '../../kit/table/columns';
import { DataTable } from '../../kit/table/data-table';
import { FilterBar, FilterSelect, useFilters } from '../../kit/table/filters';

type Kept = View<'SavedViewView'>;

const COLUMNS: readonly Column<Kept>[] = [
  { id: 'name', header: 'Name', width: 'minmax(11rem, 1fr)', cell: (of) => of.name },
  { id: 'kind', header: 'Finds', width: '6rem', cell: (of) => inWords(of.kind) },
  {
    id: 'query',
    header: 'By',
    width: 'minmax(13rem, 1.5fr)',
    cell: (of) => <Code title={of.query}>{of.query || 'everything'}</Code>,
  },
  { id: 'shared', header: 'Who sees it', width: '8rem', cell: sharedName },
  { id: 'owner', header: 'Owner', width: '9.5rem', cell: (of) => of.ownerName ?? 'The installation' },
  {
    id: 'updated',
    header: 'Changed',
    isExtra: true,
    width: '8.5rem',
    cell: (of) => <Instant at={of.updatedAt} isShort />,
  },
];

const KINDS = (['alerts', 'cases', 'accounts', 'entities', 'notes'] satisfies Kept['kind'][]).map(
  (value) => ({ value, label: inWords(value) }),
);

/** Searches that people keep and share. */
export function Component() {
  const navigate = useNavigate();
  const filters = useFilters(['kind']);
  const query = { ...filters.values, limit: 100 } as unknown as ParamsOf<'/v1/views'>['query'];
  const pages = usePages('/v1/views', { query });
  return (
    <Page title="Saved views">
      <FilterBar filters={filters}>
        <FilterSelect filters={filters} name="kind" label="Finds" options={KINDS} />
      </FilterBar>
      <DataTable
        label="Saved views"
        pages={pages}
        columns={COLUMNS}
        rowId={(of) => of.id}
        onOpen={({ id }) => void navigate(paths.view(id))}
        height="calc(100dvh - 14rem)"
        empty={
          <Empty title="No view is kept">
            A view keeps a search under a name, for you, your team or everyone. Set filters in the inbox and
            choose “Keep or export”.
          </Empty>
        }
      />
    </Page>
  );
}
