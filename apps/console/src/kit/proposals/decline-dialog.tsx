import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../form-dialog';

/** Asks why alerts do not belong to the cases; they are not proposed for these again. */
export function DeclineDialog(props: {
  many: number;
  isPending: boolean;
  onDecline: (reason: string) => void;
  onClose: () => void;
}) {
  const { many, isPending, onDecline, onClose } = props;
  const [reason, setReason] = useState('');
  const what = many === 1 ? '1 proposal' : `${many.toLocaleString('en')} proposals`;
  return (
    <FormDialog
      title={`Decline ${what}`}
      act={`Decline ${what}`}
      isReady={reason.trim() !== ''}
      isPending={isPending}
      onSubmit={() => onDecline(reason.trim())}
      onClose={onClose}
    >
      <Textarea
        label="Reason"
        description="The alert is not proposed for this case again."
        required
        data-autofocus
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
