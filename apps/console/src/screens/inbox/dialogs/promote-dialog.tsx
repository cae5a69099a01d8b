import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { CASE_KINDS, type CaseKind } from '../../../kit/case-kinds';
import { FormDialog } from '../../../kit/form-dialog';
import type { DialogProps } from '../triage-bar';
import { alertsOf } from '../use-triage';

/** Files a case of alerts; what is left empty follows from them. */
export function PromoteDialog({ alerts, join, onClose }: DialogProps) {
  const [title, setTitle] = useState('');
  const [kind, setKind] = useState<string | null>(null);
  const many = alertsOf(alerts.length);
  return (
    <FormDialog
      title={`File a case with ${many}`}
      act={`File a case with ${many}`}
      size="lg"
      onSubmit={() =>
        join({
          newCase: {
            ...(title.trim() ? { title: title.trim() } : {}),
            ...(kind ? { kind: kind as CaseKind } : {}),
          },
        })
      }
      onClose={onClose}
    >
      <TextInput
        label="Title"
        description="Of the gravest alert, while it is empty. Severity, TLP and accounts come from the alerts too."
        placeholder={alerts[0]?.title ?? ''}
        maxLength={300}
        data-autofocus
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <Select
        label="Kind"
        placeholder="From the alerts' types"
        clearable
        data={CASE_KINDS}
        value={kind}
        onChange={setKind}
      />
    </FormDialog>
  );
}
