import { Stack } from '@mantine/core';
import { Outlet } from 'react-router';
import { useMe } from '../../api/me';
import { SubNav } from '../../kit/subnav';
import { SECTIONS } from './sections';

/** The parts of the administration, and below them the one that the address names. */
export function Component() {
  const { permissions } = useMe();
  return (
    <Stack gap="sm">
      <SubNav label="Administration" parts={SECTIONS.filter(({ needs }) => permissions.includes(needs))} />
      <Outlet />
    </Stack>
  );
}
