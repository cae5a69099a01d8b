import type { View } from '../../api/client';
import { type ParamsOf, usePages } from '../../api/reads';
import { Page } from '../../app/page';
import { useDetectorName } from '../../kit/detectors';
import { Empty } from '../../kit/empty';
import { Instant } from '../../kit/instant';
import type { Column } from '../../kit/table/columns';
import { DataTable } from '../../kit/table/data-table';
import { FilterBar, FilterSelect, useFilters } from '../../kit/table/filters';
import { RuleActs } from './rule-acts';

type Rule = View<'MutingRuleView'>;

const COLUMNS: readonly Column<Rule>[] = [
  { id: 'what', header: 'Mutes', width: 'minmax(14rem, 1fr)', cell: (of) => <Match of={of} /> },
  {
    id: 'reason',
    header: 'Reason',
    width: 'minmax(9rem, 1.4fr)',
    cell: (of) => <span title={of.reason}>{of.reason}</span>,
  },
  {
    id: 'muted',
    header: 'Muted',
    width: '5rem',
    isNumber: true,
    cell: (of) => (of.muted - of.unmuted).toLocaleString('en'),
  },
  {
    id: 'until',
    header: 'Until',
    width: '9rem',
    cell: (of) =>
      of.endedAt ? (
        <>
          Ended <Instant at={of.endedAt} isShort />
        </>
      ) : (
        <Instant at={of.expiresAt} isShort />
      ),
  },
  { id: 'by', header: 'Made by', isExtra: true, width: '11rem', cell: (of) => of.createdByName },
  {
    id: 'last',
    header: 'Last muted',
    isExtra: true,
    width: '8.5rem',
    cell: (of) => (of.lastMutedAt ? <Instant at={of.lastMutedAt} isShort /> : '–'),
  },
  { id: 'acts', header: 'What can be done', width: '11rem', cell: (of) => <RuleActs of={of} /> },
];

const WHICH = [{ value: 'true', label: 'Still muting' }];

/** What people do not want to see for a time, and why. */
export function Component() {
  const filters = useFilters(['standing']);
  const query = { ...filters.values, limit: 100 } as unknown as ParamsOf<'/v1/muting-rules'>['query'];
  const pages = usePages('/v1/muting-rules', { query });
  return (
    <Page title="Muting rules">
      <FilterBar filters={filters}>
        <FilterSelect filters={filters} name="standing" label="Rules" options={WHICH} unset="All" />
      </FilterBar>
      <DataTable
        label="Muting rules"
        pages={pages}
        columns={COLUMNS}
        rowId={(of) => of.id}
        height="calc(100dvh - 14rem)"
        empty={
          <Empty title="Nothing is muted">
            A muting rule keeps new alerts of a detector, of a type or about one account from the inbox, for a
            reason and at most 90 days. Make one in the inbox: go to such an alert and press v.
          </Empty>
        }
      />
    </Page>
  );
}

function Match({ of }: { of: Rule }) {
  const nameOf = useDetectorName();
  const words = [
    ...(of.type ? [`type ${of.type}`] : []),
    ...(of.detectorId ? [`detector ${nameOf(of.detectorId)}`] : []),
    ...(of.subject ? [`${of.subject.kind} ${of.subject.value}`] : []),
  ].join(', ');
  return <span title={words}>{words}</span>;
}
