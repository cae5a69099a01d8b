import { Select, Textarea, TextInput } from '@mantine/core';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { inWords } from '../../../kit/chips';
import { useForm } from '../../../kit/form';
import { FormDialog } from '../../../kit/form-dialog';

export const SENSITIVITIES = (['public', 'internal', 'restricted'] as const).map((value) => ({
  value,
  label: inWords(value),
}));

/** Registers a detector; its keys come after. */
export function RegisterDetector({
  onClose,
  onRegistered,
}: {
  onClose: () => void;
  onRegistered: (detector: View<'DetectorView'>) => void;
}) {
  const form = useForm({ name: '', owner: '', legalBasis: '', description: '', sensitivity: 'internal' });
  const { sensitivity, ...texts } = form.values;
  const register = useAct({
    act: () =>
      answerOf(
        api.POST('/v1/detectors', {
          body: { ...texts, sensitivity: sensitivity as View<'DetectorView'>['sensitivity'] },
        }),
      ),
    touches: ['/v1/detectors'],
    done: ({ name }) => `${name} is registered. Make a key for it next.`,
    isQuiet: true,
  });
  return (
    <FormDialog
      title="Register a detector"
      act="Register"
      isPending={register.isPending}
      problem={form.problem}
      fields={['name', 'owner', 'legalBasis', 'description', 'sensitivity']}
      onClose={onClose}
      onSubmit={() => {
        form.refuse(undefined);
        register.mutate(undefined, { onSuccess: onRegistered, onError: form.refuse });
      }}
    >
      <TextInput label="Name" required data-autofocus {...form.field('name')} />
      <TextInput label="Owner" description="The team that runs it." required {...form.field('owner')} />
      <TextInput
        label="Legal basis"
        description="On what ground it may look at what it looks at."
        required
        {...form.field('legalBasis')}
      />
      <Select
        label="Sensitivity"
        data={SENSITIVITIES}
        allowDeselect={false}
        {...form.choice('sensitivity')}
      />
      <Textarea label="Description" autosize minRows={2} {...form.field('description')} />
    </FormDialog>
  );
}
