import { Badge } from '@mantine/core';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { type ParamsOf, usePages } from '../../api/reads';
import { paths } from '../../app/paths';
import { Instant } from '../../kit/instant';
import type { Column } from '../../kit/table/columns';
import { DataTable } from '../../kit/table/data-table';
import { FilterBar, FilterSelect, useFilters } from '../../kit/table/filters';
import { LetterState, type LetterSummary, STATE_CHOICES } from './letter-terms';
import { useTemplateName } from './use-template-name';

const COLUMNS: readonly Column<LetterSummary>[] = [
  { id: 'number', header: 'Number', width: '7.5rem', cell: (of) => of.number },
  {
    id: 'template',
    header: 'Kind',
    width: 'minmax(9rem, 1fr)',
    cell: (of) => <TemplateName of={of.template} />,
  },
  { id: 'state', header: 'State', width: '11.5rem', cell: (of) => <LetterState of={of.state} /> },
  {
    id: 'flags',
    header: 'Figures',
    width: '8.5rem',
    cell: (of) =>
      of.openFlags > 0 ? (
        <Badge variant="light" color="red" tt="none">
          {of.openFlags} hold{of.openFlags === 1 ? 's' : ''} no more
        </Badge>
      ) : (
        '–'
      ),
  },
  { id: 'author', header: 'Author', isExtra: true, width: '11rem', cell: (of) => of.authorName },
  {
    id: 'made',
    header: 'Drafted',
    isExtra: true,
    width: '8.5rem',
    cell: (of) => <Instant at={of.createdAt} isShort />,
  },
];
const CASE_COLUMN: Column<LetterSummary> = {
  id: 'case',
  header: 'Case',
  width: 'minmax(9rem, 1.2fr)',
  cell: (of) => `#${of.caseNumber} ${of.caseTitle}`,
};
const WITH_CASE = [COLUMNS[0]!, CASE_COLUMN, ...COLUMNS.slice(1)];

function TemplateName({ of }: { of: string }) {
  return useTemplateName()(of);
}

/** Letters, of one case or of all, newest first. */
export function LetterTable({
  caseId,
  empty,
  action,
  height,
}: {
  caseId?: string;
  empty: ReactNode;
  action?: ReactNode;
  height: string;
}) {
  const navigate = useNavigate();
  const filters = useFilters(['state', 'flagged']);
  const query = {
    ...filters.values,
    limit: 100,
    ...(caseId ? { caseId } : {}),
  } as unknown as ParamsOf<'/v1/letters'>['query'];
  const pages = usePages('/v1/letters', { query });
  return (
    <>
      <FilterBar filters={filters}>
        <FilterSelect filters={filters} name="state" label="State" options={STATE_CHOICES} />
        <FilterSelect
          filters={filters}
          name="flagged"
          label="Figures"
          options={[
            { value: 'true', label: 'Hold no more' },
            { value: 'false', label: 'All hold' },
          ]}
        />
        {action}
      </FilterBar>
      <DataTable
        label="Letters"
        pages={pages}
        columns={caseId ? COLUMNS : WITH_CASE}
        rowId={(of) => of.id}
        onOpen={(of) => void navigate(paths.letter(of.id))}
        height={height}
        empty={empty}
      />
    </>
  );
}
