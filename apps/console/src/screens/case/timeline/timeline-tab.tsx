import { Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { usePeople } from '../../../api/people';
import { type ParamsOf, usePages } from '../../../api/reads';
import { Empty } from '../../../kit/empty';
import { Instant } from '../../../kit/instant';
import type { Column } from '../../../kit/table/columns';
import { DataTable } from '../../../kit/table/data-table';
import { type Filters, FilterBar, FilterSelect, useFilters } from '../../../kit/table/filters';
import { useCaseId } from '../../../kit/use-case';
import { TimelineEntry } from './timeline-entry';
import { type Entry, whatHappened, whenItWas } from './timeline-words';

const COLUMNS: readonly Column<Entry>[] = [
  { id: 'when', header: 'When it was so', width: '15rem', cell: whenItWas },
  { id: 'what', header: 'What', width: 'minmax(14rem, 2fr)', cell: whatHappened },
  { id: 'who', header: 'By', width: '11.5rem', cell: (of) => of.actor.name },
  { id: 'ago', header: 'Recorded', width: '8.5rem', cell: (of) => <Instant at={of.recordedAt} isShort /> },
];

const KINDS = [
  { value: 'act', label: 'What people did' },
  { value: 'alert', label: 'Alerts' },
  { value: 'date', label: 'Dates' },
  { value: 'note', label: 'Notes' },
];
const ORDERS = [
  { value: 'recorded', label: 'When recorded' },
  { value: 'occurred', label: 'When it was so' },
];
const DIRECTIONS = [
  { value: 'desc', label: 'Latest first' },
  { value: 'asc', label: 'Earliest first' },
];

const NAMES = ['kinds', 'actor', 'occurredFrom', 'occurredTo', 'order', 'direction'] as const;
type Name = (typeof NAMES)[number];

/** All that was done in a case, that its alerts say happened, its dates and its notes. */
export function Component() {
  const id = useCaseId();
  const people = usePeople();
  const filters = useFilters(NAMES);
  const [opened, setOpened] = useState<Entry>();
  const { occurredFrom, occurredTo, ...asked } = filters.values;
  const query = {
    ...asked,
    ...(occurredFrom ? { occurredFrom: startOf(occurredFrom) } : {}),
    ...(occurredTo ? { occurredTo: startOf(occurredTo, 1) } : {}),
    limit: 100,
  } as unknown as ParamsOf<'/v1/cases/{id}/timeline'>['query'];
  const pages = usePages('/v1/cases/{id}/timeline', { path: { id }, query });
  return (
    <Stack gap="xs">
      <FilterBar filters={filters}>
        <FilterSelect filters={filters} name="kinds" label="Kind" options={KINDS} />
        <FilterSelect
          filters={filters}
          name="actor"
          label="By"
          options={people.map(({ id: person, name }) => ({ value: person, label: name }))}
        />
        <FilterDay filters={filters} name="occurredFrom" label="From" />
        <FilterDay filters={filters} name="occurredTo" label="To" />
        <FilterSelect filters={filters} name="order" label="Ordered by" options={ORDERS} />
        <FilterSelect filters={filters} name="direction" label="Direction" options={DIRECTIONS} />
      </FilterBar>
      <DataTable
        label="Timeline of the case"
        pages={pages}
        columns={COLUMNS}
        rowId={({ kind, id: of }) => `${kind}-${of}`}
        onOpen={setOpened}
        height="calc(100dvh - 20rem)"
        empty={
          <Empty title="Nothing is recorded that is like this">
            Everything that people do in the case is here, with what its alerts say happened, its dates and
            its notes.
          </Empty>
        }
      />
      {opened && <TimelineEntry of={opened} onClose={() => setOpened(undefined)} />}
    </Stack>
  );
}

/** The beginning of a day, or of one of the next, where the person is. */
function startOf(day: string, later = 0): string {
  const [year = 0, month = 1, of = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, of + later).toISOString();
}

function FilterDay({ filters, name, label }: { filters: Filters<Name>; name: Name; label: string }) {
  return (
    <TextInput
      type="date"
      size="xs"
      w={140}
      label={label}
      value={filters.values[name] ?? ''}
      onChange={(event) => filters.set(name, event.currentTarget.value || null)}
    />
  );
}
