import { Select, TextInput } from '@mantine/core';
import { useAct } from '../../../api/act';
import { answerOf, api, asRead, type View } from '../../../api/client';
import { severityName } from '../../../kit/chips';
import { useForm } from '../../../kit/form';
import { FormDialog } from '../../../kit/form-dialog';

const SEVERITIES = [1, 2, 3, 4].map((of) => ({ value: String(of), label: `${severityName(of)} or above` }));

/** A queue to set up or change: what an alert must be to come into it. */
export function QueueDialog({
  queue,
  detectors,
  onClose,
}: {
  queue?: View<'QueueView'>;
  detectors: readonly View<'DetectorView'>[];
  onClose: () => void;
}) {
  const form = useForm({
    name: queue?.name ?? '',
    position: String(queue?.position ?? 100),
    detectorId: queue?.detectorId ?? '',
    typePrefix: queue?.typePrefix ?? '',
    minimumSeverity: queue?.minimumSeverity ? String(queue.minimumSeverity) : '',
    tags: queue?.tags.join(', ') ?? '',
  });
  const save = useAct({
    act: () => {
      const { name, position, detectorId, typePrefix, minimumSeverity, tags } = form.values;
      const place = {
        position: Number(position),
        detectorId: detectorId || null,
        typePrefix: typePrefix || null,
        minimumSeverity: minimumSeverity ? Number(minimumSeverity) : null,
        tags: tags
          .split(',')
          .map((tag) => tag.trim())
          .filter(Boolean),
      };
      if (!queue) return answerOf(api.POST('/v1/alert-queues', { body: { name, ...place } }));
      return answerOf(
        api.PATCH('/v1/alert-queues/{id}', {
          params: { path: { id: queue.id }, header: asRead(queue) },
          // What meets no other queue's demands comes into the last one: it has no place and no demands.
          body: { name, ...(queue.isCatchAll ? {} : place) },
        }),
      );
    },
    touches: ['/v1/alert-queues'],
    done: ({ name }) => `The queue ${name} is saved.`,
    isQuiet: true,
  });
  return (
    <FormDialog
      title={queue ? `Change ${queue.name}` : 'Set up a queue'}
      act={queue ? 'Save' : 'Set it up'}
      isPending={save.isPending}
      problem={form.problem}
      fields={['name', 'position', 'detectorId', 'typePrefix', 'minimumSeverity', 'tags']}
      onClose={onClose}
      onSubmit={() => {
        form.refuse(undefined);
        save.mutate(undefined, { onSuccess: onClose, onError: form.refuse });
      }}
    >
      <TextInput label="Name" required data-autofocus {...form.field('name')} />
      {!queue?.isCatchAll && (
        <>
          <TextInput
            label="Place in the order"
            description="Lower is asked first. An alert comes into the first queue whose demands it meets."
            inputMode="numeric"
            required
            {...form.field('position')}
          />
          <Select
            label="Detector"
            placeholder="Any"
            clearable
            data={detectors.map(({ id, name }) => ({ value: id, label: name }))}
            {...form.choice('detectorId')}
          />
          <TextInput label="Type begins with" placeholder="billing." {...form.field('typePrefix')} />
          <Select
            label="Severity"
            placeholder="Any"
            clearable
            data={SEVERITIES}
            {...form.choice('minimumSeverity')}
          />
          <TextInput
            label="Tags"
            description="Separated by commas; the alert has all of them."
            {...form.field('tags')}
          />
        </>
      )}
    </FormDialog>
  );
}
