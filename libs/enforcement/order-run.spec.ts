import type { PlatformAnswer } from './account-platform';
import { verdict } from './order-run';

const answer = (is: PlatformAnswer['is']): PlatformAnswer =>
  ({ is, waitMs: 1_000, httpStatus: 200, note: null }) as PlatformAnswer;

describe('what an answer makes of an item', () => {
  it.each([
    ['done', { state: 'done', reason: null }],
    ['already_so', { state: 'done', reason: 'already_so' }],
    ['protected', { state: 'skipped', reason: 'protected' }],
    ['unknown_account', { state: 'failed', reason: 'unknown_account' }],
    ['refused', { state: 'failed', reason: 'refused' }],
    ['limited', { state: 'pending', isCounted: false }],
    ['locked_out', { state: 'pending', isCounted: false }],
  ] as const)('%s', (is, expected) => {
    expect(verdict(answer(is), 1)).toMatchObject(expected);
  });

  it('tries an unclear one again, waiting longer each time, and gives up after eight calls', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7].map((attempts) => {
      const result = verdict(answer('unclear'), attempts);
      expect(result).toMatchObject({ state: 'pending', isCounted: true });
      return result.waitMs;
    });
    for (const [at, wait] of waits.entries()) {
      const full = Math.min(30_000, 500 * 2 ** at);
      expect(wait).toBeGreaterThanOrEqual(full * 0.75);
      expect(wait).toBeLessThanOrEqual(full);
    }
    expect(verdict(answer('unclear'), 8)).toMatchObject({ state: 'failed', reason: 'platform_error' });
  });

  it('never gives up on a platform that is merely over its limit', () => {
    expect(verdict(answer('limited'), 1_000)).toMatchObject({ state: 'pending' });
  });
});
