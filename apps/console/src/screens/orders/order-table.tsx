import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { type ParamsOf, usePages } from '../../api/reads';
import { paths } from '../../app/paths';
import { count } from '../../kit/numbers';
import { Instant } from '../../kit/instant';
import type { Column } from '../../kit/table/columns';
import { DataTable } from '../../kit/table/data-table';
import { FilterBar, FilterSelect, useFilters } from '../../kit/table/filters';
import { ACTIONS, OrderStatus, type OrderSummary, STATUS_CHOICES } from './order-terms';

const COLUMNS: readonly Column<OrderSummary>[] = [
  { id: 'number', header: 'No.', width: '3.5rem', isNumber: true, cell: (of) => of.number },
  { id: 'action', header: 'What', width: '5.5rem', cell: (of) => ACTIONS[of.action].noun },
  { id: 'total', header: 'Accounts', width: '6rem', isNumber: true, cell: (of) => count(of.total) },
  { id: 'status', header: 'Status', width: '11rem', cell: (of) => <OrderStatus of={of} /> },
  { id: 'reason', header: 'Reason', width: 'minmax(9rem, 1fr)', cell: (of) => of.reason },
  {
    id: 'by',
    header: 'Proposed by',
    isExtra: true,
    width: '9rem',
    cell: (of) => of.proposedByName ?? `${of.draftedByName} (draft)`,
  },
  {
    id: 'at',
    header: 'Drafted',
    isExtra: true,
    width: '8.5rem',
    cell: (of) => <Instant at={of.draftedAt} isShort />,
  },
];
const CASE_COLUMN: Column<OrderSummary> = {
  id: 'case',
  header: 'Case',
  width: 'minmax(9rem, 1fr)',
  cell: (of) => `#${of.caseNumber} ${of.caseTitle}`,
};
const WITH_CASE = [...COLUMNS.slice(0, 4), CASE_COLUMN, ...COLUMNS.slice(4)];

/** Orders, of one case or of all. */
export function OrderTable({
  caseId,
  empty,
  action,
  height,
}: {
  caseId?: string;
  empty: ReactNode;
  action?: ReactNode;
  height?: string;
}) {
  const navigate = useNavigate();
  const filters = useFilters(['status']);
  const query = {
    ...filters.values,
    limit: 100,
    ...(caseId ? { caseId } : {}),
  } as unknown as ParamsOf<'/v1/orders'>['query'];
  const pages = usePages('/v1/orders', { query });
  return (
    <>
      <FilterBar filters={filters}>
        <FilterSelect filters={filters} name="status" label="Status" options={STATUS_CHOICES} />
        {action}
      </FilterBar>
      <DataTable
        label="Orders"
        pages={pages}
        columns={caseId ? COLUMNS : WITH_CASE}
        rowId={(of) => of.id}
        onOpen={(of) => void navigate(paths.order(of.id))}
        empty={empty}
        {...(height ? { height } : {})}
      />
    </>
  );
}
