import { Anchor, Button, Text } from '@mantine/core';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useMay } from '../../api/me';
import { type ParamsOf, usePages } from '../../api/reads';
import { Page } from '../../app/page';
import { paths } from '../../app/paths';
import { useShortcuts } from '../../app/shortcuts';
import { Severity } from '../../kit/chips';
import { Empty } from '../../kit/empty';
import { Instant } from '../../kit/instant';
import { DeclineDialog } from '../../kit/proposals/decline-dialog';
import { type Proposal, useDecide } from '../../kit/proposals/use-decide';
import { why } from '../../kit/proposals/why';
import { BulkBar } from '../../kit/table/bulk-bar';
import { BulkResults } from '../../kit/table/bulk-results';
import type { Column } from '../../kit/table/columns';
import { DataTable } from '../../kit/table/data-table';
import { FilterBar, FilterSelect, useFilters } from '../../kit/table/filters';
import { useSelection } from '../../kit/table/selection';

const COLUMNS: readonly Column<Proposal>[] = [
  { id: 'severity', header: 'Severity', width: '6.8rem', cell: (of) => <Severity of={of.alertSeverity} /> },
  { id: 'alert', header: 'Alert', width: 'minmax(10rem, 1fr)', cell: (of) => of.alertTitle },
  {
    id: 'case',
    header: 'May belong to',
    width: 'minmax(10rem, 1fr)',
    cell: (of) => (
      <Anchor
        component={Link}
        to={paths.case(of.caseId)}
        size="sm"
        underline="always"
        onClick={(event: React.MouseEvent) => event.stopPropagation()}
      >
        {of.caseNumber}: {of.caseTitle}
      </Anchor>
    ),
  },
  { id: 'score', header: 'Score', width: '4.5rem', isNumber: true, cell: (of) => of.score },
  {
    id: 'why',
    header: 'Because of',
    width: 'minmax(12rem, 1.4fr)',
    cell: (of) => (
      <Text span size="sm" title={why(of.explanation)}>
        {why(of.explanation)}
      </Text>
    ),
  },
  {
    id: 'raised',
    header: 'Raised',
    isExtra: true,
    width: '8.5rem',
    cell: (of) => <Instant at={of.raisedAt} isShort />,
  },
  {
    id: 'settled',
    header: 'Decided by',
    isExtra: true,
    width: '9rem',
    cell: (of) => <span title={of.reason ?? undefined}>{of.settledByName ?? '–'}</span>,
  },
];

const STATUSES = [
  { value: 'accepted', label: 'Accepted' },
  { value: 'declined', label: 'Declined' },
  { value: 'superseded', label: 'Ended by itself' },
];

/** Which alerts may belong to which cases: to be decided one by one or many at once. */
export function Component() {
  const navigate = useNavigate();
  const mayDecide = useMay('cases.edit');
  const filters = useFilters(['status']);
  const selection = useSelection();
  const query = {
    ...filters.values,
    limit: 100,
  } as unknown as ParamsOf<'/v1/correlation/proposals'>['query'];
  const pages = usePages('/v1/correlation/proposals', { query });
  const loaded = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Page title="Proposals">
      <FilterBar filters={filters}>
        <FilterSelect filters={filters} name="status" label="Status" options={STATUSES} unset="To decide" />
      </FilterBar>
      {mayDecide && <DecisionBar selection={selection} loaded={loaded} />}
      <DataTable
        label="Proposals"
        pages={pages}
        columns={COLUMNS}
        rowId={(of) => of.id}
        rowName={(of) => `${of.alertTitle} for case ${of.caseNumber}`}
        onOpen={({ alertId }) => void navigate(paths.alert(alertId))}
        height="calc(100dvh - 18rem)"
        empty={
          <Empty title="Nothing is to be decided">
            When an alert has something in common with a case, but not enough to be put into it by the rules,
            it is proposed here with what speaks for it. Accept it, and the alert goes into the case; decline
            it, and it is not proposed for that case again.
          </Empty>
        }
        {...(mayDecide ? { selection } : {})}
      />
    </Page>
  );
}

/** Accepts or declines the proposals that are ticked. */
function DecisionBar({
  selection,
  loaded,
}: {
  selection: ReturnType<typeof useSelection>;
  loaded: readonly Proposal[];
}) {
  const [isDeclining, setDeclining] = useState(false);
  const [refused, setRefused] = useState<Parameters<typeof BulkResults>[0]['refused']>([]);
  const decide = useDecide(setRefused);
  const ticked = loaded.filter(({ id }) => selection.ids.has(id));
  const nameOf = (id: string): string => {
    const of = loaded.find((proposal) => proposal.id === id);
    return of ? `${of.alertTitle} for case ${of.caseNumber}` : id;
  };
  const run = (decision: 'accept' | 'decline', reason?: string): void => {
    if (ticked.length === 0) return;
    decide.mutate(
      { proposals: ticked, decision, ...(reason === undefined ? {} : { reason }) },
      {
        onSuccess: selection.clear,
        onSettled: () => setDeclining(false),
      },
    );
  };
  useShortcuts([
    { keys: 'y', does: 'Accept the ticked proposals', run: () => run('accept') },
    { keys: 'n', does: 'Decline the ticked proposals', run: () => setDeclining(ticked.length > 0) },
  ]);
  return (
    <>
      <BulkBar selection={selection} noun="proposals">
        {ticked.length > 0 && (
          <>
            <Button size="compact-sm" loading={decide.isPending} onClick={() => run('accept')}>
              Accept {ticked.length}: put the alerts into their cases
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => setDeclining(true)}>
              Decline…
            </Button>
          </>
        )}
      </BulkBar>
      {isDeclining && (
        <DeclineDialog
          many={ticked.length}
          isPending={decide.isPending}
          onClose={() => setDeclining(false)}
          onDecline={(reason) => run('decline', reason)}
        />
      )}
      <BulkResults noun="proposals" refused={refused} nameOf={nameOf} onClose={() => setRefused([])} />
    </>
  );
}
