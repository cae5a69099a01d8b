import { Button } from '@mantine/core';
import { Link, useNavigate } from 'react-router';
import type { View } from '../../api/client';
import { useMay } from '../../api/me';
import { type ParamsOf, usePages } from '../../api/reads';
import { Page } from '../../app/page';
import { paths } from '../../app/paths';
import { useShortcuts } from '../../app/shortcuts';
import { inWords, Person, Severity, Stage, Tlp } from '../../kit/chips';
import { Empty } from '../../kit/empty';
import { Instant } from '../../kit/instant';
import type { Column } from '../../kit/table/columns';
import { DataTable } from '../../kit/table/data-table';
import { FilterBar, FilterSelect, FilterText, useFilters } from '../../kit/table/filters';
import { useSelection } from '../../kit/table/selection';
import { CaseBulk } from './case-bulk';
import { PHASES, SEVERITIES, STAGES } from '../../kit/case-terms';
import { CASE_KINDS } from '../../kit/case-kinds';

type Case = View<'CaseView'>;

const COLUMNS: readonly Column<Case>[] = [
  { id: 'number', header: 'No.', width: '4rem', sort: 'newest', isNumber: true, cell: (of) => of.number },
  { id: 'title', header: 'Title', width: 'minmax(14rem, 1fr)', cell: (of) => of.title },
  {
    id: 'severity',
    header: 'Severity',
    width: '6.5rem',
    sort: 'severity',
    cell: (of) => <Severity of={of.severity} />,
  },
  { id: 'stage', header: 'Stage', width: '7.5rem', cell: (of) => <Stage of={of.stage} /> },
  { id: 'phase', header: 'Phase', isExtra: true, width: '7rem', cell: (of) => of.phase },
  { id: 'kind', header: 'Kind', isExtra: true, width: '9rem', cell: (of) => inWords(of.kind) },
  { id: 'tlp', header: 'TLP', isExtra: true, width: '10.8rem', cell: (of) => <Tlp of={of.tlp} /> },
  { id: 'owner', header: 'Owner', width: '7.5rem', cell: (of) => <Person id={of.ownerId} /> },
  {
    id: 'updated',
    header: 'Changed',
    isExtra: true,
    width: '8.5rem',
    sort: 'updated',
    cell: (of) => <Instant at={of.updatedAt} isShort />,
  },
];

const OWNERS = [
  { value: 'me', label: 'Me' },
  { value: 'none', label: 'Nobody' },
];

/** The cases, by what they are and who has them. */
export function Component() {
  const navigate = useNavigate();
  const mayEdit = useMay('cases.edit');
  const filters = useFilters(['stage', 'phase', 'kind', 'severity', 'owner', 'tag', 'sort']);
  const selection = useSelection();
  const query = { ...filters.values, limit: 100 } as unknown as ParamsOf<'/v1/cases'>['query'];
  const pages = usePages('/v1/cases', { query });
  useShortcuts(mayEdit ? [{ keys: 'n', does: 'File a case', run: () => void navigate(paths.newCase) }] : []);
  const file = mayEdit && (
    <Button component={Link} to={paths.newCase} size="xs">
      File a case
    </Button>
  );
  return (
    <Page title="Cases" actions={file}>
      <FilterBar filters={filters}>
        <FilterSelect filters={filters} name="stage" label="Stage" options={STAGES} />
        <FilterSelect filters={filters} name="phase" label="Phase" options={PHASES} />
        <FilterSelect filters={filters} name="severity" label="Severity" options={SEVERITIES} />
        <FilterSelect filters={filters} name="kind" label="Kind" options={CASE_KINDS} />
        <FilterSelect filters={filters} name="owner" label="Owner" options={OWNERS} />
        <FilterText filters={filters} name="tag" label="Tag" placeholder="reseller network" />
      </FilterBar>
      {mayEdit && <CaseBulk selection={selection} />}
      <DataTable
        label="Cases"
        pages={pages}
        columns={COLUMNS}
        rowId={(of) => of.id}
        onOpen={(of) => void navigate(paths.case(of.id))}
        sort={{ value: filters.values.sort, set: (sort) => filters.set('sort', sort) }}
        empty={
          <Empty title="No case is like this" action={file}>
            A case gathers the alerts, accounts, findings and letters of one incident. Alerts that belong
            together make cases by themselves; you can also file one by hand.
          </Empty>
        }
        {...(mayEdit ? { selection } : {})}
      />
    </Page>
  );
}
