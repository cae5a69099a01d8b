import { Select, Text, TextInput } from '@mantine/core';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { useForm } from '../../../kit/form';
import { FormDialog } from '../../../kit/form-dialog';
import { KINDS } from '../imports/import-state';
import { ChooseMapping } from '../mappings/choose-mapping';

type Kind = View<'CreateStream'>['kind'];

const TAKES = (['usage', 'accounts'] as const).map((value) => ({ value, label: KINDS[value] }));

/** Makes a stream, into which a log shipper sends rows as they come. */
export function MakeStream({
  onClose,
  onMade,
}: {
  onClose: () => void;
  onMade: (made: View<'ImportStreamView'>) => void;
}) {
  const form = useForm({ name: '', kind: 'usage', mappingId: '' });
  const { name, kind, mappingId } = form.values;
  const make = useAct({
    act: () =>
      answerOf(
        api.POST('/v1/import-streams', {
          body: { name, kind: kind as Kind, ...(mappingId ? { mappingId } : {}) },
        }),
      ),
    touches: ['/v1/import-streams'],
    done: (made) => `${made.name} takes rows.`,
    isQuiet: true,
  });
  return (
    <FormDialog
      title="Make a stream"
      act="Make the stream"
      isPending={make.isPending}
      problem={form.problem}
      fields={['name', 'kind']}
      onClose={onClose}
      onSubmit={() => {
        form.refuse(undefined);
        make.mutate(undefined, {
          onSuccess: (made) => {
            onClose();
            onMade(made);
          },
          onError: form.refuse,
        });
      }}
    >
      <Text size="sm">
        A log shipper sends rows in batches, with a key that may import usage. The next snapshot counts what
        came before it.
      </Text>
      <TextInput label="Name" required data-autofocus {...form.field('name')} />
      <Select
        label="What it takes"
        data={TAKES}
        allowDeselect={false}
        {...form.choice('kind')}
        onChange={(value) => {
          form.choice('kind').onChange(value);
          form.set('mappingId', '');
        }}
      />
      <ChooseMapping kind={kind} value={mappingId} onChange={(id) => form.set('mappingId', id)} />
    </FormDialog>
  );
}
