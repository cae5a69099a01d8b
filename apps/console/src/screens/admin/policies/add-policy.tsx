import { TextInput } from '@mantine/core';
import { useAct } from '../../../api/act';
import { answerOf, api } from '../../../api/client';
import { useForm } from '../../../kit/form';
import { FormDialog } from '../../../kit/form-dialog';

/** A policy by its name; its clauses come with its first version. */
export function AddPolicy({ onClose }: { onClose: () => void }) {
  const form = useForm({ name: '' });
  const add = useAct({
    act: () => answerOf(api.POST('/v1/policies', { body: form.values })),
    touches: ['/v1/policies'],
    done: ({ name }) => `${name} is added. Add its first version next.`,
    isQuiet: true,
  });
  return (
    <FormDialog
      title="Add a policy"
      act="Add it"
      isPending={add.isPending}
      problem={form.problem}
      fields={['name']}
      onClose={onClose}
      onSubmit={() => add.mutate(undefined, { onSuccess: onClose, onError: form.refuse })}
    >
      <TextInput label="Name" required data-autofocus {...form.field('name')} />
    </FormDialog>
  );
}
