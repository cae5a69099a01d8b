import fc from 'fast-check';
import {
  BAND_SHIFTS,
  LeaderIndex,
  NEAR_DUPLICATE_BITS,
  PAIR_MASKS,
  templateFamilies,
  type TemplateVolume,
} from './template-families';

const flip = (hash: bigint, bits: readonly number[]): bigint =>
  bits.reduce((h, bit) => h ^ (1n << BigInt(bit)), hash);
const distance = (a: string, b: string): number =>
  (BigInt(a) ^ BigInt(b)).toString(2).replaceAll('0', '').length;

const hash = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const bits = fc.uniqueArray(fc.integer({ min: 0, max: 63 }), { maxLength: NEAR_DUPLICATE_BITS });
/** Hashes with near-duplicates of each, so that families come about. */
const templates = fc
  .array(fc.tuple(hash, fc.array(bits, { maxLength: 4 }), fc.integer({ min: 1, max: 50 })), { maxLength: 20 })
  .map((centres) => {
    const volumes = new Map<string, number>();
    for (const [centre, variants, exchanges] of centres) {
      volumes.set(String(centre), exchanges);
      for (const variant of variants) volumes.set(String(flip(centre, variant)), exchanges);
    }
    return [...volumes].map(([key, exchanges]): TemplateVolume => ({ hash: key, exchanges }));
  });

describe('Families of near-duplicate templates', () => {
  it('puts every variant of a skeleton into one family led by the most used', () => {
    const centre = 0xfedcba9876543210n;
    const variants = [[0], [21, 42], [0, 21, 42], [63]].map((flipped) => String(flip(centre, flipped)));
    const families = templateFamilies([
      ...variants.map((variant, i) => ({ hash: variant, exchanges: 10 + i })),
      { hash: String(centre), exchanges: 100 },
      { hash: '1', exchanges: 5 },
    ]);
    expect(families.map((family) => [family.leader, family.hashes.length, family.exchanges])).toEqual([
      [String(centre), 5, 146],
      ['1', 1, 5],
    ]);
  });

  it('keeps apart what differs in four bits, even through a chain of nearer ones', () => {
    const families = templateFamilies([
      { hash: '0', exchanges: 9 },
      { hash: String(0b111), exchanges: 5 },
      { hash: String(0b111111), exchanges: 3 },
    ]);
    expect(families.map((family) => family.hashes)).toEqual([['0', '7'], ['63']]);
  });

  it('misses no leader that is near enough: as comparing with every leader would', () => {
    fc.assert(
      fc.property(templates, (given) => {
        const families = templateFamilies(given);
        expect(families.flatMap((family) => family.hashes).sort()).toEqual(
          given.map((each) => each.hash).sort(),
        );
        for (const { leader, hashes } of families)
          for (const member of hashes)
            expect(distance(leader, member)).toBeLessThanOrEqual(NEAR_DUPLICATE_BITS);
        for (const a of families)
          for (const b of families)
            if (a !== b) expect(distance(a.leader, b.leader)).toBeGreaterThan(NEAR_DUPLICATE_BITS);
      }),
    );
  });

  it('shows by a band and by two of five parts whatever is near to a leader', () => {
    fc.assert(
      fc.property(hash, bits, (leader, flipped) => {
        const index = new LeaderIndex();
        const family = { leader: String(leader), hashes: [String(leader)], exchanges: 1 };
        index.add(family);
        const near = flip(leader, flipped);
        expect(index.find(String(near))).toBe(family);
        const bands = index.bands();
        expect(
          BAND_SHIFTS.some((shift, i) => bands[i]!.includes(Number((near >> BigInt(shift)) & 0xffffn))),
        ).toBe(true);
        const pairs = index.pairs();
        expect(PAIR_MASKS.some((mask, i) => pairs[i]!.includes(near & mask))).toBe(true);
      }),
    );
  });

  it('gives the same families whatever the order', () => {
    fc.assert(
      fc.property(templates, (given) => {
        expect(templateFamilies([...given].reverse())).toEqual(templateFamilies(given));
      }),
    );
  });
});
