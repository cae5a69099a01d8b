import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { useForm } from '../../../kit/form';
import { FormDialog } from '../../../kit/form-dialog';
import type { Role } from '../roles';
import { RoleBoxes } from './role-boxes';

/** Invites somebody: the answer is a one-time link. */
export function InvitePerson({
  onClose,
  onInvited,
}: {
  onClose: () => void;
  onInvited: (person: View<'InvitedUserView'>) => void;
}) {
  const form = useForm({ name: '', email: '' });
  const [roles, setRoles] = useState<Role[]>([]);
  const invite = useAct({
    act: () => answerOf(api.POST('/v1/users', { body: { ...form.values, roles } })),
    touches: ['/v1/users', '/v1/people'],
    isQuiet: true,
  });
  return (
    <FormDialog
      title="Invite a person"
      act="Invite"
      isPending={invite.isPending}
      problem={form.problem}
      fields={['name', 'email', 'roles']}
      onClose={onClose}
      onSubmit={() => {
        form.refuse(undefined);
        invite.mutate(undefined, { onSuccess: onInvited, onError: form.refuse });
      }}
    >
      <TextInput label="Name" required data-autofocus maxLength={200} {...form.field('name')} />
      <TextInput label="E-mail" type="email" required {...form.field('email')} />
      <RoleBoxes value={roles} error={form.problem?.fault('roles')} onChange={setRoles} />
    </FormDialog>
  );
}
