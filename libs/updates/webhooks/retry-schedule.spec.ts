import fc from 'fast-check';
import { FAILING_LIMIT, pauseAfter, RETRY_PAUSES } from './retry-schedule';

describe('the schedule of retries', () => {
  it('goes on over days with growing pauses, and then ends', () => {
    const whole = RETRY_PAUSES.reduce((sum, pause) => sum + pause, 0);
    expect(whole).toBeGreaterThan(3 * 86_400_000);
    expect(whole).toBeLessThan(FAILING_LIMIT);
    expect([...RETRY_PAUSES].sort((a, b) => a - b)).toEqual(RETRY_PAUSES);
    expect(pauseAfter(RETRY_PAUSES.length)).toBeDefined();
    expect(pauseAfter(RETRY_PAUSES.length + 1)).toBeUndefined();
  });

  it('spreads what failed together by a fifth at most', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: RETRY_PAUSES.length }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (attempts, random) => {
          const off = pauseAfter(attempts, () => random)! / RETRY_PAUSES[attempts - 1]!;
          expect(off).toBeGreaterThanOrEqual(0.8);
          expect(off).toBeLessThanOrEqual(1.2);
        },
      ),
    );
  });
});
