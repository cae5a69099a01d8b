import fc from 'fast-check';
import { ASSERTED_UNITS, UNIT_RULES } from '../assertions/assertion-terms';
import { type Bounds, boundsOf, type StatedQualifier } from '../assertions/quantity';
import { addUp } from './add-up';

const of = (qualifier: StatedQualifier, number: number, to: number | null = null): Bounds =>
  boundsOf({ qualifier, number, to, unit: 'exchanges' });

/** A true statement about a number. */
const trueOf = (value: number): fc.Arbitrary<Bounds> =>
  fc.constantFrom(
    of('exactly', value),
    of('at_least', value),
    of('at_most', value),
    of('fewer_than', value + 1),
    of('nearly', value + 1),
    of('approximately', value),
    of('between', Math.max(0, value - 2), value + 3),
    ...(value > 0 ? [of('more_than', value - 1)] : []),
  );
const parts = fc.array(fc.integer({ min: 0, max: 1e13 }), { minLength: 1, maxLength: 8 });
const sumOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

describe('A group and its parts', () => {
  it('of February 2026: more than 16 million exchanges agree with three parts, accounts cannot be said', () => {
    const three = [150_000, 3_400_000, 13_000_000].map((number) => of('more_than', number));
    expect(addUp('exchanges', null, of('more_than', 16_000_000), three)).toEqual({
      bounds: { low: 16_550_000, isLowOpen: true, high: Number.POSITIVE_INFINITY, isHighOpen: false },
      verdict: 'consistent',
      reason:
        "The parts come to more than 16,550,000 exchanges, which agrees with the group's own more than 16,000,000 exchanges.",
    });
    expect(addUp('exchanges', null, of('fewer_than', 16_000_000), three).verdict).toBe('inconsistent');
    expect(addUp('accounts', null, of('approximately', 24_000), [null, null, null])).toEqual({
      bounds: null,
      verdict: 'cannot_be_said',
      reason: 'Of no part is it known, or sources conflict.',
    });
  });

  it('need not agree where accounts may belong to several parts', () => {
    const two = [of('exactly', 60), of('exactly', 50)];
    expect(addUp('exchanges', null, of('exactly', 100), two).verdict).toBe('inconsistent');
    expect(addUp('accounts', null, of('exactly', 100), two)).toMatchObject({
      verdict: 'cannot_be_said',
      reason:
        "The parts come to 110 accounts, which agrees with the group's own 100 accounts only if parts share some.",
    });
    expect(addUp('accounts', null, of('exactly', 59), two).verdict).toBe('inconsistent');
    expect(addUp('accounts', null, of('exactly', 111), two).verdict).toBe('inconsistent');
  });

  it('are not added where a sum has no meaning, or nothing is stated of the whole', () => {
    const two = [of('exactly', 60), of('exactly', 50)];
    for (const unit of ASSERTED_UNITS) {
      const isAdded = UNIT_RULES[unit].adding !== 'never';
      expect(addUp(unit, null, null, two)).toMatchObject({ verdict: 'cannot_be_said' });
      expect(addUp(unit, null, null, two).bounds !== null).toBe(isAdded);
      expect(addUp(unit, 'day', of('exactly', 110), two)).toMatchObject({
        bounds: null,
        verdict: 'cannot_be_said',
      });
    }
  });

  it('adds decimals as people do', () => {
    const cents = [0.1, 0.2].map((number) =>
      boundsOf({ qualifier: 'exactly', number, to: null, unit: 'usd' }),
    );
    const own = boundsOf({ qualifier: 'exactly', number: 0.3, to: null, unit: 'usd' });
    expect(addUp('usd', null, own, cents).verdict).toBe('consistent');
  });

  it('is never called inconsistent when all that is said of it is true', () => {
    const world = parts.chain((values) =>
      fc.record({
        own: trueOf(sumOf(values)),
        parts: fc.tuple(...values.map((value) => fc.option(trueOf(value)))),
      }),
    );
    fc.assert(
      fc.property(world, ({ own, parts: stated }) => {
        const { verdict, bounds } = addUp('exchanges', null, own, stated);
        expect(verdict).not.toBe('inconsistent');
        if (stated.every((part) => part !== null)) expect(verdict).toBe('consistent');
        expect(addUp('exchanges', null, own, stated.toReversed())).toMatchObject({ verdict, bounds });
        // What may be shared can only be less in all.
        expect(addUp('accounts', null, own, stated).verdict).not.toBe('inconsistent');
      }),
    );
  });

  it('is never called inconsistent when parts share, down to the largest of them', () => {
    const world = parts.chain((values) =>
      fc.integer({ min: Math.max(...values), max: sumOf(values) }).chain((all) =>
        fc.record({
          own: trueOf(all),
          parts: fc.tuple(...values.map((value) => fc.option(trueOf(value)))),
        }),
      ),
    );
    fc.assert(
      fc.property(world, ({ own, parts: stated }) => {
        expect(addUp('accounts', null, own, stated).verdict).not.toBe('inconsistent');
      }),
    );
  });

  it('is inconsistent when the whole is stated to be less than its parts have at least', () => {
    fc.assert(
      fc.property(parts, fc.integer({ min: 1, max: 1_000 }), (values, less) => {
        const stated = values.map((value) => of('at_least', value));
        const own = sumOf(values) - less;
        fc.pre(own >= 0);
        expect(addUp('exchanges', null, of('at_most', own), stated).verdict).toBe('inconsistent');
        expect(addUp('exchanges', null, of('at_most', own), [...stated, null]).verdict).toBe('inconsistent');
      }),
    );
  });
});
