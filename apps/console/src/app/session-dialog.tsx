import { Anchor, Modal, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { meQuery, useMe } from '../api/me';
import { sessionGate } from '../api/session-gate';
import { SignInForm } from '../screens/access/sign-in-form';
import { paths } from './paths';

/** Comes over the page when the session has ended. The page and everything written on it stay as they are below. */
export function SessionDialog() {
  const isShut = useSyncExternalStore(sessionGate.subscribe, sessionGate.isShut);
  const me = useMe();
  const client = useQueryClient();
  return (
    <Modal
      opened={isShut}
      onClose={() => undefined}
      withCloseButton={false}
      closeOnClickOutside={false}
      title="Your session has ended"
      zIndex={1_000}
    >
      <Text size="sm" mb="sm">
        Sign in again, and what you were doing goes on. Nothing that you wrote is lost. You are not {me.name}?{' '}
        <Anchor href={paths.signIn} size="sm">
          Leave this page
        </Anchor>
      </Text>
      <SignInForm
        email={me.email}
        onSignedIn={(now) => {
          client.setQueryData(meQuery.queryKey, now);
          sessionGate.open();
        }}
      />
    </Modal>
  );
}
