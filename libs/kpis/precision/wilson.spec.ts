import fc from 'fast-check';
import { wilson } from './wilson';

describe('the Wilson interval', () => {
  // The first four are those of Newcombe, Statistics in Medicine 17 (1998), table I.
  it.each([
    [81, 263, 0.308, 0.2553, 0.3662],
    [15, 148, 0.1014, 0.0624, 0.1605],
    [0, 20, 0, 0, 0.1611],
    [1, 29, 0.0345, 0.0061, 0.1718],
    [9, 10, 0.9, 0.5958, 0.9821],
    [10, 10, 1, 0.7225, 1],
  ])('of %i in %i is around %d from %d to %d', (hits, of, share, low, high) => {
    expect(wilson(hits, of)).toEqual({ of, share, low, high });
  });

  it('is nothing of nothing', () => {
    expect(wilson(0, 0)).toBeNull();
  });

  it('holds the share and lies within 0 and 1', () => {
    const counts = fc
      .integer({ min: 1, max: 1_000_000 })
      .chain((of) => fc.tuple(fc.integer({ min: 0, max: of }), fc.constant(of)));
    fc.assert(
      fc.property(counts, ([hits, of]) => {
        const { share, low, high } = wilson(hits, of)!;
        expect(0 <= low && low <= share && share <= high && high <= 1).toBe(true);
      }),
    );
  });
});
