import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../../api/act';
import { answerOf, api } from '../../../api/client';
import { Failure } from '../../../kit/failure';
import { useForm } from '../../../kit/form';
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
    <Modal opened onClose={onClose} title="Add accounts">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate(undefined, { onSuccess: onClose, onError: form.refuse });
        }}
      >
        <Stack gap="sm">
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
          <TextInput
            label="Source"
            description="Who or what named them."
            required
            {...form.field('source')}
          />
          {form.problem && form.problem.errors.length !== 1 && <Failure error={form.problem} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={add.isPending}>
              Add
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
