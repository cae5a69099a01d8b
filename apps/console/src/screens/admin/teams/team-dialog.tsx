import { MultiSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { usePeople } from '../../../api/people';
import { useForm } from '../../../kit/form';
import { FormDialog } from '../../../kit/form-dialog';

/** A team to make or change: its name, what it does, and who is in it. */
export function TeamDialog({ team, onClose }: { team?: View<'TeamView'>; onClose: () => void }) {
  const people = usePeople();
  const form = useForm({ name: team?.name ?? '', description: team?.description ?? '' });
  const [memberIds, setMembers] = useState(team?.members.map(({ id }) => id) ?? []);
  const save = useAct({
    act: () => {
      const body = { ...form.values, memberIds };
      return answerOf(
        team
          ? api.PATCH('/v1/teams/{id}', { params: { path: { id: team.id } }, body })
          : api.POST('/v1/teams', { body }),
      );
    },
    touches: ['/v1/teams', '/v1/people'],
    done: ({ name }) => `The team ${name} is saved.`,
    isQuiet: true,
  });
  // Who is disabled can still be a member, and has to stay to be chosen from.
  const choices = new Map([...(team?.members ?? []), ...people].map(({ id, name }) => [id, name]));
  return (
    <FormDialog
      title={team ? `Change ${team.name}` : 'Make a team'}
      act={team ? 'Save' : 'Make the team'}
      isPending={save.isPending}
      problem={form.problem}
      fields={['name', 'description', 'memberIds']}
      onClose={onClose}
      onSubmit={() => {
        form.refuse(undefined);
        save.mutate(undefined, { onSuccess: onClose, onError: form.refuse });
      }}
    >
      <TextInput label="Name" required data-autofocus {...form.field('name')} />
      <Textarea label="What it does" autosize minRows={2} {...form.field('description')} />
      <MultiSelect
        label="Members"
        searchable
        data={[...choices].map(([value, label]) => ({ value, label }))}
        value={memberIds}
        onChange={setMembers}
        error={form.problem?.fault('memberIds')}
      />
    </FormDialog>
  );
}
