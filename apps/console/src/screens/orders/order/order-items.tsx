import { Title } from '@mantine/core';
import { type ParamsOf, usePages } from '../../../api/reads';
import type { View } from '../../../api/client';
import { Empty } from '../../../kit/empty';
import { Instant } from '../../../kit/instant';
import type { Column } from '../../../kit/table/columns';
import { DataTable } from '../../../kit/table/data-table';
import { FilterBar, FilterSelect, useFilters } from '../../../kit/table/filters';
import { ITEM_STATES, type Order, REASONS } from '../order-terms';
import { choicesOf, State } from '../../../kit/state';

type Item = View<'OrderItemView'>;

const COLUMNS: readonly Column<Item>[] = [
  { id: 'position', header: 'No.', width: '5rem', isNumber: true, cell: (of) => of.position },
  { id: 'account', header: 'Account', width: 'minmax(12rem, 1fr)', cell: (of) => of.accountId },
  {
    id: 'state',
    header: 'State',
    width: '8rem',
    cell: (of) => <State of={ITEM_STATES[of.state]} />,
  },
  {
    id: 'reason',
    header: 'Why',
    width: 'minmax(10rem, 1fr)',
    cell: (of) => (of.reason ? REASONS[of.reason] : '–'),
  },
  { id: 'attempts', header: 'Calls', width: '5rem', isNumber: true, cell: (of) => of.attempts },
  {
    id: 'settled',
    header: 'Settled',
    width: '9rem',
    cell: (of) => (of.settledAt ? <Instant at={of.settledAt} isShort /> : '–'),
  },
];

const STATES = choicesOf(ITEM_STATES);
/** How often the accounts of an order that is being carried out are read anew, ms. */
const LIVE_MS = 3_000;

/** The accounts of an order, and what became of each. */
export function OrderItems({ of }: { of: Order }) {
  const filters = useFilters(['state']);
  const { state } = filters.values;
  const query = {
    limit: 500,
    ...(state ? { state } : {}),
  } as unknown as ParamsOf<'/v1/orders/{id}/items'>['query'];
  const pages = usePages('/v1/orders/{id}/items', { path: { id: of.id }, query }, () =>
    of.status === 'executing' ? LIVE_MS : false,
  );
  return (
    <section aria-labelledby="items-heading">
      <Title order={2} size="h5" id="items-heading" mb={4}>
        Accounts
      </Title>
      <FilterBar filters={filters}>
        <FilterSelect filters={filters} name="state" label="State" options={STATES} />
      </FilterBar>
      <DataTable
        label="Accounts of the order"
        pages={pages}
        columns={COLUMNS}
        rowId={(item) => item.id}
        total={state ? of.counts[state] : of.total}
        height="26rem"
        empty={<Empty title="No account of the order is in this state" />}
      />
    </section>
  );
}
