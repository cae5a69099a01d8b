import { Button, Checkbox, Fieldset, Group, MultiSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { useForm } from '../../../kit/form';
import { FormDialog } from '../../../kit/form-dialog';

type Playbook = View<'PlaybookView'>;
type Task = Playbook['tasks'][number];

/** Writes the next version of a playbook, beginning with the one in use. */
export function EditPlaybook({ of, onClose }: { of: Playbook; onClose: () => void }) {
  const form = useForm({ name: of.name, description: of.description });
  const [tasks, setTasks] = useState<Task[]>(of.tasks);
  const write = useAct({
    act: () =>
      answerOf(
        api.PUT('/v1/playbooks/{kind}', {
          params: { path: { kind: of.kind } },
          body: { ...form.values, version: of.version, tasks, requiredFields: of.requiredFields },
        }),
      ),
    touches: ['/v1/playbooks'],
    done: ({ version }) => `Version ${version} is in use for new cases.`,
    isQuiet: true,
  });
  const set = (at: number, change: Partial<Task>): void =>
    setTasks((all) => all.map((task, place) => (place === at ? { ...task, ...change } : task)));
  const remove = ({ key }: Task): void =>
    setTasks((all) =>
      all
        .filter((task) => task.key !== key)
        .map((task) => ({ ...task, dependsOn: task.dependsOn.filter((one) => one !== key) })),
    );
  return (
    <FormDialog
      title="A new version of the playbook"
      act="Put it into use"
      size="xl"
      isPending={write.isPending}
      problem={form.problem}
      fields={['name', 'description']}
      onClose={onClose}
      onSubmit={() => {
        form.refuse(undefined);
        write.mutate(undefined, { onSuccess: onClose, onError: form.refuse });
      }}
    >
      <TextInput label="Name" required data-autofocus {...form.field('name')} />
      <Textarea label="Description" autosize minRows={2} {...form.field('description')} />
      {tasks.map((task, at) => (
        <Fieldset key={task.key} legend={`Task ${at + 1}`}>
          <TextInput
            label="What is to be done"
            required
            value={task.title}
            error={form.problem?.fault(`tasks/${at}/title`)}
            onChange={(event) => set(at, { title: event.currentTarget.value })}
          />
          <Group grow align="flex-start">
            <TextInput
              label="Group"
              value={task.groupName}
              onChange={(event) => set(at, { groupName: event.currentTarget.value })}
            />
            <TextInput
              label="Due, hours after the case began"
              inputMode="numeric"
              value={task.dueInHours ?? ''}
              error={form.problem?.fault(`tasks/${at}/dueInHours`)}
              onChange={({ currentTarget: { value } }) =>
                set(at, { dueInHours: value === '' ? null : Number(value) })
              }
            />
          </Group>
          <MultiSelect
            label="Only after"
            data={tasks
              .filter(({ key }) => key !== task.key)
              .map(({ key, title }) => ({ value: key, label: title }))}
            value={task.dependsOn}
            error={form.problem?.fault(`tasks/${at}/dependsOn`)}
            onChange={(dependsOn) => set(at, { dependsOn })}
          />
          <Group mt="xs" justify="space-between">
            <Checkbox
              label="A case cannot be closed without it"
              checked={task.isMandatory}
              onChange={(event) => set(at, { isMandatory: event.currentTarget.checked })}
            />
            <Button size="compact-sm" variant="subtle" onClick={() => remove(task)}>
              Leave task {at + 1} out
            </Button>
          </Group>
        </Fieldset>
      ))}
      <Button variant="default" onClick={() => setTasks((all) => [...all, newTask(all)])}>
        One more task
      </Button>
    </FormDialog>
  );
}

function newTask(all: readonly Task[]): Task {
  const keys = new Set(all.map(({ key }) => key));
  let number = all.length + 1;
  while (keys.has(`task-${number}`)) number += 1;
  return {
    key: `task-${number}`,
    title: '',
    description: '',
    groupName: all.at(-1)?.groupName ?? '',
    dueInHours: null,
    isMandatory: false,
    dependsOn: [],
  };
}
