import { Button, Menu } from '@mantine/core';
import { useLocation } from 'react-router';
import { caseOf } from './tour/tour';
import { useTour } from './tour/use-tour';

/** What helps: the tour, the keys, and the documents. */
export function HelpMenu({ onKeys }: { onKeys: () => void }) {
  const { begin } = useTour();
  const { pathname } = useLocation();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="subtle" color="gray" c="inherit">
          Help
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void begin(caseOf(pathname))}>Tour of a case</Menu.Item>
        <Menu.Item onClick={onKeys}>Keys</Menu.Item>
        <Menu.Divider />
        <Menu.Item component="a" href="/docs">
          API
        </Menu.Item>
        <Menu.Item component="a" href="/problems">
          Problems and what to do
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
