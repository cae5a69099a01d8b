import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { Page } from './page';
import { paths } from './paths';

/** An address that leads nowhere. */
export function NotFound() {
  return (
    <Page title="There is no such page">
      <Text>
        The address may be of something that was never here, or misspelt. The search above finds cases,
        alerts, accounts and notes; or go to the{' '}
        <Anchor component={Link} to={paths.cases} underline="always">
          cases
        </Anchor>
        .
      </Text>
    </Page>
  );
}
