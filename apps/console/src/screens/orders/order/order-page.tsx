import { Anchor, Group, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { Page } from '../../../app/page';
import { paths } from '../../../app/paths';
import { Instant } from '../../../kit/instant';
import { Loaded } from '../../../kit/loaded';
import { type Order, OrderStatus, orderWords } from '../order-terms';
import { BlastRadius } from './blast-radius';
import { OrderActs } from './order-acts';
import { OrderItems } from './order-items';
import { OrderProgress } from './order-progress';
import { useOrder } from './use-order';

/** An order: what is decided, whom it hits, how far it is, and what became of each account. */
export function Component() {
  return (
    <Loaded read={useOrder()}>
      {(of) => (
        <Page
          title={`Order ${of.number}: ${orderWords(of)}`}
          crumbs={[
            { label: `#${of.caseNumber} ${of.caseTitle}`, to: paths.case(of.caseId) },
            { label: 'Orders', to: paths.caseOrders(of.caseId) },
          ]}
        >
          <Group gap="sm">
            <OrderStatus of={of} />
            <Story of={of} />
          </Group>
          <Text>
            <b>Reason:</b> {of.reason}
          </Text>
          {of.statusReason && (
            <Text>
              <b>{of.status === 'rejected' ? 'Rejected because' : 'Because'}:</b> {of.statusReason}
            </Text>
          )}
          <Reversals of={of} />
          <OrderActs of={of} />
          {of.startedAt && <OrderProgress of={of} />}
          <BlastRadius of={of} />
          <OrderItems of={of} />
          <Fingerprint of={of} />
        </Page>
      )}
    </Loaded>
  );
}

/** Who brought the order to where it is, and when. */
function Story({ of }: { of: Order }) {
  return (
    <Text size="sm" c="dimmed">
      drafted by {of.draftedByName} <Instant at={of.draftedAt} isShort c="dimmed" />
      {of.proposedAt && (
        <>
          {', '}proposed by {of.proposedByName} <Instant at={of.proposedAt} isShort c="dimmed" />
        </>
      )}
      {of.approval && (
        <>
          {', '}approved by {of.approval.approverName}{' '}
          <Instant at={of.approval.approvedAt} isShort c="dimmed" />
        </>
      )}
    </Text>
  );
}

function Reversals({ of }: { of: Order }) {
  return (
    <>
      {of.revertsOrderId && (
        <Text size="sm">
          This order takes back what{' '}
          <Anchor component={Link} to={paths.order(of.revertsOrderId)} size="sm" underline="always">
            another order
          </Anchor>{' '}
          did: it reinstates the accounts which that one banned, and none that were banned before it.
        </Text>
      )}
      {of.revertedById && (
        <Text size="sm">
          <Anchor component={Link} to={paths.order(of.revertedById)} size="sm" underline="always">
            Another order
          </Anchor>{' '}
          takes this one back.
        </Text>
      )}
    </>
  );
}

/** What an approval is bound to: for whoever compares it with the record. */
function Fingerprint({ of }: { of: Order }) {
  return (
    <Stack gap={2}>
      <Text size="xs" c="dimmed">
        Hash of what is approved: <code>{of.contentHash}</code>
      </Text>
      <Text size="xs" c="dimmed">
        Hash of the list of accounts: <code>{of.accountsDigest}</code>
      </Text>
    </Stack>
  );
}
