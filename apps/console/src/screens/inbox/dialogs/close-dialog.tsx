import { Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { View } from '../../../api/client';
import { RESOLUTIONS } from '../inbox-filters';
import type { DialogProps } from '../triage-bar';
import { alertsOf } from '../use-triage';
import { ActDialog } from './act-dialog';

type Resolution = NonNullable<View<'ActOnAlerts'>['resolution']>;

/** Closes alerts with what they turned out to be, and why. */
export function CloseDialog({ alerts, run, onClose }: DialogProps) {
  const [resolution, setResolution] = useState<string | null>('FalsePositive');
  const [summary, setSummary] = useState('');
  return (
    <ActDialog
      title={`Close ${alertsOf(alerts.length)}`}
      does={`Close ${alertsOf(alerts.length)}`}
      isReady={resolution !== null && summary.trim() !== ''}
      onDo={() =>
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
    </ActDialog>
  );
}
