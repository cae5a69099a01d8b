import { Badge, Button, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { useMay } from '../../../api/me';
import { type ParamsOf, usePages } from '../../../api/reads';
import { AskReason } from '../../../kit/ask-reason';
import { inWords, Person } from '../../../kit/chips';
import { Empty } from '../../../kit/empty';
import { useForm } from '../../../kit/form';
import { FormDialog } from '../../../kit/form-dialog';
import { Instant } from '../../../kit/instant';
import { BulkBar } from '../../../kit/table/bulk-bar';
import type { Column } from '../../../kit/table/columns';
import { DataTable } from '../../../kit/table/data-table';
import { FilterBar, FilterSelect, FilterText, useFilters } from '../../../kit/table/filters';
import { useSelection } from '../../../kit/table/selection';
import { useCase, useCaseId } from '../../../kit/use-case';
import { EntityDrawer } from './entity-drawer';

type Entity = View<'EntityView'>;

const KINDS = (['address', 'instrument', 'fingerprint', 'template'] as const).map((value) => ({
  value,
  label: inWords(value),
}));
const SOURCES = [
  { value: 'alerts', label: 'Alerts' },
  { value: 'staff', label: 'A person' },
];
const YES = [{ value: 'true', label: 'Yes' }];

const COLUMNS: readonly Column<Entity>[] = [
  { id: 'kind', header: 'Kind', width: '7rem', cell: (of) => inWords(of.kind) },
  { id: 'value', header: 'Value', width: 'minmax(12rem, 2fr)', cell: (of) => <code>{of.value}</code> },
  {
    id: 'state',
    header: 'Stands',
    width: '6.5rem',
    cell: (of) =>
      of.retractedAt ? (
        <Badge variant="light" color="gray" tt="none">
          Taken back
        </Badge>
      ) : (
        'Yes'
      ),
  },
  {
    id: 'source',
    header: 'Came from',
    width: '7rem',
    cell: (of) => (of.source === 'staff' ? 'A person' : 'Alerts'),
  },
  {
    id: 'reason',
    header: 'Reason',
    isExtra: true,
    width: 'minmax(10rem, 1fr)',
    cell: (of) => of.retractedReason ?? of.reason ?? '–',
  },
  {
    id: 'by',
    header: 'Added by',
    isExtra: true,
    width: '9rem',
    cell: (of) => <Person id={of.addedBy} nobody="–" />,
  },
  {
    id: 'others',
    header: 'Other cases',
    width: '7.5rem',
    isNumber: true,
    cell: (of) => (of.otherCases >= 1_000 ? '1,000 or more' : of.otherCases || '–'),
  },
  { id: 'added', header: 'Since', width: '8.5rem', cell: (of) => <Instant at={of.addedAt} isShort /> },
];

/** An entity of a case is its kind and value. */
const idOf = ({ kind, value }: Pick<Entity, 'kind' | 'value'>): string => `${kind} ${value}`;
function entityOf(id: string): View<'NamedEntity'> {
  const space = id.indexOf(' ');
  return { kind: id.slice(0, space) as Entity['kind'], value: id.slice(space + 1) };
}

/** Addresses, instruments, fingerprints and templates that a case is about. */
export function Component() {
  const id = useCaseId();
  const { data: of } = useCase();
  const filters = useFilters(['kind', 'source', 'q', 'shared', 'retracted']);
  const selection = useSelection();
  const [opened, setOpened] = useState<Entity>();
  const [isAdding, setAdding] = useState(false);
  const [isRetracting, setRetracting] = useState(false);
  const query = { ...filters.values, limit: 200 } as unknown as ParamsOf<'/v1/cases/{id}/entities'>['query'];
  const pages = usePages('/v1/cases/{id}/entities', { path: { id }, query });
  const mayEdit = useMay('cases.edit') && of?.isOpen === true;
  const chosen = [...selection.ids].map(entityOf);
  const retract = useAct({
    act: (reason: string) =>
      answerOf(
        api.POST('/v1/cases/{id}/entities/retract', {
          params: { path: { id } },
          body: { entities: chosen, reason },
        }),
      ),
    touches: ['/v1/cases/{id}'],
    done: ({ retracted }) => `${retracted === 1 ? 'One entity is' : `${retracted} entities are`} taken back.`,
    undo: () => {
      const entities = chosen;
      return async () => {
        const { restored } = await answerOf(
          api.POST('/v1/cases/{id}/entities', {
            params: { path: { id } },
            body: { entities, reason: 'Taken back by mistake' },
          }),
        );
        return `${restored === 1 ? 'One entity stands' : `${restored} entities stand`} again.`;
      };
    },
    isQuiet: true,
  });
  return (
    <Stack gap="xs">
      <FilterBar filters={filters}>
        <FilterSelect filters={filters} name="kind" label="Kind" options={KINDS} />
        <FilterText filters={filters} name="q" label="Value begins with" placeholder="198.51.100." />
        <FilterSelect filters={filters} name="source" label="Came from" options={SOURCES} />
        <FilterSelect filters={filters} name="shared" label="In other cases" options={YES} />
        <FilterSelect filters={filters} name="retracted" label="Taken back" options={YES} />
      </FilterBar>
      {mayEdit && (
        <BulkBar selection={selection} noun="entities">
          {chosen.length > 0 && (
            <Button size="compact-sm" variant="default" onClick={() => setRetracting(true)}>
              Take back…
            </Button>
          )}
          <Button size="compact-sm" onClick={() => setAdding(true)}>
            Add entities…
          </Button>
        </BulkBar>
      )}
      <DataTable
        label="Entities of the case"
        pages={pages}
        columns={COLUMNS}
        rowId={idOf}
        onOpen={setOpened}
        height="calc(100dvh - 23rem)"
        empty={
          <Empty title="No entity is like this">
            Addresses, payment instruments, client fingerprints and prompt templates come with the alerts that
            name them, or are added by hand. They connect this case with others.
          </Empty>
        }
        {...(mayEdit ? { selection } : {})}
      />
      {opened && <EntityDrawer of={opened} caseId={id} onClose={() => setOpened(undefined)} />}
      {isAdding && <AddEntities caseId={id} onClose={() => setAdding(false)} />}
      {isRetracting && (
        <AskReason
          title={chosen.length === 1 ? 'Take the entity back?' : `Take ${chosen.length} entities back?`}
          confirm={chosen.length === 1 ? 'Take one entity back' : `Take ${chosen.length} entities back`}
          act={{
            isPending: retract.isPending,
            mutate: (reason, told) =>
              retract.mutate(reason, {
                ...told,
                onSuccess: () => {
                  selection.clear();
                  told.onSuccess();
                },
              }),
          }}
          onClose={() => setRetracting(false)}
        >
          They stay on the record, and alerts that name them do not bring them back. A person may.
        </AskReason>
      )}
    </Stack>
  );
}

function AddEntities({ caseId, onClose }: { caseId: string; onClose: () => void }) {
  const form = useForm({ kind: 'address', values: '', reason: '' });
  const { kind, values, reason } = form.values;
  const add = useAct({
    act: () =>
      answerOf(
        api.POST('/v1/cases/{id}/entities', {
          params: { path: { id: caseId } },
          body: {
            entities: values
              .split(/\s+/)
              .filter(Boolean)
              .map((value) => ({ kind: kind as Entity['kind'], value })),
            reason,
          },
        }),
      ),
    touches: ['/v1/cases/{id}'],
    done: ({ added, restored, already }) =>
      [
        `${added} added`,
        ...(restored > 0 ? [`${restored} stand again`] : []),
        ...(already > 0 ? [`${already} were there before`] : []),
      ].join(', ') + '.',
    isQuiet: true,
  });
  return (
    <FormDialog
      title="Add entities"
      act="Add"
      isPending={add.isPending}
      problem={form.problem}
      fields={['entities', 'reason']}
      onSubmit={() => {
        form.refuse(undefined);
        add.mutate(undefined, { onSuccess: onClose, onError: form.refuse });
      }}
      onClose={onClose}
    >
      <Select label="Kind" data={KINDS} allowDeselect={false} {...form.choice('kind')} />
      <Textarea
        label="Values"
        description="One a line. Of an address an IP address or a network."
        required
        data-autofocus
        autosize
        minRows={4}
        maxRows={12}
        {...form.field('values')}
        error={form.problem?.fault('entities')}
      />
      <TextInput label="Reason" required {...form.field('reason')} />
    </FormDialog>
  );
}
