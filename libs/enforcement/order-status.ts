import type { Transitions } from '@app/platform';

/** What an order does to each of its accounts. */
export const ORDER_ACTIONS = ['ban', 'reinstate'] as const;
export type OrderAction = (typeof ORDER_ACTIONS)[number];

/**
 * Where an order stands. `executed` goes back to `executing` only to try its failed items again; how it ended is its
 * outcome, which is another column.
 */
export const ORDER_TRANSITIONS = {
  draft: ['proposed', 'cancelled'],
  proposed: ['approved', 'rejected', 'cancelled'],
  approved: ['executing', 'cancelled'],
  executing: ['stopped', 'executed'],
  stopped: ['executing', 'cancelled'],
  executed: ['executing'],
  rejected: [],
  cancelled: [],
} as const satisfies Transitions<string> & Record<string, readonly string[]>;
export type OrderStatus = keyof typeof ORDER_TRANSITIONS;
export const ORDER_STATUSES = Object.keys(ORDER_TRANSITIONS) as OrderStatus[];

/** How an execution ended: every account done, or some failed or skipped. */
export const ORDER_OUTCOMES = ['complete', 'partial'] as const;
export type OrderOutcome = (typeof ORDER_OUTCOMES)[number];

/** Where one account of an order stands. `claimed`: a run has it and may be calling the platform about it right now. */
export const ITEM_STATES = ['pending', 'claimed', 'done', 'failed', 'skipped'] as const;
export type ItemState = (typeof ITEM_STATES)[number];

/** Why an item is not plainly done. */
export const ITEM_REASONS = [
  'already_so',
  'protected',
  'unknown_account',
  'refused',
  'platform_error',
  'cancelled',
] as const;
export type ItemReason = (typeof ITEM_REASONS)[number];
