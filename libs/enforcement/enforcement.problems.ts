import { onConstraint, problem } from '@app/platform';

/** Whoever proposed an order does not approve it. */
export class SelfApprovalError extends problem({
  slug: 'order-self-approval',
  status: 403,
  title: 'The proposer cannot approve',
  remedy: 'Somebody else who may approve orders has to look at it.',
}) {}

/** The hash that was sent is not that of the stored content: what was read is not what would be approved. */
export class StaleContentError extends problem({
  slug: 'order-stale-content',
  status: 409,
  title: 'This is not the content that was read',
  remedy: 'Read the order again, check its blast radius, and send the `contentHash` it has now.',
}) {}

/** The order contains accounts that are on the allow-list. */
export class ProtectedAccountsError extends problem({
  slug: 'order-protected-accounts',
  status: 409,
  title: 'The order contains protected accounts',
  remedy:
    '`accounts` lists up to 50 of `count`. Clear them in the case or have their protection lifted, then draft again.',
}) {}

/** The order names accounts that are not confirmed in the case. */
export class AccountsNotConfirmedError extends problem({
  slug: 'order-accounts-not-confirmed',
  status: 409,
  title: 'The order contains accounts that are not confirmed in the case',
  remedy:
    '`accounts` lists up to 50 of `count` with their status in the case, `null` where they are not in it. Leave them out; ' +
    'an order that is approved already is cancelled and drafted again.',
}) {}

/** There is nothing to do. */
export class EmptyOrderError extends problem({
  slug: 'order-empty',
  status: 409,
  title: 'The order would have no accounts',
  remedy: 'Confirm accounts in the case first.',
}) {}

/** The installation does not know any account platform. */
export class NoPlatformError extends problem({
  slug: 'order-no-platform',
  status: 503,
  title: 'No platform is configured',
  remedy: 'Set PLATFORM_URL and PLATFORM_TOKEN and start again; the order keeps its approval.',
}) {}

/** The order has been undone, or its undoing is under way. */
export class AlreadyRevertedError extends problem({
  slug: 'order-already-reverted',
  status: 409,
  title: 'An order that reverts this one is there already',
  remedy: 'Look for the order whose `revertsOrderId` is this one.',
}) {}

onConstraint(
  'ck_order_approvals_four_eyes',
  () => new SelfApprovalError('You proposed this order yourself.'),
);
onConstraint(
  'fk_order_approvals_order_id_proposer_id_content_hash',
  () => new StaleContentError('The approval names other content than the order has.'),
);
onConstraint('uq_orders_reverts_order_id', () => new AlreadyRevertedError('It is being reverted already.'));
