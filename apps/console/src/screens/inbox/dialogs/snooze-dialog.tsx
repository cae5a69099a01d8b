import { Radio, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../../../kit/form-dialog';
import { inZone } from '../../../kit/time';
import type { DialogProps } from '../triage-bar';
import { alertsOf } from '../use-triage';
import { fromField, toField, wakeTimes } from '../wake-times';

const OTHER = 'other';

/** Leaves alerts out of the inbox until a time; then they are back by themselves. */
export function SnoozeDialog({ alerts, run, onClose }: DialogProps) {
  const [times] = useState(() => wakeTimes(new Date()));
  const [chosen, setChosen] = useState('0');
  const [other, setOther] = useState(() => toField(times[1]!.at));
  const until = chosen === OTHER ? fromField(other) : times[Number(chosen)]?.at.toISOString();
  return (
    <FormDialog
      title={`Snooze ${alertsOf(alerts.length)}`}
      act={until ? `Snooze until ${inZone(until)}` : 'Snooze'}
      size="lg"
      isReady={until !== undefined}
      onSubmit={() => until && run({ act: 'snooze', until })}
      onClose={onClose}
    >
      <Radio.Group label="Back in the inbox" value={chosen} onChange={setChosen}>
        <Stack gap={6} mt="xs">
          {times.map(({ label, at }, index) => (
            <Radio
              key={label}
              value={String(index)}
              data-autofocus={index === 0 || undefined}
              label={`${label}, ${inZone(at.toISOString())}`}
            />
          ))}
          <Radio value={OTHER} label="At another time" />
        </Stack>
      </Radio.Group>
      {chosen === OTHER && (
        <TextInput
          type="datetime-local"
          label="Wake time"
          description="In your own time zone."
          value={other}
          onChange={(event) => setOther(event.currentTarget.value)}
        />
      )}
    </FormDialog>
  );
}
