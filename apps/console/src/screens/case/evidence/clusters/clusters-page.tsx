import { Grid, Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { View } from '../../../../api/client';
import { usePages } from '../../../../api/reads';
import { paths } from '../../../../app/paths';
import { Empty } from '../../../../kit/empty';
import { count } from '../../../../kit/numbers';
import type { Column } from '../../../../kit/table/columns';
import { DataTable } from '../../../../kit/table/data-table';
import { useCaseId } from '../../../../kit/use-case';
import { familyNames } from '../analyzer-names';
import { ClusterAccounts } from './cluster-accounts';
import { ClusterGraph } from './cluster-graph';

type Cluster = View<'ClusterView'>;

/** Clusters that the graph draws: more would be a tangle; the list has them all. */
const DRAWN = 60;

const COLUMNS: readonly Column<Cluster>[] = [
  { id: 'number', header: 'No.', width: '3rem', isNumber: true, cell: (of) => of.number },
  { id: 'accounts', header: 'Accounts', width: '6rem', isNumber: true, cell: (of) => count(of.accounts) },
  { id: 'inCase', header: 'In case', width: '5rem', isNumber: true, cell: (of) => count(of.inCase) },
  { id: 'bridges', header: 'Bridges', width: '5rem', isNumber: true, cell: (of) => of.bridges.length || '–' },
  {
    id: 'evidence',
    header: 'Tied by',
    width: 'minmax(13rem, 1fr)',
    cell: (of) => familyNames(of.evidence),
  },
];

/** The clusters of the campaign: drawn with what ties them, and as a list; of one its accounts. */
export function Component() {
  const id = useCaseId();
  const navigate = useNavigate();
  const chosen = Number(useParams()['number'] ?? 0);
  const pages = usePages('/v1/cases/{id}/clusters', { path: { id }, query: { limit: 100 } });
  const all = useMemo(() => pages.data?.pages.flatMap(({ items }) => items) ?? [], [pages.data]);
  const drawn = useMemo(() => all.slice(0, DRAWN), [all]);
  const open = (number: number): void => void navigate(paths.caseCluster(id, number));
  const isEmpty = pages.data !== undefined && all.length === 0;
  if (isEmpty)
    return (
      <Empty title="There are no clusters">
        Once a run has looked at the usage, accounts that share more with each other than with the rest of the
        campaign are shown here as clusters.
      </Empty>
    );
  return (
    <Stack gap="sm">
      <Grid gap="sm">
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <ClusterGraph clusters={drawn} chosen={chosen} onPick={open} />
          <Text size="xs" c="dimmed">
            {all.length > drawn.length || pages.hasNextPage
              ? `The ${drawn.length} largest are drawn; the list has them all. `
              : ''}
            A circle is a cluster, the larger the more accounts; a line joins two that share payment
            instruments.
          </Text>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <DataTable
            label="Clusters, the largest first"
            pages={pages}
            columns={COLUMNS}
            rowId={({ number }) => String(number)}
            onOpen={({ number }) => open(number)}
            height="26rem"
            empty={null}
          />
        </Grid.Col>
      </Grid>
      {chosen > 0 && (
        <ClusterAccounts key={chosen} number={chosen} of={all.find((one) => one.number === chosen)} />
      )}
    </Stack>
  );
}
