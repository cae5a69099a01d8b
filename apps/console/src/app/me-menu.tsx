import { Button, Menu, useMantineColorScheme } from '@mantine/core';
import { answerOf, api } from '../api/client';
import { useMe } from '../api/me';
import { tellProblem } from '../api/act';
import { paths } from './paths';

const SCHEMES = [
  { value: 'auto', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

/** Who is signed in, how the console looks, and the way out. */
export function MeMenu() {
  const { name, roles } = useMe();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const signOut = (): void => {
    answerOf(api.DELETE('/v1/session', {})).then(() => window.location.assign(paths.signIn), tellProblem);
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="subtle" color="gray" c="inherit">
          {name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{roles.map((role) => role.replaceAll('_', ' ')).join(', ')}</Menu.Label>
        {SCHEMES.map(({ value, label }) => (
          <Menu.RadioItem
            key={value}
            value={value}
            checked={colorScheme === value}
            onChange={() => setColorScheme(value)}
            closeMenuOnClick
          >
            {label}
          </Menu.RadioItem>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={signOut}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
