import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';

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
    <Modal opened onClose={onClose} title={`Decline ${what}`}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim()) onDecline(reason.trim());
        }}
      >
        <Stack gap="sm">
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
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" disabled={!reason.trim()} loading={isPending}>
              Decline {what}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
