import fc from 'fast-check';
import { TokenBucket } from './token-bucket';

describe('TokenBucket', () => {
  it('never lets more through than the burst and the rate since the start', () => {
    const rate = fc.integer({ min: 1, max: 5_000 });
    const burst = fc.integer({ min: 1, max: 1_000 });
    const pauses = fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 300 });
    fc.assert(
      fc.property(rate, burst, pauses, (ratePerSecond, atOnce, pausesMs) => {
        let now = 0;
        const bucket = new TokenBucket(ratePerSecond, atOnce, () => now);
        let passed = 0;
        for (const pause of pausesMs) {
          now += pause;
          if (bucket.take() === 0) passed += 1;
          expect(passed).toBeLessThanOrEqual(atOnce + (ratePerSecond * now) / 1_000 + 1e-6);
        }
      }),
    );
  });

  it('lets the next call through after the seconds it names', () => {
    let now = 0;
    const bucket = new TokenBucket(0.25, 1, () => now);
    expect(bucket.take()).toBe(0);
    expect(bucket.take()).toBe(4);
    now = 3_000;
    expect(bucket.take()).toBe(1);
    now = 4_000;
    expect(bucket.take()).toBe(0);
  });
});
