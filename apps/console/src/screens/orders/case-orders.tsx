import { Button, Stack } from '@mantine/core';
import { Link } from 'react-router';
import { useMay } from '../../api/me';
import { paths } from '../../app/paths';
import { Empty } from '../../kit/empty';
import { useCase, useCaseId } from '../../kit/use-case';
import { OrderTable } from './order-table';

/** The orders of a case, and those of the cases that were merged into it. */
export function Component() {
  const id = useCaseId();
  const { data: of } = useCase();
  const isOpen = of?.isOpen === true;
  const mayPropose = useMay('orders.propose') && isOpen;
  const draft = mayPropose && (
    <Button component={Link} to={paths.newOrder(id)} size="xs">
      Draft an order
    </Button>
  );
  return (
    <Stack gap="xs">
      <OrderTable
        caseId={id}
        action={draft}
        height="calc(100dvh - 20rem)"
        empty={
          <Empty title="No order is like this" action={draft}>
            An order bans accounts that are confirmed in the case. It freezes whom it hits; a second person
            reads that and approves it, and only then is it carried out.
          </Empty>
        }
      />
    </Stack>
  );
}
