import fc from 'fast-check';
import { FaultPlan, type Fate } from './fault-plan';

const keys = Array.from({ length: 2_000 }, (_, index) => `key-${index}`);

function fates(plan: FaultPlan, order: string[]): Map<string, Fate> {
  return new Map(order.map((key) => [key, plan.next(key)]));
}

describe('FaultPlan', () => {
  it('gives a key the same fate in whatever order the calls come', () => {
    const some = keys.slice(0, 20);
    fc.assert(
      fc.property(fc.shuffledSubarray(some, { minLength: 20 }), fc.string(), (shuffled, seed) => {
        const ordered = fates(new FaultPlan(seed, 0.3, 0.3), some);
        for (const [key, fate] of fates(new FaultPlan(seed, 0.3, 0.3), shuffled))
          expect(fate).toEqual(ordered.get(key));
      }),
    );
  });

  it('gives the share of faults that was asked for', () => {
    const all = [...fates(new FaultPlan('7', 0.2, 0.1), keys).values()];
    const share = (when: Fate['when']): number =>
      all.filter((fate) => fate.when === when).length / all.length;
    expect(share('before')).toBeCloseTo(0.2, 1);
    expect(share('after')).toBeCloseTo(0.08, 1);
    expect(new Set(all.map((fate) => ('answer' in fate ? fate.answer : 200)))).toEqual(
      new Set([200, 500, 503, 'cut']),
    );
  });

  it('lets a repeat fare otherwise than the first try, and another seed otherwise than this one', () => {
    const plan = new FaultPlan('7', 0.5, 0);
    const [first, second] = [fates(plan, keys), fates(plan, keys)];
    expect([...first.values()]).not.toEqual([...second.values()]);
    expect([...fates(new FaultPlan('8', 0.5, 0), keys).values()]).not.toEqual([...first.values()]);
  });
});
