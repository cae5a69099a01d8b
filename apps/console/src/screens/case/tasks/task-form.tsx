import { Checkbox, Group, MultiSelect, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { usePeople } from '../../../api/people';
import { usePages } from '../../../api/reads';
import { useForm } from '../../../kit/form';
import { FormDialog } from '../../../kit/form-dialog';
import { ZONE } from '../../../kit/time';
import { Unsaved } from '../../../kit/unsaved';
import type { Task } from './task-terms';

/** `2026-06-05T19:20` in the viewer's zone, as the field of a browser has it. */
function local(instant: string | null): string {
  if (instant === null) return '';
  const at = new Date(instant);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** Adds a task, or words one anew. */
export function TaskForm({ caseId, of, onClose }: { caseId: string; of?: Task; onClose: () => void }) {
  const people = usePeople();
  const others = usePages('/v1/cases/{id}/tasks', { path: { id: caseId }, query: { limit: 200 } });
  const [isMandatory, setMandatory] = useState(of?.isMandatory ?? false);
  const [dependsOn, setDependsOn] = useState(of?.dependsOn.map(({ id }) => id) ?? []);
  const form = useForm({
    title: of?.title ?? '',
    description: of?.description ?? '',
    groupName: of?.groupName ?? '',
    ownerId: of?.ownerId ?? '',
    due: local(of?.dueAt ?? null),
  });
  const { title, description, groupName, ownerId, due } = form.values;
  const dueBefore = local(of?.dueAt ?? null);
  const dueInput = due ? { at: new Date(due).toISOString(), zone: ZONE } : undefined;
  const save = useAct({
    act: async (): Promise<View<'TaskView'>> => {
      const common = { title, description, groupName, isMandatory, dependsOn };
      if (of)
        return answerOf(
          api.PATCH('/v1/cases/{id}/tasks/{taskId}', {
            params: { path: { id: caseId, taskId: of.id } },
            body: {
              version: of.version,
              ...common,
              ownerId: ownerId || null,
              ...(due === dueBefore ? {} : { due: dueInput ?? null }),
            },
          }),
        );
      const added = await answerOf(
        api.POST('/v1/cases/{id}/tasks', {
          params: { path: { id: caseId } },
          body: {
            tasks: [{ ...common, ...(ownerId ? { ownerId } : {}), ...(dueInput ? { due: dueInput } : {}) }],
          },
        }),
      );
      return added[0]!;
    },
    touches: ['/v1/cases/{id}', '/v1/tasks'],
    done: ({ title: name }) => (of ? `“${name}” is changed.` : `“${name}” is added.`),
    isQuiet: true,
  });
  // Of new tasks the API names the first of a list.
  const fault = (member: string): string | undefined =>
    form.problem?.fault(member) ?? form.problem?.fault(`tasks/0/${member}`);
  return (
    <FormDialog
      title={of ? 'Change the task' : 'Add a task'}
      size="lg"
      act={of ? 'Save the task' : 'Add the task'}
      isPending={save.isPending}
      problem={form.problem}
      onSubmit={() => {
        form.refuse(undefined);
        save.mutate(undefined, { onSuccess: onClose, onError: form.refuse });
      }}
      onClose={onClose}
    >
      <TextInput
        label="Title"
        required
        data-autofocus
        maxLength={300}
        {...form.field('title')}
        error={fault('title')}
      />
      <Textarea
        label="What is to be done"
        autosize
        minRows={3}
        {...form.field('description')}
        error={fault('description')}
      />
      <Group grow align="flex-start">
        <Select
          label="Owner"
          placeholder="Nobody yet"
          searchable
          clearable
          data={people.map(({ id, name }) => ({ value: id, label: name }))}
          {...form.choice('ownerId')}
        />
        <TextInput
          label={`Due (${ZONE})`}
          type="datetime-local"
          {...form.field('due')}
          error={fault('due')}
        />
      </Group>
      <TextInput
        label="Step"
        description="Tasks of one step belong together, such as Triage."
        {...form.field('groupName')}
      />
      <MultiSelect
        label="Waits for"
        searchable
        data={(others.data?.pages.flatMap(({ items }) => items) ?? [])
          .filter(({ id }) => id !== of?.id)
          .map(({ id, title: name }) => ({ value: id, label: name }))}
        value={dependsOn}
        onChange={setDependsOn}
        error={fault('dependsOn')}
      />
      <Checkbox
        label="The case does not close while it is open"
        checked={isMandatory}
        onChange={(event) => setMandatory(event.currentTarget.checked)}
      />
      <Unsaved isAt={form.isChanged && !save.isPending && !save.isSuccess} />
    </FormDialog>
  );
}
