import type { Actor } from '@app/audit';
import { actsOf, type OrderStanding } from './order-acts';
import { Order } from './order.entity';

const anOrder = (over: Partial<Order>): Order =>
  Object.assign(new Order(), { action: 'ban', status: 'draft', proposedBy: null, ...over });
const standing = (over: Partial<OrderStanding> = {}): OrderStanding => ({
  counts: { pending: 0, claimed: 0, done: 3, failed: 0, skipped: 0 },
  reasons: {},
  revertedById: null,
  hasPlatform: true,
  ...over,
});
const person = (id: string, ...permissions: string[]): Actor => ({
  kind: 'user',
  id,
  name: id,
  permissions: new Set(permissions),
});
const lead = person('lead', 'orders.propose', 'orders.approve');
const free = (order: Order, o = standing(), actor = lead): string[] =>
  actsOf(order, o, actor).flatMap(({ act, because }) => (because === null ? [act] : []));

describe('what can be done to an order', () => {
  it.each([
    ['draft', ['propose', 'cancel']],
    ['proposed', ['approve', 'reject', 'cancel']],
    ['approved', ['execute', 'cancel']],
    ['executing', ['stop']],
    ['stopped', ['resume', 'cancel']],
    ['executed', ['revert']],
    ['rejected', []],
  ] as const)('%s: %j', (status, acts) => {
    expect(free(anOrder({ status }))).toEqual(acts);
  });

  it('is not approved by whoever proposed it, and that is said', () => {
    const [approve] = actsOf(anOrder({ status: 'proposed', proposedBy: 'lead' }), standing(), lead);
    expect(approve).toMatchObject({ act: 'approve', because: expect.stringContaining('proposed') as string });
  });

  it('is not approved without the right, and that is said', () => {
    const investigator = person('investigator', 'orders.propose');
    expect(free(anOrder({ status: 'proposed' }), standing(), investigator)).toEqual(['cancel']);
  });

  it('is tried again only where something failed, and undone once', () => {
    const executed = anOrder({ status: 'executed' });
    const failed = { pending: 0, claimed: 0, done: 2, failed: 1, skipped: 0 };
    expect(free(executed, standing({ counts: failed }))).toEqual(['retry', 'revert']);
    expect(free(executed, standing({ revertedById: 'another' }))).toEqual([]);
    expect(free(executed, standing({ reasons: { already_so: 3 } }))).toEqual([]);
  });

  it('is not carried out where there is no platform', () => {
    expect(free(anOrder({ status: 'approved' }), standing({ hasPlatform: false }))).toEqual(['cancel']);
  });
});
