import { Button, List, Select, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { usePeople } from '../../../api/people';
import { useRead } from '../../../api/reads';
import { Person } from '../../../kit/chips';
import { useForm } from '../../../kit/form';
import { FormDialog } from '../../../kit/form-dialog';
import { Loaded } from '../../../kit/loaded';
import { Section } from '../../../kit/section';

const put = (id: string, userId: string, part: string) =>
  answerOf(api.PUT('/v1/cases/{id}/members/{userId}', { params: { path: { id, userId } }, body: { part } }));

/** Who works on a case. */
export function Members({ of, mayEdit }: { of: View<'CaseView'>; mayEdit: boolean }) {
  const [isAdding, setAdding] = useState(false);
  const remove = useAct({
    act: ({ userId }: View<'MemberView'>) =>
      answerOf(api.DELETE('/v1/cases/{id}/members/{userId}', { params: { path: { id: of.id, userId } } })),
    touches: ['/v1/cases/{id}'],
    done: (_, { name }) => `${name} is off the case.`,
    undo:
      (_, { userId, part, name }) =>
      async () => {
        await put(of.id, userId, part);
        return `${name} is on the case again.`;
      },
  });
  return (
    <Section
      title="People"
      actions={
        mayEdit && (
          <Button size="compact-xs" variant="subtle" onClick={() => setAdding(true)}>
            Add a person…
          </Button>
        )
      }
    >
      <Text size="sm">
        Owner: <Person id={of.ownerId} />
      </Text>
      <Loaded read={useRead('/v1/cases/{id}/members', { path: { id: of.id } })}>
        {(members) => (
          <List size="sm" listStyleType="none">
            {members.map((member) => (
              <List.Item key={member.userId}>
                {member.name}: {member.part}
                {mayEdit && (
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    aria-label={`Take off: ${member.name}`}
                    onClick={() => remove.mutate(member)}
                  >
                    Take off
                  </Button>
                )}
              </List.Item>
            ))}
          </List>
        )}
      </Loaded>
      {isAdding && <AddMember caseId={of.id} onClose={() => setAdding(false)} />}
    </Section>
  );
}

function AddMember({ caseId, onClose }: { caseId: string; onClose: () => void }) {
  const people = usePeople();
  const form = useForm({ userId: '', part: '' });
  const { userId, part } = form.values;
  const add = useAct({
    act: () => put(caseId, userId, part),
    touches: ['/v1/cases/{id}'],
    isQuiet: true,
  });
  return (
    <FormDialog
      title="Add a person to the case"
      act="Add"
      isReady={userId !== ''}
      isPending={add.isPending}
      problem={form.problem}
      fields={['userId', 'part']}
      onSubmit={() => {
        form.refuse(undefined);
        add.mutate(undefined, { onSuccess: onClose, onError: form.refuse });
      }}
      onClose={onClose}
    >
      <Select
        label="Person"
        required
        searchable
        data-autofocus
        data={people.map(({ id, name }) => ({ value: id, label: name }))}
        {...form.choice('userId')}
      />
      <TextInput label="Their part" placeholder="Reviews the letters" required {...form.field('part')} />
    </FormDialog>
  );
}
