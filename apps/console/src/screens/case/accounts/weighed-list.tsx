import { Text } from '@mantine/core';
import { useNavigate } from 'react-router';
import type { View } from '../../../api/client';
import { useMay } from '../../../api/me';
import { type ParamsOf, usePages, useRead } from '../../../api/reads';
import { paths } from '../../../app/paths';
import { Empty } from '../../../kit/empty';
import { count, many, percent } from '../../../kit/numbers';
import type { Column } from '../../../kit/table/columns';
import { DataTable } from '../../../kit/table/data-table';
import { FilterBar, FilterSelect, FilterText } from '../../../kit/table/filters';
import { useSelection } from '../../../kit/table/selection';
import { SuggestionBadge, suggestionName, tierName } from '../evidence/suggestion';
import { useCase, useCaseId } from '../../../kit/use-case';
import type { AccountFilters } from './account-filters';
import { AccountStatus, statusName } from './account-status';
import type { Weighed } from './use-judge';
import { VerdictBar } from './verdict-bar';

type Account = View<'WeighedAccountView'>;

const STATUSES = (['suspected', 'confirmed', 'cleared'] as const).map((value) => ({
  value,
  label: statusName(value),
}));
const SUGGESTIONS = [
  ...(['confirm', 'review', 'clear'] as const).map((value) => ({ value, label: suggestionName(value) })),
  { value: 'none', label: 'Nothing' },
];
const TIERS = (['ban', 'review', 'look_alike'] as const).map((value) => ({ value, label: tierName(value) }));

const COLUMNS: readonly Column<Account>[] = [
  { id: 'account', header: 'Account', width: 'minmax(11rem, 1fr)', cell: (of) => of.accountId },
  { id: 'status', header: 'Status', width: '7rem', cell: (of) => <AccountStatus of={of.status} /> },
  {
    id: 'suggestion',
    header: 'Suggested',
    width: '7rem',
    cell: (of) => <SuggestionBadge of={of.suggestion} />,
  },
  { id: 'score', header: 'Belongs', width: '5rem', isNumber: true, cell: (of) => percent(of.score) },
  { id: 'cluster', header: 'Cluster', width: '5rem', isNumber: true, cell: (of) => of.cluster ?? '–' },
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

/** What the evidence says of an account, as filters of the list. */
export function EvidenceFilters({ filters }: { filters: AccountFilters }) {
  return (
    <>
      <FilterSelect filters={filters} name="suggestion" label="Suggested" options={SUGGESTIONS} />
      <FilterText filters={filters} name="cluster" label="Cluster" placeholder="1" />
      <FilterSelect filters={filters} name="tier" label="Was candidate" options={TIERS} />
    </>
  );
}

/** The accounts of the case that the evidence puts together, beside their verdicts. */
export function WeighedList({ filters }: { filters: AccountFilters }) {
  const id = useCaseId();
  const navigate = useNavigate();
  const { data: of } = useCase();
  const mayAssess = useMay('cases.assess') && of?.isOpen === true;
  const selection = useSelection();
  const { status, q, suggestion, cluster, tier } = filters.values;
  const by = { ...(suggestion && { suggestion }), ...(cluster && { cluster }), ...(tier && { tier }) };
  const query = { ...by, ...(status && { status }), ...(q && { q }), limit: 500 };
  type Query = ParamsOf<'/v1/cases/{id}/weighed-accounts'>['query'];
  const pages = usePages('/v1/cases/{id}/weighed-accounts', { path: { id }, query: query as Query });
  const { data: counts = [] } = useRead('/v1/cases/{id}/weighed-accounts/counts', {
    path: { id },
    query: by as Query,
  });
  const ofStatus = (one: string | undefined): number =>
    counts.reduce((sum, row) => sum + (!one || row.status === one ? row.accounts : 0), 0);
  const suspected = ofStatus('suspected');
  const weighed = {
    ...by,
    ...(cluster && { cluster: Number(cluster) }),
    accounts: suspected,
  } as unknown as Weighed;
  return (
    <>
      <FilterBar filters={filters}>
        <FilterSelect filters={filters} name="status" label="Status" options={STATUSES} />
        <FilterText filters={filters} name="q" label="Id begins with" placeholder="acct-00" />
        <EvidenceFilters filters={filters} />
      </FilterBar>
      <Text size="sm" role="status">
        {many(ofStatus(undefined), 'account')}: {count(suspected)} suspected, {count(ofStatus('confirmed'))}{' '}
        confirmed, {count(ofStatus('cleared'))} cleared
      </Text>
      {mayAssess && <VerdictBar selection={selection} suspected={suspected} weighed={weighed} />}
      <DataTable
        label="Accounts of the case by the evidence"
        pages={pages}
        columns={COLUMNS}
        rowId={({ accountId }) => accountId}
        total={q ? undefined : ofStatus(status)}
        onOpen={({ accountId }) =>
          void navigate({ pathname: paths.caseAccount(id, accountId), search: window.location.search })
        }
        height="calc(100dvh - 26rem)"
        empty={
          <Empty title="No account is like this">
            What the evidence suggests is there once a run has looked at the usage, under Evidence.
          </Empty>
        }
        {...(mayAssess ? { selection } : {})}
      />
    </>
  );
}
