import fc from 'fast-check';
import { RateLimit } from './rate-limit';

describe('the rate limit', () => {
  it('lets no more through in any stretch of time than its rate and what may be saved up', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000 }),
        fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 300 }),
        (rate, steps) => {
          let now = 1_000;
          const limit = new RateLimit(rate, () => now);
          const turns = steps.map((step) => {
            now += step;
            return now + limit.reserve();
          });
          for (let from = 0; from < turns.length; from += 7) {
            const stretchMs = turns.at(-1)! - turns[from]!;
            const allowed = ((stretchMs + 50) * rate) / 1_000 + 1;
            expect(turns.length - from).toBeLessThanOrEqual(allowed + 1e-6);
          }
        },
      ),
    );
  });

  it('keeps the mean rate although every timer is late', () => {
    let now = 0;
    const limit = new RateLimit(1_000, () => now);
    for (let turn = 0; turn < 10_000; turn += 1) {
      const wait = limit.reserve();
      if (wait > 0) now += wait + 1;
    }
    expect(now).toBeLessThan(10_100);
  });
});
