import fc from 'fast-check';
import { ASSERTED_UNITS, UNIT_RULES } from './assertion-terms';
import {
  type Bounds,
  boundsOf,
  boundsWords,
  isEmpty,
  isWithin,
  meet,
  quantityWords,
  STATED_QUALIFIERS,
  type StatedQualifier,
} from './quantity';

/** Whether a whole number is possible. */
const allows = ({ low, isLowOpen, high, isHighOpen }: Bounds, value: number): boolean =>
  (isLowOpen ? value > low : value >= low) && (isHighOpen ? value < high : value <= high);
const of = (qualifier: StatedQualifier, number: number, to: number | null = null): Bounds =>
  boundsOf({ qualifier, number, to, unit: 'exchanges' });
const qualifier = fc.constantFrom(...STATED_QUALIFIERS);
const quantity = fc
  .tuple(qualifier, fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 10 }))
  .map(([word, number, more]) => of(word, number, word === 'between' ? number + more : null));

describe('What a stated figure leaves possible', () => {
  it.each([
    ['nearly', 25_000, 24_500, true],
    ['nearly', 25_000, 24_499, false],
    ['nearly', 25_000, 25_000, false],
    ['nearly', 29_000_000, 28_800_001, true],
    ['approximately', 30, 26, true],
    ['approximately', 30, 24, false],
    ['approximately', 24_000, 24_500, true],
    ['approximately', 1, 2, true],
    ['approximately', 0, 1, false],
    ['more_than', 28_800_000, 28_800_000, false],
    ['at_most', 46_000, 46_000, true],
    ['fewer_than', 46_000, 46_000, false],
    ['exactly', 7, 7, true],
  ] as const)('%s %d may be %d: %s', (word, number, value, expected) => {
    expect(allows(of(word, number), value)).toBe(expected);
  });

  it('is the figure itself, or all on one side of it', () => {
    fc.assert(
      fc.property(qualifier, fc.integer({ min: 1, max: 1e13 }), (word, number) => {
        const bounds = of(word, number, word === 'between' ? number + 1 : null);
        expect(isEmpty(bounds, 'exchanges')).toBe(false);
        expect(allows(bounds, number)).toBe(!['more_than', 'fewer_than', 'nearly'].includes(word));
        expect(allows(bounds, number + 1)).toBe(
          ['more_than', 'at_least', 'between'].includes(word) ||
            (word === 'approximately' && bounds.high > number),
        );
        expect(bounds.low).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('is never more than all', () => {
    expect(boundsOf({ qualifier: 'more_than', number: 80, to: null, unit: 'percent' }).high).toBe(100);
    const bounds = boundsOf({ qualifier: 'more_than', number: 100, to: null, unit: 'percent' });
    expect(isEmpty(bounds, 'percent')).toBe(true);
  });

  it('meets another where some number is possible in both', () => {
    fc.assert(
      fc.property(quantity, quantity, (a, b) => {
        const both = Array.from({ length: 60 }, (_, n) => n).some((n) => allows(a, n) && allows(b, n));
        expect(isEmpty(meet(a, b), 'exchanges')).toBe(!both);
        expect(meet(a, b)).toEqual(meet(b, a));
        expect(meet(a, a)).toEqual(a);
        expect(isWithin(meet(a, b), a)).toBe(true);
        if (isWithin(a, b)) for (let n = 0; n < 60; n += 1) expect(!allows(a, n) || allows(b, n)).toBe(true);
      }),
    );
  });

  it('needs no whole number where things are measured', () => {
    const [above, below] = [of('more_than', 5), of('fewer_than', 6)];
    expect(ASSERTED_UNITS.filter((unit) => isEmpty(meet(above, below), unit))).toEqual(
      ASSERTED_UNITS.filter((unit) => UNIT_RULES[unit].isWhole),
    );
  });
});

describe('The words of a figure', () => {
  it.each([
    [
      { qualifier: 'more_than', number: 28_800_000, to: null, unit: 'exchanges', per: null },
      'more than 28,800,000 exchanges',
    ],
    [{ qualifier: 'at_most', number: 46_000, to: null, unit: 'usd', per: 'day' }, 'at most 46,000 USD a day'],
    [{ qualifier: 'between', number: 80, to: 90, unit: 'percent', per: null }, '80 to 90 percent'],
    [
      { qualifier: 'approximately', number: 2, to: null, unit: 'api_keys', per: 'hour' },
      'about 2 api keys an hour',
    ],
  ] as const)('%j is "%s"', (figure, words) => {
    expect(quantityWords(figure)).toBe(words);
  });

  it.each([
    ['exactly', 7, '7 exchanges'],
    ['at_least', 0, 'any number of exchanges'],
    ['more_than', 0, 'more than 0 exchanges'],
    ['nearly', 25_000, 'at least 24,500 and fewer than 25,000 exchanges'],
  ] as const)('what %s %d leaves is "%s"', (word, number, words) => {
    expect(boundsWords(of(word, number), 'exchanges', null)).toBe(words);
  });
});
