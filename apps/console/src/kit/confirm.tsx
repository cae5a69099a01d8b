import { Button, type ButtonProps, Group, Modal, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';

/** A button that asks first, and says exactly what will be done. */
export function Confirmed({
  label,
  title,
  children,
  act,
  isDanger = false,
  onConfirm,
  ...button
}: {
  /** What the button says. */
  label: string;
  title: string;
  /** What will be done, to how many, and whether it can be taken back. */
  children: ReactNode;
  /** What the button of the dialog says. */
  act: string;
  /** Something is taken away by it. */
  isDanger?: boolean;
  onConfirm: () => void;
} & Omit<ButtonProps, 'children'>) {
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button size="compact-sm" variant="default" {...button} onClick={() => setAsking(true)}>
        {label}
      </Button>
      <Modal opened={isAsking} onClose={() => setAsking(false)} title={title}>
        <Text size="sm">{children}</Text>
        <Group justify="flex-end" mt="md">
          <Button variant="default" data-autofocus onClick={() => setAsking(false)}>
            Cancel
          </Button>
          <Button
            {...(isDanger ? { color: 'red' } : {})}
            onClick={() => {
              setAsking(false);
              onConfirm();
            }}
          >
            {act}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
