import { Group, Select, TextInput } from '@mantine/core';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { useForm } from '../../../kit/form';
import { FormDialog } from '../../../kit/form-dialog';
import { ZONE } from '../../../kit/time';
import { DATE_KINDS } from './date-terms';

type Body = View<'RecordDate'>;

const PRECISIONS = [
  { value: 'day', label: 'To the day' },
  { value: 'month', label: 'To the month' },
  { value: 'about', label: 'About' },
];

/** Records a civil day of the case, with who says so and what shows it. */
export function RecordDate({ caseId, onClose }: { caseId: string; onClose: () => void }) {
  const form = useForm({
    kind: 'detected',
    onDate: '',
    zone: ZONE,
    precision: 'day',
    assertedBy: '',
    source: '',
  });
  const { kind, onDate, zone, precision, assertedBy, source } = form.values;
  const record = useAct({
    act: () =>
      answerOf(
        api.POST('/v1/cases/{id}/dates', {
          params: { path: { id: caseId } },
          body: {
            kind: kind as Body['kind'],
            onDate,
            zone,
            precision: precision as Body['precision'],
            assertedBy,
            source,
          },
        }),
      ),
    touches: ['/v1/cases/{id}'],
    isQuiet: true,
  });
  return (
    <FormDialog
      title="Record a date"
      act="Record the date"
      isPending={record.isPending}
      problem={form.problem}
      fields={['kind', 'onDate', 'precision', 'zone', 'assertedBy', 'source']}
      onSubmit={() => {
        form.refuse(undefined);
        record.mutate(undefined, { onSuccess: onClose, onError: form.refuse });
      }}
      onClose={onClose}
    >
      <Select label="Of what" data={DATE_KINDS} allowDeselect={false} {...form.choice('kind')} />
      <Group grow align="flex-start">
        <TextInput label="Day" type="date" required data-autofocus {...form.field('onDate')} />
        <Select label="How exactly" data={PRECISIONS} allowDeselect={false} {...form.choice('precision')} />
      </Group>
      <TextInput
        label="Zone"
        description="In which it is that day, such as Europe/Brussels."
        required
        {...form.field('zone')}
      />
      <TextInput label="Who says so" required {...form.field('assertedBy')} />
      <TextInput label="What shows it" required {...form.field('source')} />
    </FormDialog>
  );
}
