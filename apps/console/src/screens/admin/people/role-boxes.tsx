import { Checkbox, Stack } from '@mantine/core';
import { type Role, ROLE_CHOICES } from '../roles';

/** The roles of a person, each with what it lets them do. */
export function RoleBoxes({
  value,
  error,
  onChange,
}: {
  value: readonly Role[];
  error: string | undefined;
  onChange: (roles: Role[]) => void;
}) {
  return (
    <Checkbox.Group
      label="Roles"
      required
      value={[...value]}
      onChange={(roles) => onChange(roles as Role[])}
      {...(error ? { error } : {})}
    >
      <Stack gap={8} mt={4}>
        {ROLE_CHOICES.map(({ value: role, label, does }) => (
          <Checkbox key={role} value={role} label={label} description={does} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
