import { Button, Group, Modal, Text } from '@mantine/core';
import { useEffect } from 'react';
import { useBlocker } from 'react-router';

/**
 * Asks before what is written is left behind, whether by a link, the back button or closing the window. Put it into a
 * form; `isAt` says whether something is at stake.
 */
export function Unsaved({ isAt }: { isAt: boolean }) {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => isAt && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (!isAt) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isAt]);
  return (
    <Modal
      opened={blocker.state === 'blocked'}
      onClose={() => blocker.reset?.()}
      title="Leave what you wrote?"
    >
      <Text size="sm">It is not saved and would be lost.</Text>
      <Group justify="flex-end" mt="md">
        <Button variant="default" data-autofocus onClick={() => blocker.reset?.()}>
          Stay
        </Button>
        <Button color="red" onClick={() => blocker.proceed?.()}>
          Leave
        </Button>
      </Group>
    </Modal>
  );
}
