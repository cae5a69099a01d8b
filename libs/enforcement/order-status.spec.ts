import { assertTransition, IllegalTransitionError } from '@app/platform';
import { ORDER_STATUSES, ORDER_TRANSITIONS, type OrderStatus } from './order-status';

const WAYS: [OrderStatus, OrderStatus][] = [
  ['draft', 'proposed'],
  ['draft', 'cancelled'],
  ['proposed', 'approved'],
  ['proposed', 'rejected'],
  ['proposed', 'cancelled'],
  ['approved', 'executing'],
  ['approved', 'cancelled'],
  ['executing', 'stopped'],
  ['executing', 'executed'],
  ['stopped', 'executing'],
  ['stopped', 'cancelled'],
  ['executed', 'executing'],
];

describe("an order's states", () => {
  const all = ORDER_STATUSES.flatMap((from) => ORDER_STATUSES.map((to) => [from, to] as const));

  it.each(all)('%s to %s', (from, to) => {
    const move = (): void => assertTransition<OrderStatus>(ORDER_TRANSITIONS, from, to);
    if (WAYS.some(([a, b]) => a === from && b === to)) expect(move).not.toThrow();
    else expect(move).toThrow(IllegalTransitionError);
  });

  it('has no way from draft to executing that does not pass approval', () => {
    const reached = new Set<OrderStatus>(['draft']);
    for (const from of reached) {
      for (const to of ORDER_TRANSITIONS[from]) if (to !== 'approved') reached.add(to);
    }
    expect(reached.has('executing')).toBe(false);
  });
});
