import fc from 'fast-check';
import { IllegalTransitionError } from '@app/platform';
import { Task } from './task.entity';
import { findCycle, TASK_STATUSES, TASK_STATUS_NAMES } from './task-status';

const now = new Date('2026-06-05T12:00:00Z');

describe('the status of a task', () => {
  it.each(TASK_STATUS_NAMES.flatMap((from) => TASK_STATUS_NAMES.map((to) => [from, to] as const)))(
    '%s to %s',
    (from, to) => {
      const ended = from === 'Completed' || from === 'Cancelled' ? now : null;
      const task = Object.assign(new Task(), { status: from, endedAt: ended, startedAt: null, version: 1 });
      const allowed: readonly string[] = TASK_STATUSES[from];
      if (!allowed.includes(to)) expect(() => task.move(to, now)).toThrow(IllegalTransitionError);
      else {
        task.move(to, now);
        expect(task).toMatchObject({
          status: to,
          version: 2,
          endedAt: to === 'Completed' || to === 'Cancelled' ? now : null,
        });
      }
    },
  );
});

describe('dependencies', () => {
  const edges = fc.array(fc.tuple(fc.nat({ max: 12 }), fc.nat({ max: 12 })), { maxLength: 40 });
  const graph = (pairs: readonly (readonly [number, number])[]) => {
    const map = new Map<string, string[]>();
    for (const [a, b] of pairs) map.set(String(a), [...(map.get(String(a)) ?? []), String(b)]);
    return map;
  };

  it('that only look back have no cycle', () => {
    fc.assert(
      fc.property(edges, (pairs) => {
        expect(findCycle(graph(pairs.filter(([a, b]) => b < a)))).toBeNull();
      }),
    );
  });

  it('that come back to where they began have one', () => {
    fc.assert(
      fc.property(edges, fc.integer({ min: 1, max: 12 }), (pairs, length) => {
        const ring = Array.from({ length }, (_, i) => [100 + i, 100 + ((i + 1) % length)] as const);
        expect(findCycle(graph([...pairs.filter(([a, b]) => b < a), ...ring]))).not.toBeNull();
      }),
    );
  });

  it('may be a long chain', () => {
    const chain = Array.from({ length: 50_000 }, (_, i) => [i + 1, i] as const);
    expect(findCycle(graph(chain.toReversed()))).toBeNull();
  });
});
