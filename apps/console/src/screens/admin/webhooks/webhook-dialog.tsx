import { Checkbox, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../../api/act';
import { answerOf, api, asRead, type View } from '../../../api/client';
import { useForm } from '../../../kit/form';
import { FormDialog } from '../../../kit/form-dialog';
import { EVENT_TYPES, type EventType } from './event-types';

const SCHEMES = [
  { value: 'v1', label: 'A shared secret (v1)' },
  { value: 'v1a', label: 'A key pair, of which the receiver has the public half (v1a)' },
];

/** A webhook to make or change: where it is sent to, and what it is told of. */
export function WebhookDialog({
  webhook,
  onClose,
  onSaved,
}: {
  webhook?: View<'WebhookView'>;
  onClose: () => void;
  /** With the secret, where one was made. */
  onSaved: (webhook: View<'WebhookView'> & { secret?: string | null }) => void;
}) {
  const form = useForm({
    url: webhook?.url ?? '',
    description: webhook?.description ?? '',
    scheme: 'v1',
  });
  const [eventTypes, setTypes] = useState<EventType[]>(webhook?.eventTypes ?? []);
  const { scheme, ...texts } = form.values;
  const save = useAct({
    act: (): Promise<View<'WebhookView'> & { secret?: string | null }> =>
      webhook
        ? answerOf(
            api.PATCH('/v1/webhooks/{id}', {
              params: { path: { id: webhook.id }, header: asRead(webhook) },
              body: { ...texts, eventTypes },
            }),
          )
        : answerOf(
            api.POST('/v1/webhooks', {
              body: { ...texts, scheme: scheme as View<'WebhookView'>['scheme'], eventTypes },
            }),
          ),
    touches: ['/v1/webhooks'],
    isQuiet: true,
  });
  return (
    <FormDialog
      title={webhook ? 'Change the webhook' : 'Make a webhook'}
      act={webhook ? 'Save' : 'Make the webhook'}
      isPending={save.isPending}
      problem={form.problem}
      fields={['url', 'description', 'eventTypes', 'scheme']}
      onClose={onClose}
      onSubmit={() => {
        form.refuse(undefined);
        save.mutate(undefined, { onSuccess: onSaved, onError: form.refuse });
      }}
    >
      <TextInput
        label="Address"
        description="Where it is sent to: https://…"
        required
        data-autofocus
        {...form.field('url')}
      />
      <TextInput label="What it is for" {...form.field('description')} />
      <Checkbox.Group
        label="Told when"
        required
        value={eventTypes}
        error={form.problem?.fault('eventTypes')}
        onChange={(types) => setTypes(types as EventType[])}
      >
        <Stack gap={8} mt={4}>
          {EVENT_TYPES.map(({ value, label }) => (
            <Checkbox key={value} value={value} label={label} />
          ))}
        </Stack>
      </Checkbox.Group>
      {!webhook && (
        <Select label="Signed with" data={SCHEMES} allowDeselect={false} {...form.choice('scheme')} />
      )}
    </FormDialog>
  );
}
