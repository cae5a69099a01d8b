import { Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { View } from '../../../api/client';
import { FormDialog } from '../../../kit/form-dialog';
import { RESOLUTIONS } from '../inbox-filters';
import type { DialogProps } from '../triage-bar';
import { alertsOf } from '../use-triage';

type Resolution = NonNullable<View<'ActOnAlerts'>['resolution']>;

/** Closes alerts with what they turned out to be, and why. */
export function CloseDialog({ alerts, run, onClose }: DialogProps) {
  const [resolution, setResolution] = useState<string | null>('FalsePositive');
  const [summary, setSummary] = useState('');
  return (
    <FormDialog
      title={`Close ${alertsOf(alerts.length)}`}
      act={`Close ${alertsOf(alerts.length)}`}
      size="lg"
      isReady={resolution !== null && summary.trim() !== ''}
      onSubmit={() =>
        run({
          act: 'transition',
          stage: 'Closed',
          resolution: resolution as Resolution,
          summary: summary.trim(),
        })
      }
      onClose={onClose}
    >
      <Select
        label="It turned out to be"
        data={RESOLUTIONS}
        allowDeselect={false}
        value={resolution}
        onChange={setResolution}
      />
      <Textarea
        label="Why"
        description="The detector's team reads it, and whoever asks later."
        required
        data-autofocus
        autosize
        minRows={3}
        value={summary}
        onChange={(event) => setSummary(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
