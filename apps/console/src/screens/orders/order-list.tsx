import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { Page } from '../../app/page';
import { paths } from '../../app/paths';
import { Empty } from '../../kit/empty';
import { OrderTable } from './order-table';

/** The orders of all cases, newest first. */
export function Component() {
  return (
    <Page title="Orders">
      <OrderTable
        height="calc(100dvh - 13rem)"
        empty={
          <Empty title="No order is like this">
            An order bans the confirmed accounts of a case. It is drafted in the case, under Orders, and a
            second person approves it. Go to the{' '}
            <Anchor component={Link} to={paths.cases} size="sm" underline="always">
              cases
            </Anchor>
            .
          </Empty>
        }
      />
    </Page>
  );
}
