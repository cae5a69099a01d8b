import { useState } from 'react';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { inWords } from '../../../kit/chips';
import { FormDialog } from '../../../kit/form-dialog';
import type { Role } from '../roles';
import { RoleBoxes } from './role-boxes';

/** Changes what somebody may do. */
export function PersonRoles({ user, onClose }: { user: View<'UserView'>; onClose: () => void }) {
  const [roles, setRoles] = useState<Role[]>(user.roles);
  const give = async (to: Role[]): Promise<View<'UserView'>> =>
    answerOf(api.PATCH('/v1/users/{id}', { params: { path: { id: user.id } }, body: { roles: to } }));
  const change = useAct({
    act: () => give(roles),
    touches: ['/v1/users', '/v1/people', '/v1/me'],
    done: (now) => `${now.name} is now ${now.roles.map(inWords).join(', ')}.`,
    undo: () => async () => {
      await give(user.roles);
      return `${user.name} is as before.`;
    },
    isQuiet: true,
  });
  return (
    <FormDialog
      title={`Roles of ${user.name}`}
      act="Change roles"
      isPending={change.isPending}
      problem={change.error}
      fields={['roles']}
      onClose={onClose}
      onSubmit={() => change.mutate(undefined, { onSuccess: onClose })}
    >
      <RoleBoxes value={roles} error={change.error?.fault('roles')} onChange={setRoles} />
    </FormDialog>
  );
}
