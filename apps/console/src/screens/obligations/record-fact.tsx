import { Group, Select, Text, Textarea, TextInput } from '@mantine/core';
import { useAct } from '../../api/act';
import { answerOf, api, type View } from '../../api/client';
import { useRead } from '../../api/reads';
import { useForm } from '../../kit/form';
import { FormDialog } from '../../kit/form-dialog';
import { Unsaved } from '../../kit/unsaved';
import { instantIn, localIn, VIEWER_ZONE, ZONES } from '../../kit/zoned';
import { useCaseId } from '../../kit/use-case';

type Fact = View<'FactView'>;

/** Records a dated fact, or a correction of one: nothing is overwritten. */
export function RecordFact({ corrects, onClose }: { corrects?: Fact; onClose: () => void }) {
  const id = useCaseId();
  const keys = useRead('/v1/fact-keys', {}).data ?? [];
  const zone = corrects?.zone ?? VIEWER_ZONE;
  const form = useForm({
    key: corrects?.key ?? ('' as string),
    at: corrects ? localIn(corrects.at, zone) : '',
    zone,
    source: corrects?.source ?? '',
    note: '',
  });
  const { values } = form;
  const record = useAct({
    act: () =>
      answerOf(
        api.POST('/v1/cases/{id}/facts', {
          params: { path: { id } },
          body: {
            key: values.key as Fact['key'],
            at: instantIn(values.at, values.zone),
            zone: values.zone,
            source: values.source,
            ...(values.note ? { note: values.note } : {}),
            ...(corrects ? { corrects: corrects.id } : {}),
          },
        }),
      ),
    touches: ['/v1/cases/{id}', '/v1/obligations'],
    done: () => 'The fact is recorded, and the clocks follow it.',
    isQuiet: true,
  });
  return (
    <FormDialog
      size="lg"
      title={corrects ? `Correct: ${corrects.meaning}` : 'Record a fact'}
      act={corrects ? 'Record the correction' : 'Record the fact'}
      cancel="Leave it"
      isPending={record.isPending}
      problem={form.problem}
      fields={Object.keys(values)}
      onSubmit={() => {
        form.refuse(undefined);
        record.mutate(undefined, { onSuccess: onClose, onError: form.refuse });
      }}
      onClose={onClose}
    >
      {corrects ? (
        <Text size="sm">
          What was recorded stays on the record; this one takes its place, and the clocks are counted anew.
        </Text>
      ) : (
        <Select
          label="What"
          required
          searchable
          data-autofocus
          data={keys.map(({ key, meaning }) => ({ value: key, label: meaning }))}
          {...form.choice('key')}
        />
      )}
      <Group grow align="flex-start">
        <TextInput
          type="datetime-local"
          label="When it was so"
          description="On the clocks of the zone beside it."
          required
          {...form.field('at')}
        />
        <Select
          label="Zone"
          description="Where the people concerned read the time."
          searchable
          allowDeselect={false}
          data={ZONES}
          {...form.choice('zone')}
        />
      </Group>
      <TextInput
        label="What shows it"
        placeholder="Minutes of the incident call"
        required
        {...form.field('source')}
      />
      <Textarea
        label={corrects ? 'Why it is corrected' : 'Note'}
        required={corrects !== undefined}
        autosize
        minRows={2}
        {...form.field('note')}
      />
      <Unsaved isAt={form.isChanged && !record.isPending && !record.isSuccess} />
    </FormDialog>
  );
}
