import { Anchor, AppShell, Group, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Suspense, useEffect, useState } from 'react';
import { Link, Outlet, useNavigate } from 'react-router';
import { followUpdates } from '../api/live';
import { useMe } from '../api/me';
import { Areas } from './areas';
import { GlobalSearch } from './global-search';
import { HelpMenu } from './help-menu';
import { MeMenu } from './me-menu';
import { areasFor, flat } from './nav';
import { paths } from './paths';
import { SessionDialog } from './session-dialog';
import { useShortcuts } from './shortcuts';
import { ShortcutsDialog } from './shortcuts-dialog';
import { Tour } from './tour/tour';

/** What stands around every page: areas, search, who is signed in; and what goes on beside all pages. */
export function Shell() {
  const { permissions } = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [keysShown, setKeysShown] = useState(false);
  const groups = areasFor(permissions);
  useEffect(() => followUpdates(client), [client]);
  useShortcuts(
    groups
      .flatMap(({ areas }) => flat(areas))
      .map(({ keys, label, to }) => ({ keys, does: `Go to ${label}`, run: () => void navigate(to) })),
  );
  return (
    <AppShell header={{ height: 52 }} navbar={{ width: 168, breakpoint: 'xs' }} padding="md">
      <a className="skip-link" href="#content">
        Skip to the content
      </a>
      <AppShell.Header px="md">
        <Group h="100%" justify="space-between" wrap="nowrap">
          <Anchor component={Link} to={paths.home} underline="never" c="inherit">
            <Text fw={700}>Docket</Text>
          </Anchor>
          <GlobalSearch />
          <Group gap={0} wrap="nowrap">
            <HelpMenu onKeys={() => setKeysShown(true)} />
            <MeMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label="Areas">
        <Areas groups={groups} />
      </AppShell.Navbar>
      <AppShell.Main id="content">
        <Suspense>
          <Outlet />
        </Suspense>
      </AppShell.Main>
      <ShortcutsDialog isOpen={keysShown} setOpen={setKeysShown} />
      <Tour />
      <SessionDialog />
    </AppShell>
  );
}
