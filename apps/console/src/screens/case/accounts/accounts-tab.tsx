import { Stack } from '@mantine/core';
import { Outlet, useNavigate } from 'react-router';
import type { View } from '../../../api/client';
import { useMay } from '../../../api/me';
import { type ParamsOf, usePages, useRead } from '../../../api/reads';
import { paths } from '../../../app/paths';
import { inWords, Person } from '../../../kit/chips';
import { Empty } from '../../../kit/empty';
import { Instant } from '../../../kit/instant';
import type { Column } from '../../../kit/table/columns';
import { DataTable } from '../../../kit/table/data-table';
import { FilterBar, FilterSelect, FilterText, useFilters } from '../../../kit/table/filters';
import { useSelection } from '../../../kit/table/selection';
import { useCase, useCaseId } from '../../../kit/use-case';
import { AccountCounts } from './account-counts';
import { ACCOUNT_FILTERS, type AccountFilters } from './account-filters';
import { AccountStatus } from './account-status';
import { AddAccounts } from './add-accounts';
import { VerdictBar } from './verdict-bar';
import { EvidenceFilters, WeighedList } from './weighed-list';

type Account = View<'CaseAccountView'>;

const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 });

const COLUMNS: readonly Column<Account>[] = [
  { id: 'account', header: 'Account', width: 'minmax(12rem, 1fr)', sort: 'id', cell: (of) => of.accountId },
  { id: 'status', header: 'Status', width: '8rem', cell: (of) => <AccountStatus of={of.status} /> },
  {
    id: 'share',
    header: 'Share',
    width: '5.5rem',
    sort: 'share',
    isNumber: true,
    cell: (of) => (of.share === null ? '–' : percent.format(of.share)),
  },
  { id: 'reason', header: 'Reason', width: 'minmax(12rem, 2fr)', cell: (of) => of.reason ?? '–' },
  { id: 'source', header: 'Source', isExtra: true, width: '10rem', cell: (of) => inWords(of.source) },
  {
    id: 'others',
    header: 'Other cases',
    isExtra: true,
    width: '7.5rem',
    isNumber: true,
    cell: (of) => of.otherCases || '–',
  },
  { id: 'by', header: 'Decided by', width: '9rem', cell: (of) => <Person id={of.decidedBy} nobody="–" /> },
  {
    id: 'decided',
    header: 'Decided',
    isExtra: true,
    width: '8.5rem',
    sort: 'decided',
    cell: (of) => (of.decidedAt ? <Instant at={of.decidedAt} isShort /> : '–'),
  },
];

const SOURCES = [
  { value: 'alerts', label: 'Alerts' },
  { value: 'list', label: 'A list' },
  { value: 'file', label: 'A file' },
  { value: 'case', label: 'Another case' },
  { value: 'finding', label: 'A finding' },
  { value: 'suggestion', label: 'A suggestion' },
];
const DECIDERS = [
  { value: 'me', label: 'Me' },
  { value: 'none', label: 'Nobody yet' },
];

/** The accounts of a case: who is suspected, and what was decided of them. */
export function Component() {
  const filters = useFilters(ACCOUNT_FILTERS);
  const mayReadEvidence = useMay('enrichment.read');
  const { suggestion, cluster, tier } = filters.values;
  const isWeighed = Boolean(suggestion ?? cluster ?? tier) && mayReadEvidence;
  return (
    <Stack gap="xs">
      {isWeighed ? (
        <WeighedList filters={filters} />
      ) : (
        <PlainList filters={filters} mayReadEvidence={mayReadEvidence} />
      )}
      <Outlet />
    </Stack>
  );
}

function PlainList({ filters, mayReadEvidence }: { filters: AccountFilters; mayReadEvidence: boolean }) {
  const id = useCaseId();
  const navigate = useNavigate();
  const { data: of } = useCase();
  const selection = useSelection();
  const { sort, ...asked } = filters.values;
  const query = { ...filters.values, limit: 500 } as unknown as ParamsOf<'/v1/cases/{id}/accounts'>['query'];
  const pages = usePages('/v1/cases/{id}/accounts', { path: { id }, query });
  const { data: counts } = useRead('/v1/cases/{id}/accounts/counts', { path: { id } });
  const isOpen = of?.isOpen === true;
  const mayAssess = useMay('cases.assess') && isOpen;
  const mayEdit = useMay('cases.edit') && isOpen;
  return (
    <>
      <AccountCounts counts={counts} filters={filters} />
      <FilterBar filters={filters}>
        <FilterText filters={filters} name="q" label="Id begins with" placeholder="acct-00" />
        {mayReadEvidence && <EvidenceFilters filters={filters} />}
        <FilterSelect filters={filters} name="source" label="Came from" options={SOURCES} />
        <FilterSelect filters={filters} name="decidedBy" label="Decided by" options={DECIDERS} />
        {mayEdit && <AddAccounts />}
      </FilterBar>
      {mayAssess && <VerdictBar selection={selection} suspected={counts?.suspected ?? 0} />}
      <DataTable
        label="Accounts of the case"
        pages={pages}
        columns={COLUMNS}
        rowId={(account) => account.accountId}
        total={totalOf(counts, asked)}
        onOpen={({ accountId }) =>
          void navigate({ pathname: paths.caseAccount(id, accountId), search: window.location.search })
        }
        sort={{ value: sort ?? 'id', set: (by) => filters.set('sort', by) }}
        height="calc(100dvh - 25rem)"
        empty={
          <Empty title="No account is like this">
            Accounts come into a case with its alerts, from a list or file, or from findings. They are
            suspected until somebody gives a verdict.
          </Empty>
        }
        {...(mayAssess ? { selection } : {})}
      />
    </>
  );
}

/** How many rows the list has, where the counts tell: of all accounts, or of a status. */
function totalOf(
  counts: View<'AccountCountsView'> | undefined,
  { status, ...others }: Record<string, string | undefined>,
): number | undefined {
  if (!counts || Object.keys(others).length > 0) return undefined;
  if (status === undefined) return counts.suspected + counts.confirmed + counts.cleared;
  return counts[status as keyof typeof counts];
}
