import { SegmentedControl, Text } from '@mantine/core';
import { useNavigate } from 'react-router';
import { type ParamsOf, usePages } from '../../api/reads';
import { Page } from '../../app/page';
import { paths } from '../../app/paths';
import { Empty } from '../../kit/empty';
import type { Column } from '../../kit/table/columns';
import { DataTable } from '../../kit/table/data-table';
import { useFilters } from '../../kit/table/filters';
import { fromNow, inZone } from '../../kit/time';
import { type Obligation, ObligationState } from './obligation-terms';

const COLUMNS: readonly Column<Obligation>[] = [
  {
    id: 'due',
    header: 'Due',
    width: '7.5rem',
    cell: (of) => (of.dueConservative ? fromNow(of.dueConservative) : '–'),
  },
  { id: 'state', header: 'State', width: '8.5rem', cell: (of) => <ObligationState of={of} /> },
  { id: 'title', header: 'What', width: 'minmax(11rem, 2fr)', cell: (of) => of.title },
  { id: 'regime', header: 'Regime', isExtra: true, width: '9rem', cell: (of) => of.regimeId },
  {
    id: 'case',
    header: 'Case',
    width: 'minmax(9rem, 1fr)',
    cell: (of) => `#${of.caseNumber} ${of.caseTitle}`,
  },
  {
    id: 'authority',
    header: 'At the authority',
    width: '14rem',
    cell: (of) => (of.dueConservative ? inZone(of.dueConservative, of.zone) : '–'),
  },
  {
    id: 'viewer',
    header: 'With you',
    isExtra: true,
    width: '14rem',
    cell: (of) => (of.dueConservative ? inZone(of.dueConservative) : '–'),
  },
];

/** The clocks that run in all cases, nearest due first. */
export function Component() {
  const navigate = useNavigate();
  const filters = useFilters(['state']);
  const query = { ...filters.values, limit: 100 } as unknown as ParamsOf<'/v1/obligations'>['query'];
  const pages = usePages('/v1/obligations', { query });
  const shown = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  // The nearest come first, so those that are overdue are all before the first that is not.
  const overdue = shown.filter(({ isOverdue }) => isOverdue).length;
  const isMore = overdue === shown.length && pages.hasNextPage;
  return (
    <Page title="Obligations">
      {overdue > 0 && (
        <Text fw={600} role="status">
          {overdue === 1
            ? 'One report is overdue.'
            : `${overdue}${isMore ? ' or more' : ''} reports are overdue.`}
        </Text>
      )}
      <SegmentedControl
        size="xs"
        aria-label="Which obligations"
        style={{ alignSelf: 'flex-start' }}
        data={[
          { value: 'running', label: 'What is owed' },
          { value: 'fulfilled', label: 'What was reported' },
        ]}
        value={filters.values.state ?? 'running'}
        onChange={(state) => filters.set('state', state === 'running' ? null : state)}
      />
      <DataTable
        label="Obligations"
        pages={pages}
        columns={COLUMNS}
        rowId={(of) => of.id}
        onOpen={(of) => void navigate(`${paths.caseObligations(of.caseId)}#${of.id}`)}
        height="calc(100dvh - 13rem)"
        empty={
          <Empty title="No clock runs">
            A clock starts when somebody determines in a case that a regime applies, and the fact from which
            it counts is recorded. Both are done in the case, under Obligations.
          </Empty>
        }
      />
    </Page>
  );
}
