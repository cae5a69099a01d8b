import { Button, Drawer, Group, SegmentedControl, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { useMay } from '../../../api/me';
import { type ParamsOf, usePages, useRead } from '../../../api/reads';
import { paths } from '../../../app/paths';
import { useShortcuts } from '../../../app/shortcuts';
import { Empty } from '../../../kit/empty';
import { count, many, percent } from '../../../kit/numbers';
import { BulkBar } from '../../../kit/table/bulk-bar';
import type { Column } from '../../../kit/table/columns';
import { DataTable } from '../../../kit/table/data-table';
import { type Filters, useFilters } from '../../../kit/table/filters';
import { type Selection, useSelection } from '../../../kit/table/selection';
import { AccountStatus } from '../accounts/account-status';
import { saidOfListed, unlist } from '../accounts/unlist';
import { useCase, useCaseId } from '../../../kit/use-case';
import { resultOf } from './results/shapes';
import { Because, Families, type Tier, TierBadge, tierName } from './suggestion';
import { useRuns } from './use-runs';

type Candidate = View<'CandidateView'>;
const TIERS: readonly Tier[] = ['ban', 'review', 'look_alike'];

const COLUMNS: readonly Column<Candidate>[] = [
  { id: 'account', header: 'Account', width: 'minmax(11rem, 1fr)', cell: (of) => of.accountId },
  { id: 'tier', header: 'Tier', width: '7rem', cell: (of) => <TierBadge of={of.tier} /> },
  {
    id: 'status',
    header: 'In the case',
    width: '7.5rem',
    cell: (of) => (of.status === null ? 'Outside' : <AccountStatus of={of.status} />),
  },
  { id: 'score', header: 'Belongs', width: '5.5rem', isNumber: true, cell: (of) => percent(of.score) },
  {
    id: 'exchanges',
    header: 'Exchanges',
    isExtra: true,
    width: '7rem',
    isNumber: true,
    cell: (of) => count(of.exchanges),
  },
  {
    id: 'campaign',
    header: 'Campaign',
    isExtra: true,
    width: '7rem',
    isNumber: true,
    cell: (of) => count(of.campaignExchanges),
  },
  { id: 'because', header: 'Because', width: 'minmax(12rem, 3fr)', cell: (of) => of.because.join(' ') },
];

/** Accounts outside the case that the evidence ties to it, by how sure it is; with the look-alikes and why not. */
export function Component() {
  const id = useCaseId();
  const { data: of } = useCase();
  const isOpen = of?.isOpen === true;
  const mayEdit = useMay('cases.edit') && isOpen;
  const filters = useFilters(['tier']);
  const selection = useSelection();
  const [shownId, setShownId] = useState<string>();
  const query = {
    ...filters.values,
    limit: 200,
  } as unknown as ParamsOf<'/v1/cases/{id}/candidates'>['query'];
  const pages = usePages('/v1/cases/{id}/candidates', { path: { id }, query });
  const all = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  const shown = all.find(({ accountId }) => accountId === shownId);
  return (
    <Stack gap="xs">
      <Tiers filters={filters} />
      {mayEdit && <AddBar selection={selection} findingId={all[0]?.findingId} />}
      <DataTable
        label="Candidates"
        pages={pages}
        columns={COLUMNS}
        rowId={({ accountId }) => accountId}
        onOpen={({ accountId }) => setShownId(accountId)}
        height="calc(100dvh - 26rem)"
        empty={
          <Empty title="There are no candidates here">
            A run that looks at the usage also finds accounts outside the case that share templates, cards or
            networks with it. Nothing is done to them unless you add them to the case.
          </Empty>
        }
        {...(mayEdit ? { selection } : {})}
      />
      {shown && <CandidateDrawer of={shown} caseId={id} onClose={() => setShownId(undefined)} />}
    </Stack>
  );
}

/** How many there are of each tier by the latest run. */
function Tiers({ filters }: { filters: Filters<'tier'> }) {
  const step = useRuns()
    .data?.flatMap(({ steps }) => steps)
    .find(({ analyzer, findingId }) => analyzer === 'membership' && findingId !== null);
  const { data } = useRead(
    '/v1/findings/{id}',
    { path: { id: step?.findingId ?? '' } },
    { enabled: step !== undefined },
  );
  const counts = data && resultOf(data, 'membership').candidates;
  return (
    <SegmentedControl
      size="xs"
      w="fit-content"
      aria-label="Tier"
      value={filters.values.tier ?? 'all'}
      onChange={(tier) => filters.set('tier', tier === 'all' ? null : tier)}
      data={[
        { value: 'all', label: 'All' },
        ...TIERS.map((tier) => ({
          value: tier,
          label: `${tierName(tier)}${counts ? ` ${count(counts[tier])}` : ''}`,
        })),
      ]}
    />
  );
}

function AddBar({ selection, findingId }: { selection: Selection; findingId: string | undefined }) {
  const id = useCaseId();
  const accountIds = [...selection.ids];
  const add = useAct({
    act: () =>
      answerOf(
        api.POST('/v1/findings/{id}/candidates', {
          params: { path: { id: findingId ?? '' } },
          body: { accountIds },
        }),
      ),
    touches: ['/v1/cases/{id}'],
    done: saidOfListed,
    undo: ({ addedAt }) => unlist(id, addedAt),
  });
  const run = (): void => {
    if (accountIds.length > 0) add.mutate(undefined, { onSuccess: selection.clear });
  };
  useShortcuts([{ keys: 'a', does: 'Add the ticked candidates to the case', run }]);
  return (
    <BulkBar selection={selection} noun="candidates">
      {accountIds.length > 0 && (
        <Button size="compact-sm" loading={add.isPending} onClick={run}>
          Add {many(accountIds.length, 'account')} to the case
        </Button>
      )}
    </BulkBar>
  );
}

function CandidateDrawer(props: { of: Candidate; caseId: string; onClose: () => void }) {
  const { of, caseId, onClose } = props;
  return (
    <Drawer opened onClose={onClose} position="right" size="md" title={of.accountId}>
      <Stack gap="sm">
        <Group gap="xs">
          <TierBadge of={of.tier} />
          {of.status === null ? <Text size="sm">Outside the case</Text> : <AccountStatus of={of.status} />}
        </Group>
        <Text size="sm" fw={600}>
          {of.tier === 'look_alike' ? 'Looks alike, but does not belong in:' : 'Belongs in because:'}
        </Text>
        <Because of={of.because} />
        {of.evidence.length > 0 && <Families of={of.evidence} />}
        <Table verticalSpacing={4} fz="sm">
          <Table.Tbody>
            {(
              [
                ['How likely it belongs', percent(of.score)],
                ['Exchanges', count(of.exchanges)],
                ['In campaign templates', count(of.campaignExchanges)],
              ] as const
            ).map(([label, value]) => (
              <Table.Tr key={label}>
                <Table.Th scope="row" fw={500}>
                  {label}
                </Table.Th>
                <Table.Td>{value}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        {of.status !== null && (
          <Button component={Link} to={paths.caseAccount(caseId, of.accountId)} variant="default" size="xs">
            Open it in the case
          </Button>
        )}
      </Stack>
    </Drawer>
  );
}
