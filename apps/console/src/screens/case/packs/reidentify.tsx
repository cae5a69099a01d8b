import { Table, Text, Textarea } from '@mantine/core';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { useForm } from '../../../kit/form';
import { FormDialog } from '../../../kit/form-dialog';

/** Tells which accounts pseudonyms stand for, and writes down why it had to be known. */
export function Reidentify({ of, onClose }: { of: View<'PackView'>; onClose: () => void }) {
  const form = useForm({ pseudonyms: '', reason: '' });
  const { pseudonyms, reason } = form.values;
  const ask = useAct({
    act: () =>
      answerOf(
        api.POST('/v1/packs/{id}/reidentify', {
          params: { path: { id: of.id } },
          body: { pseudonyms: pseudonyms.split(/\s+/).filter(Boolean), reason },
        }),
      ),
    touches: [],
    isQuiet: true,
  });
  return (
    <FormDialog
      title={`Pseudonyms of ${of.recipient}`}
      size="lg"
      act="Tell which accounts they are"
      cancel="Close"
      isPending={ask.isPending}
      problem={form.problem}
      fields={['pseudonyms', 'reason']}
      onSubmit={() => {
        form.refuse(undefined);
        ask.mutate(undefined, { onError: form.refuse });
      }}
      onClose={onClose}
    >
      <Textarea
        label="Pseudonyms"
        description="One a line, as they stand in the pack."
        required
        data-autofocus
        autosize
        minRows={3}
        maxRows={10}
        {...form.field('pseudonyms')}
      />
      <Textarea
        label="Why it has to be known"
        description="It is recorded with your name."
        required
        {...form.field('reason')}
      />
      {ask.data && (
        <Table verticalSpacing={4}>
          <Table.Tbody>
            {ask.data.map(({ pseudonym, accountId }) => (
              <Table.Tr key={pseudonym}>
                <Table.Th scope="row">
                  <code>{pseudonym}</code>
                </Table.Th>
                <Table.Td>{accountId ?? <Text size="sm">None of this pack</Text>}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </FormDialog>
  );
}
