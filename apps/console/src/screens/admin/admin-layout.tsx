import { Grid, NavLink } from '@mantine/core';
import { NavLink as RouterLink, Outlet } from 'react-router';
import { useMe } from '../../api/me';
import { SECTIONS } from './sections';

/** The parts of the administration beside the one that the address names. */
export function Component() {
  const { permissions } = useMe();
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, sm: 'content' }} className="no-print" miw={170}>
        <nav aria-label="Administration">
          {SECTIONS.filter(({ needs }) => permissions.includes(needs)).map(({ label, to }) => (
            <NavLink key={to} component={RouterLink} to={to} label={label} />
          ))}
        </nav>
      </Grid.Col>
      <Grid.Col span="auto" miw={0}>
        <Outlet />
      </Grid.Col>
    </Grid>
  );
}
