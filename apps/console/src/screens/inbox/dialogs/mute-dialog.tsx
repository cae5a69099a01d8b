import { Checkbox, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { useRead } from '../../../api/reads';
import { useDetectorName } from '../../../kit/detectors';
import { useForm } from '../../../kit/form';
import { FormDialog } from '../../../kit/form-dialog';
import { inZone } from '../../../kit/time';
import type { DialogProps } from '../triage-bar';
import { fromField, toField, wakeTimes } from '../wake-times';

type Subject = NonNullable<View<'CreateMutingRule'>['subject']>;

/** Mutes new alerts like one: of its detector, its type, or about the same thing. What is in the inbox stays. */
export function MuteDialog({ alerts, onClose }: DialogProps) {
  const alert = alerts[0]!;
  const nameOf = useDetectorName();
  const { data: detail } = useRead('/v1/alerts/{id}', { path: { id: alert.id } });
  const [isOfDetector, setOfDetector] = useState(true);
  const [isOfType, setOfType] = useState(true);
  const [about, setAbout] = useState<string | null>(null);
  const form = useForm({ reason: '', expiresAt: toField(wakeTimes(new Date())[3]!.at) });
  const subject = about ? (JSON.parse(about) as Subject) : undefined;
  const expiresAt = fromField(form.values.expiresAt);
  const mute = useAct({
    act: (until: string) =>
      answerOf(
        api.POST('/v1/muting-rules', {
          body: {
            ...(isOfDetector ? { detectorId: alert.detectorId } : {}),
            ...(isOfType ? { type: alert.type } : {}),
            ...(subject ? { subject } : {}),
            reason: form.values.reason,
            expiresAt: until,
          },
        }),
      ),
    touches: ['/v1/muting-rules', '/v1/alerts'],
    isQuiet: true,
    done: (rule) => `Alerts like this are muted until ${inZone(rule.expiresAt)}.`,
    undo:
      ({ id }) =>
      async () => {
        await answerOf(api.POST('/v1/muting-rules/{id}/end', { params: { path: { id } } }));
        return 'The muting rule is ended.';
      },
  });
  return (
    <FormDialog
      title="Mute new alerts like this"
      act={expiresAt ? `Mute until ${inZone(expiresAt)}` : 'Mute'}
      size="lg"
      isReady={expiresAt !== undefined}
      isPending={mute.isPending}
      problem={form.problem}
      fields={['reason', 'expiresAt']}
      onSubmit={() => expiresAt && mute.mutate(expiresAt, { onSuccess: onClose, onError: form.refuse })}
      onClose={onClose}
    >
      <Stack gap={6} role="group" aria-label="Which alerts">
        <Checkbox
          label={`Of the detector ${nameOf(alert.detectorId)}`}
          checked={isOfDetector}
          onChange={(event) => setOfDetector(event.currentTarget.checked)}
        />
        <Checkbox
          label={`Of the type ${alert.type}`}
          checked={isOfType}
          onChange={(event) => setOfType(event.currentTarget.checked)}
        />
      </Stack>
      <Select
        label="And about"
        placeholder="Anything"
        clearable
        searchable
        limit={100}
        data={(detail?.subjects ?? []).map((one) => ({
          value: JSON.stringify(one),
          label: `${one.kind} ${one.value}`,
        }))}
        value={about}
        onChange={setAbout}
      />
      <Textarea
        label="Reason"
        description="They are stored and counted, but reach neither the inbox nor a case. This alert stays where it is."
        required
        data-autofocus
        autosize
        minRows={2}
        {...form.field('reason')}
      />
      <TextInput
        type="datetime-local"
        label="Until"
        description="In your own time zone; the rule ends by itself then."
        {...form.field('expiresAt')}
      />
    </FormDialog>
  );
}
