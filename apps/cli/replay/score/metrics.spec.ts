import fc from 'fast-check';
import { adjustedRand, bCubed, brier, precisionRecall, weightedRecall } from './metrics';

const partition = (text: string): Map<string, string> =>
  new Map(text.split(' ').flatMap((cell, at) => [...cell].map((member) => [member, String(at)] as const)));

describe('Measures of a method against the truth', () => {
  it('counts precision and recall of a set', () => {
    const found = new Set(['a', 'b', 'c', 'd']);
    const meant = new Set(['b', 'c', 'd', 'e', 'f']);
    expect(precisionRecall(found, meant)).toEqual({ precision: 0.75, recall: 0.6 });
    expect(precisionRecall(new Set(), meant)).toEqual({ precision: null, recall: 0 });
    expect(precisionRecall(found, new Set())).toEqual({ precision: 0, recall: null });
  });

  it('weighs recall by what each member did', () => {
    const weights: Record<string, number> = { a: 90, b: 9, c: 1 };
    const meant = new Set(['a', 'b', 'c']);
    expect(weightedRecall(new Set(['a', 'c']), meant, (member) => weights[member]!)).toBe(0.91);
    expect(weightedRecall(new Set(), new Set(), () => 1)).toBeNull();
  });

  it('computes B-cubed as by hand', () => {
    // abc|de against ab|cde. Precision: a, b 2/3 each, c 1/3, d, e 1 each; recall: a, b 1, c 1/3, d, e 2/3.
    const { precision, recall, f1 } = bCubed(partition('abc de'), partition('ab cde'));
    expect(precision).toBeCloseTo(11 / 15);
    expect(recall).toBeCloseTo(11 / 15);
    expect(f1).toBeCloseTo(11 / 15);
  });

  it('counts who was not clustered as alone', () => {
    // Truth abcd; found ab only: precision 1, recall of a, b 2/4 and of c, d 1/4.
    const { precision, recall } = bCubed(partition('ab'), partition('abcd'));
    expect([precision, recall]).toEqual([1, 0.375]);
  });

  it('computes the adjusted Rand index as by hand', () => {
    // Pairs together in both: ab and de, 2; in each 4 of 10; expected 1.6; (2 - 1.6) / (4 - 1.6) = 1/6.
    expect(adjustedRand(partition('abc de'), partition('ab cde'))).toBeCloseTo(1 / 6);
    expect(adjustedRand(partition('ab cd'), partition('ab cd'))).toBe(1);
    expect(adjustedRand(partition('a b c'), partition('a b c'))).toBe(1);
  });

  it('gives 1 for the same partition and never more', () => {
    const labels = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 })), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(labels, (pairs) => {
        const found = new Map(pairs.map(([f], i) => [String(i), String(f)]));
        const meant = new Map(pairs.map(([, t], i) => [String(i), String(t)]));
        expect(adjustedRand(found, meant)).toBeLessThanOrEqual(1);
        expect(bCubed(found, meant).f1).toBeLessThanOrEqual(1 + 1e-9);
        expect(adjustedRand(found, found)).toBe(1);
        expect(bCubed(found, found).f1).toBe(1);
      }),
    );
  });

  it('computes the Brier score as by hand', () => {
    const judged = [
      { score: 1, isSo: true },
      { score: 0.8, isSo: true },
      { score: 0.5, isSo: false },
    ];
    expect(brier(judged)).toBeCloseTo((0 + 0.04 + 0.25) / 3);
    expect(brier([])).toBeNull();
  });
});
