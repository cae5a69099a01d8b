import { Anchor, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { Link, useNavigate } from 'react-router';
import type { View } from '../../../../api/client';
import { usePages } from '../../../../api/reads';
import { paths } from '../../../../app/paths';
import { count, many, percent } from '../../../../kit/numbers';
import type { Column } from '../../../../kit/table/columns';
import { DataTable } from '../../../../kit/table/data-table';
import { AccountStatus } from '../../accounts/account-status';
import { useCaseId } from '../../../../kit/use-case';
import { Because, Families } from '../suggestion';

type Member = View<'ClusterMemberView'>;

const COLUMNS: readonly Column<Member>[] = [
  { id: 'account', header: 'Account', width: 'minmax(11rem, 1fr)', cell: (of) => of.accountId },
  {
    id: 'status',
    header: 'In the case',
    width: '8rem',
    cell: (of) => (of.status === null ? 'Outside' : <AccountStatus of={of.status} />),
  },
  { id: 'strength', header: 'Belongs', width: '5.5rem', isNumber: true, cell: (of) => percent(of.strength) },
  { id: 'because', header: 'In because', width: 'minmax(16rem, 3fr)', cell: (of) => of.because.join(' ') },
  {
    id: 'evidence',
    header: 'Tied by',
    isExtra: true,
    width: 'minmax(12rem, 1fr)',
    cell: (of) => <Families of={of.evidence} />,
  },
];

/** One cluster: why it is one, its bridges, and its accounts as far as one scrolls. */
export function ClusterAccounts({ number, of }: { number: number; of: View<'ClusterView'> | undefined }) {
  const id = useCaseId();
  const navigate = useNavigate();
  const pages = usePages('/v1/cases/{id}/clusters/{number}/accounts', {
    path: { id, number },
    query: { limit: 200 },
  });
  return (
    <Paper withBorder p="sm" component="section" aria-labelledby="cluster-heading">
      <Stack gap="xs">
        <Group justify="space-between">
          <Title order={2} size="h5" id="cluster-heading">
            Cluster {number}
            {of && `: ${many(of.accounts, 'account')}, ${count(of.inCase)} in the case`}
          </Title>
          <Anchor
            component={Link}
            to={`${paths.caseAccounts(id)}?cluster=${number}`}
            size="sm"
            underline="always"
          >
            Decide on its accounts
          </Anchor>
        </Group>
        {of && <Because of={of.because} />}
        {of && of.bridges.length > 0 && (
          <Text size="sm">
            Bridges:{' '}
            {of.bridges.slice(0, 12).map(({ to, instruments, accounts }, at) => (
              <span key={to}>
                {at > 0 && ', '}
                <Anchor component={Link} to={paths.caseCluster(id, to)} size="sm" underline="always">
                  cluster {to}
                </Anchor>{' '}
                ({many(instruments, 'payment instrument')}, {many(accounts, 'account')})
              </span>
            ))}
            {of.bridges.length > 12 && ` and ${of.bridges.length - 12} more`}
          </Text>
        )}
        <DataTable
          label={`Accounts of cluster ${number}`}
          pages={pages}
          columns={COLUMNS}
          rowId={({ accountId }) => accountId}
          total={of?.accounts}
          onOpen={({ accountId }) => void navigate(paths.caseAccount(id, accountId))}
          height="22rem"
          empty={null}
        />
      </Stack>
    </Paper>
  );
}
