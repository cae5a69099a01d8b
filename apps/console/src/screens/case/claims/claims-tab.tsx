import { Alert, Button, Group, Stack } from '@mantine/core';
import { useMemo } from 'react';
import { Link, useNavigate } from 'react-router';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { useMay } from '../../../api/me';
import { useRead } from '../../../api/reads';
import { paths } from '../../../app/paths';
import { useShortcuts } from '../../../app/shortcuts';
import { Empty } from '../../../kit/empty';
import { Instant } from '../../../kit/instant';
import type { Column } from '../../../kit/table/columns';
import { DataTable } from '../../../kit/table/data-table';
import { FilterBar, FilterSelect, useFilters } from '../../../kit/table/filters';
import { onePage } from '../../../kit/table/one-page';
import { useCase, useCaseId } from '../../../kit/use-case';
import { CLAIM_STATES, ClaimState, figure, measureName, qualifierName } from '../../../kit/claim-terms';

type Listed = View<'ListedClaimView'>;

const COLUMNS: readonly Column<Listed>[] = [
  { id: 'number', header: 'No.', width: '3.5rem', isNumber: true, cell: (of) => of.number },
  {
    id: 'words',
    header: 'Words',
    width: 'minmax(15rem, 2fr)',
    cell: (of) => of.phrase?.text ?? `${measureName(of.measure)}: no words chosen yet`,
  },
  { id: 'value', header: 'Value', width: '7.5rem', isNumber: true, cell: (of) => figure(of.value) },
  {
    id: 'qualifier',
    header: 'Qualifier',
    isExtra: true,
    width: '7.5rem',
    cell: (of) => (of.phrase ? qualifierName(of.phrase.qualifier) : '–'),
  },
  {
    id: 'rounded',
    header: 'Rounded',
    isExtra: true,
    width: '7rem',
    isNumber: true,
    cell: (of) => figure(of.phrase?.rounded ?? null),
  },
  { id: 'unit', header: 'Unit', isExtra: true, width: '6.5rem', cell: (of) => of.unit },
  {
    id: 'asOf',
    header: 'Data as of',
    width: '8.5rem',
    cell: (of) => <Instant at={of.asOf} isShort />,
  },
  { id: 'state', header: 'State', width: '7.5rem', cell: (of) => <ClaimState of={of} /> },
  {
    id: 'citations',
    header: 'Letters',
    width: '5rem',
    isNumber: true,
    cell: (of) => of.citations || '–',
  },
];

/** The figures that letters may say of a case. */
export function Component() {
  const id = useCaseId();
  const navigate = useNavigate();
  const { data: of } = useCase();
  const filters = useFilters(['state']);
  const read = useRead('/v1/cases/{id}/claims', { path: { id } });
  const mayClaim = useMay('claims.edit') && of?.isOpen === true;
  const { state } = filters.values;
  const pages = useMemo(() => {
    const whole = onePage(read);
    const items = read.data?.filter((claim) => !state || claim.state === state);
    return items ? { ...whole, data: { pages: [{ items }] } } : whole;
  }, [read, state]);
  const stale = read.data?.filter((claim) => claim.state === 'stale' && claim.citations > 0) ?? [];
  useShortcuts(
    mayClaim ? [{ keys: 'n', does: 'Claim a figure', run: () => void navigate(paths.newCaseClaim(id)) }] : [],
  );
  const make = mayClaim && (
    <Button size="xs" component={Link} to={paths.newCaseClaim(id)}>
      Claim a figure
    </Button>
  );
  return (
    <Stack gap="xs">
      {stale.length > 0 && (
        <Alert color="red" title="Letters say what is true no more">
          {stale.map(({ number }) => `Claim ${number}`).join(', ')}: a later count found the words untrue.
          Open the claim to see which letters say it.
        </Alert>
      )}
      <Group justify="space-between" align="flex-end">
        <FilterBar filters={filters}>
          <FilterSelect filters={filters} name="state" label="State" options={CLAIM_STATES} />
        </FilterBar>
        <Group gap="xs">
          {mayClaim && <RecountAll caseId={id} />}
          {make}
        </Group>
      </Group>
      <DataTable
        label="Claims of the case"
        pages={pages}
        columns={COLUMNS}
        rowId={(claim) => claim.id}
        onOpen={(claim) => void navigate(paths.caseClaim(id, claim.id))}
        height="calc(100dvh - 21rem)"
        empty={
          <Empty title={state ? 'No claim is in this state' : 'No figure is claimed yet'} action={make}>
            A figure in a letter is never typed. It is counted from a snapshot, counted again by another way,
            put into words that are true of it, and approved by a second person.
          </Empty>
        }
      />
    </Stack>
  );
}

function RecountAll({ caseId }: { caseId: string }) {
  const act = useAct({
    act: () => answerOf(api.POST('/v1/claims/recount', { body: { caseId } })),
    touches: ['/v1/cases/{id}/claims', '/v1/claims'],
    done: ({ requested }) =>
      requested === 0
        ? 'Every approved claim of the case is counted on the latest snapshot already.'
        : requested === 1
          ? 'One claim is being counted on the latest snapshot.'
          : `${requested} claims are being counted on the latest snapshot.`,
  });
  return (
    <Button size="xs" variant="default" loading={act.isPending} onClick={() => act.mutate()}>
      Count all anew on the latest snapshot
    </Button>
  );
}
