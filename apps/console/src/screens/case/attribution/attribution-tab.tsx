import { Button, Group, Stack } from '@mantine/core';
import { Link, useNavigate } from 'react-router';
import { useMay } from '../../../api/me';
import { type ParamsOf, usePages } from '../../../api/reads';
import { paths } from '../../../app/paths';
import { useShortcuts } from '../../../app/shortcuts';
import { inWords } from '../../../kit/chips';
import { Empty } from '../../../kit/empty';
import { Instant } from '../../../kit/instant';
import type { Column } from '../../../kit/table/columns';
import { DataTable } from '../../../kit/table/data-table';
import { FilterBar, FilterSelect, useFilters } from '../../../kit/table/filters';
import { useCase, useCaseId } from '../../../kit/use-case';
import { type Judgement, JudgementState, STATE_CHOICES } from './judgement-terms';
import { Ladder } from './ladder';

const COLUMNS: readonly Column<Judgement>[] = [
  { id: 'number', header: 'No.', width: '3.5rem', isNumber: true, cell: (of) => of.number },
  { id: 'rung', header: 'Rung', width: '4rem', isNumber: true, cell: (of) => of.rung },
  { id: 'statement', header: 'Judgement', width: 'minmax(14rem, 2fr)', cell: (of) => of.statement },
  {
    id: 'party',
    header: 'Who',
    isExtra: true,
    width: '10rem',
    cell: (of) => of.party?.name ?? 'Nobody named',
  },
  { id: 'likelihood', header: 'Likelihood', width: '10rem', cell: (of) => inWords(of.likelihood) },
  { id: 'confidence', header: 'Confidence', width: '7rem', cell: (of) => inWords(of.confidence) },
  { id: 'state', header: 'State', width: '7rem', cell: (of) => <JudgementState of={of.state} /> },
  {
    id: 'changed',
    header: 'Worded',
    isExtra: true,
    width: '8.5rem',
    cell: (of) => <Instant at={of.changedAt} isShort />,
  },
];

/** Judgements on who is behind the accounts of a case. */
export function Component() {
  const id = useCaseId();
  const navigate = useNavigate();
  const { data: of } = useCase();
  const filters = useFilters(['state']);
  const query = { ...filters.values, limit: 50 } as unknown as ParamsOf<'/v1/cases/{id}/judgements'>['query'];
  const pages = usePages('/v1/cases/{id}/judgements', { path: { id }, query });
  const mayJudge = useMay('attribution.judge') && of?.isOpen === true;
  useShortcuts(
    mayJudge ? [{ keys: 'n', does: 'Judge', run: () => void navigate(paths.newCaseJudgement(id)) }] : [],
  );
  const judge = mayJudge && (
    <Button size="xs" component={Link} to={paths.newCaseJudgement(id)}>
      Judge who is behind it
    </Button>
  );
  return (
    <Stack gap="xs">
      <Ladder />
      <Group justify="space-between" align="flex-end">
        <FilterBar filters={filters}>
          <FilterSelect filters={filters} name="state" label="State" options={STATE_CHOICES} />
        </FilterBar>
        {judge}
      </Group>
      <DataTable
        label="Judgements on the case"
        pages={pages}
        columns={COLUMNS}
        rowId={(judgement) => judgement.id}
        onOpen={(judgement) => void navigate(paths.caseJudgement(id, judgement.id))}
        height="calc(100dvh - 29rem)"
        empty={
          <Empty title="Nobody has judged who is behind it" action={judge}>
            A letter says of those behind the accounts no more than an approved judgement does. It rests on
            evidence with grades, weighs other explanations, and a second person approves it.
          </Empty>
        }
      />
    </Stack>
  );
}
