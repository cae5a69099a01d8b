import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';

/** A dialog that asks for what an act needs; Enter does it, and where lines are written Ctrl+Enter. */
export function ActDialog(props: {
  title: string;
  /** What the button says. */
  does: string;
  isReady?: boolean;
  isPending?: boolean;
  onDo: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const { title, does, isReady = true, isPending = false, onDo, onClose, children } = props;
  return (
    <Modal opened onClose={onClose} title={title} size="lg">
      <form
        noValidate
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
        }}
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !isPending) onDo();
        }}
      >
        <Stack gap="sm">
          {children}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" disabled={!isReady} loading={isPending}>
              {does}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
