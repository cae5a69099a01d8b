import type { Permission } from '@app/access';
import type { Actor } from '@app/audit';
import type { ItemState } from './order-status';
import type { Order } from './order.entity';

/** What people do to an order, with the right that each act needs. */
const RIGHTS = {
  propose: 'orders.propose',
  approve: 'orders.approve',
  reject: 'orders.approve',
  execute: 'orders.propose',
  stop: 'orders.propose',
  resume: 'orders.approve',
  retry: 'orders.propose',
  revert: 'orders.propose',
  cancel: 'orders.propose',
} as const satisfies Record<string, Permission>;
export type OrderAct = keyof typeof RIGHTS;
export const ORDER_ACTS = Object.keys(RIGHTS) as OrderAct[];

/** An act that the order's state is open to; `because` says why this person may not do it, or is null. */
export interface PossibleAct {
  act: OrderAct;
  because: string | null;
}

/** What the acts depend on beside the order itself. */
export interface OrderStanding {
  counts: Record<ItemState, number>;
  reasons: Record<string, number>;
  /** The order that undoes this one and was neither rejected nor withdrawn. */
  revertedById: string | null;
  hasPlatform: boolean;
}

const NEEDS: Partial<Record<Permission, string>> = {
  'orders.propose': 'Only investigators and enforcement leads do this.',
  'orders.approve': 'Only enforcement leads do this.',
};

/** What can be done to an order now, and for each act why this person may not, if so. */
export function actsOf(order: Order, standing: OrderStanding, actor: Actor): PossibleAct[] {
  return ORDER_ACTS.filter((act) => isOpenTo(order, standing, act)).map((act) => ({
    act,
    because: refusal(order, standing, actor, act),
  }));
}

function isOpenTo({ status, action }: Order, standing: OrderStanding, act: OrderAct): boolean {
  const changed = standing.counts.done - (standing.reasons['already_so'] ?? 0);
  switch (act) {
    case 'propose':
      return status === 'draft';
    case 'approve':
    case 'reject':
      return status === 'proposed';
    case 'execute':
      return status === 'approved';
    case 'stop':
      return status === 'executing';
    case 'resume':
      return status === 'stopped';
    case 'retry':
      return status === 'executed' && standing.counts.failed > 0;
    case 'revert':
      return (
        action === 'ban' &&
        changed > 0 &&
        standing.revertedById === null &&
        (status === 'executed' || status === 'cancelled')
      );
    case 'cancel':
      return ['draft', 'proposed', 'approved', 'stopped'].includes(status);
  }
}

function refusal(order: Order, standing: OrderStanding, actor: Actor, act: OrderAct): string | null {
  const right = RIGHTS[act];
  if (!actor.permissions.has(right)) return NEEDS[right] ?? `This needs the right "${right}".`;
  if (act === 'approve' && order.proposedBy === actor.id)
    return 'You proposed this order yourself. Somebody else has to approve it.';
  if (['execute', 'resume', 'retry'].includes(act) && !standing.hasPlatform)
    return 'This installation knows no account platform, so nothing can be carried out.';
  return null;
}
