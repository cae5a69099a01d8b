import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { Failure } from '../../../kit/failure';
import { useForm } from '../../../kit/form';
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
    <Modal opened onClose={onClose} title="Record a date">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          form.refuse(undefined);
          record.mutate(undefined, { onSuccess: onClose, onError: form.refuse });
        }}
      >
        <Stack gap="sm">
          <Select label="Of what" data={DATE_KINDS} allowDeselect={false} {...form.choice('kind')} />
          <Group grow align="flex-start">
            <TextInput label="Day" type="date" required data-autofocus {...form.field('onDate')} />
            <Select
              label="How exactly"
              data={PRECISIONS}
              allowDeselect={false}
              {...form.choice('precision')}
            />
          </Group>
          <TextInput
            label="Zone"
            description="In which it is that day, such as Europe/Brussels."
            required
            {...form.field('zone')}
          />
          <TextInput label="Who says so" required {...form.field('assertedBy')} />
          <TextInput label="What shows it" required {...form.field('source')} />
          {form.problem && form.problem.errors.length !== 1 && <Failure error={form.problem} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={record.isPending}>
              Record the date
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
