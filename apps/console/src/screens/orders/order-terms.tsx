import { Badge } from '@mantine/core';
import type { View } from '../../api/client';
import { many } from '../../kit/numbers';
import { choicesOf, type StateLook } from '../../kit/state';

export type Order = View<'OrderView'>;
export type OrderSummary = View<'OrderSummaryView'>;
export type OrderStatusName = OrderSummary['status'];
export type ItemState = View<'OrderItemView'>['state'];

const STATUSES: Record<OrderStatusName, StateLook> = {
  draft: { label: 'Draft', color: 'gray' },
  proposed: { label: 'Waits for approval', color: 'yellow' },
  approved: { label: 'Approved', color: 'blue' },
  executing: { label: 'Being carried out', color: 'teal' },
  stopped: { label: 'Stopped', color: 'orange' },
  executed: { label: 'Carried out', color: 'green' },
  rejected: { label: 'Rejected', color: 'red' },
  cancelled: { label: 'Withdrawn', color: 'gray' },
};

/** For a filter. */
export const STATUS_CHOICES = choicesOf(STATUSES);

/** How far an order is, and whether it reached everybody. */
export function OrderStatus({ of }: { of: Pick<OrderSummary, 'status' | 'outcome'> }) {
  const { label, color } = STATUSES[of.status];
  return (
    <Badge variant="light" color={of.outcome === 'partial' ? 'orange' : color} tt="none">
      {of.outcome === 'partial' ? `${label} in part` : label}
    </Badge>
  );
}

export const ACTIONS: Record<OrderSummary['action'], { noun: string; verb: string; done: string }> = {
  ban: { noun: 'Ban', verb: 'bans', done: 'banned' },
  reinstate: { noun: 'Reinstate', verb: 'reinstates', done: 'reinstated' },
};

/** What an order is about, in a few words: `Ban 24,913 accounts`. */
export const orderWords = ({ action, total }: Pick<OrderSummary, 'action' | 'total'>): string =>
  `${ACTIONS[action].noun} ${many(total, 'account')}`;

/** What became of one account of an order. */
export const ITEM_STATES: Record<ItemState, StateLook> = {
  pending: { label: 'Waiting', color: 'gray' },
  claimed: { label: 'Under way', color: 'teal' },
  done: { label: 'Done', color: 'green' },
  failed: { label: 'Failed', color: 'red' },
  skipped: { label: 'Skipped', color: 'orange' },
};

/** Why an account was not plainly done, in words. */
export const REASONS: Record<string, string> = {
  already_so: 'It was so already',
  protected: 'The platform protects it',
  unknown_account: 'The platform does not know it',
  refused: 'The platform refused',
  platform_error: 'No clear answer came; the platform may have acted',
  cancelled: 'The order was withdrawn before its turn',
};
