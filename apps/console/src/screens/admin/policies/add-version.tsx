import { Button, Fieldset, Group, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { inWords } from '../../../kit/chips';
import { useForm } from '../../../kit/form';
import { FormDialog } from '../../../kit/form-dialog';

type Clause = View<'AddClause'>;

const ENFORCEMENTS = (['none', 'warn', 'restrict', 'suspend', 'ban'] as const).map((value) => ({
  value,
  label: inWords(value),
}));
const EMPTY: Clause = { code: '', title: '', text: '', violationType: '', enforcement: 'ban' };

/** A further version of a policy: begins with the clauses of the one before. */
export function AddVersion({ policy, onClose }: { policy: View<'PolicyView'>; onClose: () => void }) {
  const before = policy.versions[0]?.clauses.map(({ id: _id, ...clause }) => clause);
  const form = useForm({ version: '', effectiveOn: new Date().toISOString().slice(0, 10) });
  const [clauses, setClauses] = useState<Clause[]>(before ?? [EMPTY]);
  const add = useAct({
    act: () =>
      answerOf(
        api.POST('/v1/policies/{id}/versions', {
          params: { path: { id: policy.id } },
          body: { ...form.values, clauses },
        }),
      ),
    touches: ['/v1/policies'],
    done: ({ version }) => `Version ${version} of ${policy.name} is added.`,
    isQuiet: true,
  });
  const set = (at: number, change: Partial<Clause>): void =>
    setClauses((all) => all.map((clause, place) => (place === at ? { ...clause, ...change } : clause)));
  const fault = (at: number, member: string): string | undefined =>
    form.problem?.fault(`clauses/${at}/${member}`);
  return (
    <FormDialog
      title={`A new version of ${policy.name}`}
      act="Add the version"
      size="xl"
      isPending={add.isPending}
      problem={form.problem}
      fields={['version', 'effectiveOn', 'clauses']}
      onClose={onClose}
      onSubmit={() => {
        form.refuse(undefined);
        add.mutate(undefined, { onSuccess: onClose, onError: form.refuse });
      }}
    >
      <Group grow align="flex-start">
        <TextInput label="Version" required data-autofocus {...form.field('version')} />
        <TextInput type="date" label="Effective on" required {...form.field('effectiveOn')} />
      </Group>
      {clauses.map((clause, at) => (
        <Fieldset key={at} legend={`Clause ${at + 1}`}>
          <Group grow align="flex-start">
            <TextInput
              label="Code"
              required
              value={clause.code}
              error={fault(at, 'code')}
              onChange={(event) => set(at, { code: event.currentTarget.value })}
            />
            <TextInput
              label="Title"
              required
              value={clause.title}
              error={fault(at, 'title')}
              onChange={(event) => set(at, { title: event.currentTarget.value })}
            />
          </Group>
          <Textarea
            label="Text"
            required
            autosize
            minRows={2}
            value={clause.text}
            error={fault(at, 'text')}
            onChange={(event) => set(at, { text: event.currentTarget.value })}
          />
          <Group grow align="flex-start">
            <TextInput
              label="Kind of violation"
              required
              value={clause.violationType}
              error={fault(at, 'violationType')}
              onChange={(event) => set(at, { violationType: event.currentTarget.value })}
            />
            <Select
              label="Calls for"
              data={ENFORCEMENTS}
              allowDeselect={false}
              value={clause.enforcement}
              onChange={(value) => value && set(at, { enforcement: value })}
            />
          </Group>
          {clauses.length > 1 && (
            <Button
              mt="xs"
              size="compact-sm"
              variant="subtle"
              onClick={() => setClauses((all) => all.filter((_, place) => place !== at))}
            >
              Leave clause {at + 1} out
            </Button>
          )}
        </Fieldset>
      ))}
      <Button variant="default" onClick={() => setClauses((all) => [...all, EMPTY])}>
        One more clause
      </Button>
    </FormDialog>
  );
}
