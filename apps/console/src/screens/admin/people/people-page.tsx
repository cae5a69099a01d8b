import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { useMay } from '../../../api/me';
import { useRead } from '../../../api/reads';
import { Page } from '../../../app/page';
import { useShortcuts } from '../../../app/shortcuts';
import { inWords } from '../../../kit/chips';
import { Confirmed } from '../../../kit/confirm';
import { Loaded } from '../../../kit/loaded';
import { Rows } from '../../../kit/rows';
import { ShownOnce } from '../../../kit/shown-once';
import { InvitePerson } from './invite-person';
import { PersonRoles } from './person-roles';
import { State, type StateLook } from '../../../kit/state';

type User = View<'UserView'>;

const STATUSES: Record<User['status'], StateLook> = {
  invited: { label: 'Invited', color: 'yellow' },
  active: { label: 'Active', color: 'green' },
  disabled: { label: 'Disabled', color: 'gray' },
};

/** The people of the installation, what each may do, and the links by which they come in. */
export function Component() {
  const read = useRead('/v1/users', {});
  const mayManage = useMay('users.manage');
  const [isInviting, setInviting] = useState(false);
  const [changed, setChanged] = useState<User>();
  const [invited, setInvited] = useState<View<'InvitedUserView'>>();
  useShortcuts(mayManage ? [{ keys: 'n', does: 'Invite a person', run: () => setInviting(true) }] : []);
  return (
    <Page
      title="People"
      actions={
        mayManage && (
          <Button size="xs" onClick={() => setInviting(true)}>
            Invite a person
          </Button>
        )
      }
    >
      <Loaded read={read}>
        {(users) => (
          <Rows
            label="People"
            heads={['Name', 'E-mail', 'Roles', 'Status', ...(mayManage ? ['What can be done'] : [])]}
            rows={[...users]
              .sort((a, b) => a.name.localeCompare(b.name))
              .map((user) => ({
                id: user.id,
                cells: [
                  user.name,
                  user.email,
                  user.roles.map(inWords).join(', '),
                  <State key="status" of={STATUSES[user.status]} />,
                  ...(mayManage
                    ? [
                        <PersonActs
                          key="acts"
                          user={user}
                          onRoles={() => setChanged(user)}
                          onLink={setInvited}
                        />,
                      ]
                    : []),
                ],
              }))}
          />
        )}
      </Loaded>
      {isInviting && (
        <InvitePerson
          onClose={() => setInviting(false)}
          onInvited={(person) => {
            setInviting(false);
            setInvited(person);
          }}
        />
      )}
      {changed && <PersonRoles user={changed} onClose={() => setChanged(undefined)} />}
      {invited && (
        <ShownOnce
          title={`One-time link for ${invited.name}`}
          value={window.location.origin + invited.link}
          onClose={() => setInvited(undefined)}
        >
          {`Give this link to ${invited.name} yourself; nothing is sent by mail. It is good for 7 days and works once. With it they choose their password and are signed in.`}
        </ShownOnce>
      )}
    </Page>
  );
}

function PersonActs({
  user,
  onRoles,
  onLink,
}: {
  user: User;
  onRoles: () => void;
  onLink: (person: View<'InvitedUserView'>) => void;
}) {
  const params = { path: { id: user.id } };
  const change = useAct({
    act: (disabled: boolean) => answerOf(api.PATCH('/v1/users/{id}', { params, body: { disabled } })),
    touches: ['/v1/users', '/v1/people'],
    done: ({ name, status }) =>
      status === 'disabled' ? `${name} can no longer sign in.` : `${name} can sign in again.`,
    undo: (_, disabled) => async () => {
      await answerOf(api.PATCH('/v1/users/{id}', { params, body: { disabled: !disabled } }));
      return `${user.name} is as before.`;
    },
  });
  const renew = useAct({
    act: () => answerOf(api.POST('/v1/users/{id}/link', { params })),
    touches: ['/v1/users'],
  });
  return (
    <Group gap="xs" wrap="nowrap">
      <Button size="compact-sm" variant="default" onClick={onRoles} aria-label={`Roles of ${user.name}`}>
        Roles…
      </Button>
      {user.status === 'disabled' ? (
        <Button
          size="compact-sm"
          variant="default"
          loading={change.isPending}
          onClick={() => change.mutate(false)}
        >
          Enable
        </Button>
      ) : (
        <>
          <Confirmed
            label="New link…"
            title={`A new one-time link for ${user.name}`}
            act="Make a new link"
            loading={renew.isPending}
            onConfirm={() => renew.mutate(undefined, { onSuccess: onLink })}
          >
            {user.status === 'invited'
              ? 'The link that they were given before works no more.'
              : 'With it they choose a new password. The one that they have works until then.'}
          </Confirmed>
          <Confirmed
            label="Disable…"
            title={`Disable ${user.name}?`}
            act={`Disable ${user.name}`}
            isDanger
            loading={change.isPending}
            onConfirm={() => change.mutate(true)}
          >
            They are signed out at once, can no longer sign in, and are given no more work.{' '}
            <Text span inherit>
              What they did stays in the record under their name.
            </Text>
          </Confirmed>
        </>
      )}
    </Group>
  );
}
