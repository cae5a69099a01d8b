import { Checkbox, MultiSelect, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { CASE_KINDS } from '../../../kit/case-kinds';
import { inWords } from '../../../kit/chips';
import { useForm } from '../../../kit/form';
import { FormDialog } from '../../../kit/form-dialog';

type Field = View<'CustomFieldView'>;

const TYPES = (
  ['text', 'number', 'integer', 'boolean', 'date', 'instant', 'choice', 'person', 'url', 'money'] as const
).map((value) => ({ value, label: inWords(value) }));
/** Lines as choices: what was there before keeps its state, and what is left out is archived. */
function choicesOf(lines: string, before: Field['choices']): Field['choices'] {
  const labels = lines
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const kept = before.map((choice) => ({ ...choice, isArchived: !labels.includes(choice.label) }));
  const added = labels
    .filter((label) => !before.some((choice) => choice.label === label))
    .map((label) => ({
      value: label.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_'),
      label,
      isArchived: false,
    }));
  return [...kept, ...added];
}

/** A custom field to define or change. Its key and type stay as they were defined. */
export function FieldDialog({ field, onClose }: { field?: Field; onClose: () => void }) {
  const form = useForm({
    key: field?.key ?? '',
    label: field?.label ?? '',
    description: field?.description ?? '',
    type: field?.type ?? 'text',
    choices:
      field?.choices
        .filter(({ isArchived }) => !isArchived)
        .map(({ label }) => label)
        .join('\n') ?? '',
  });
  const [kinds, setKinds] = useState<string[]>(field?.kinds ?? []);
  const [isRequiredToClose, setRequired] = useState(field?.isRequiredToClose ?? false);
  const { key, type, choices, ...texts } = form.values;
  const save = useAct({
    act: () => {
      const body = {
        ...texts,
        kinds: kinds as Field['kinds'],
        isRequiredToClose,
        ...(type === 'choice' ? { choices: choicesOf(choices, field?.choices ?? []) } : {}),
      };
      return answerOf(
        field
          ? api.PATCH('/v1/custom-fields/{id}', { params: { path: { id: field.id } }, body })
          : api.POST('/v1/custom-fields', { body: { ...body, key, type: type as Field['type'] } }),
      );
    },
    touches: ['/v1/custom-fields'],
    done: ({ label }) => `The field ${label} is saved.`,
    isQuiet: true,
  });
  return (
    <FormDialog
      title={field ? `Change ${field.label}` : 'Define a field'}
      act={field ? 'Save' : 'Define it'}
      isPending={save.isPending}
      problem={form.problem}
      fields={['label', 'key', 'type', 'choices', 'description', 'kinds']}
      onClose={onClose}
      onSubmit={() => {
        form.refuse(undefined);
        save.mutate(undefined, { onSuccess: onClose, onError: form.refuse });
      }}
    >
      <TextInput label="Label" required data-autofocus {...form.field('label')} />
      {!field && (
        <>
          <TextInput
            label="Key"
            description="How searches and exports name it; it stays."
            required
            {...form.field('key')}
          />
          <Select label="Type" data={TYPES} allowDeselect={false} {...form.choice('type')} />
        </>
      )}
      {type === 'choice' && (
        <Textarea label="Choices" description="One a line." autosize minRows={3} {...form.field('choices')} />
      )}
      <Textarea label="What it asks" autosize minRows={2} {...form.field('description')} />
      <MultiSelect
        label="Asked of cases of these kinds"
        required
        data={CASE_KINDS}
        value={kinds}
        onChange={setKinds}
        error={form.problem?.fault('kinds')}
      />
      <Checkbox
        label="A case cannot be closed without it"
        checked={isRequiredToClose}
        onChange={(event) => setRequired(event.currentTarget.checked)}
      />
    </FormDialog>
  );
}
