import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../../api/act';
import { answerOf, api } from '../../../api/client';
import { useForm } from '../../../kit/form';
import { FormDialog } from '../../../kit/form-dialog';
import { useCaseId } from '../../../kit/use-case';
import { unlist } from './unlist';

/** Lists accounts by hand, an id a line. */
export function AddAccounts() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setOpen(true)}>
        Add accounts…
      </Button>
      {isOpen && <AddDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function AddDialog({ onClose }: { onClose: () => void }) {
  const id = useCaseId();
  const form = useForm({ accountIds: '', source: '' });
  const { accountIds, source } = form.values;
  const add = useAct({
    act: () =>
      answerOf(
        api.POST('/v1/cases/{id}/accounts', {
          params: { path: { id } },
          body: { accountIds: accountIds.split(/\s+/).filter(Boolean), source },
        }),
      ),
    touches: ['/v1/cases/{id}'],
    done: ({ added, already }) =>
      `${added.toLocaleString('en')} added${already > 0 ? `, ${already.toLocaleString('en')} were listed before` : ''}.`,
    undo: ({ addedAt }) => unlist(id, addedAt),
    isQuiet: true,
  });
  return (
    <FormDialog
      title="Add accounts"
      act="Add"
      isPending={add.isPending}
      problem={form.problem}
      fields={['accountIds', 'source']}
      onSubmit={() => add.mutate(undefined, { onSuccess: onClose, onError: form.refuse })}
      onClose={onClose}
    >
      <Textarea
        label="Account ids"
        description="One a line."
        required
        data-autofocus
        autosize
        minRows={5}
        maxRows={15}
        {...form.field('accountIds')}
      />
      <TextInput label="Source" description="Who or what named them." required {...form.field('source')} />
    </FormDialog>
  );
}
