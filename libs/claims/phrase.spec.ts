import fc from 'fast-check';
import { boundsOf } from '@app/cases';
import { compose, numberText } from './compose-phrase';
import { isTrueOf, isWellFormed, type PhraseTerms, QUALIFIERS, type Qualifier } from './phrase';
import { suggestPhrases } from './suggest-phrases';

const figure = fc.oneof(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 2 ** 40 }));
const says = (value: string, qualifier: Qualifier, rounded: string): boolean =>
  isTrueOf(value, { qualifier, rounded, unit: 'exchanges' });

/** Reads a composed text back into the figure that it states. */
function stated(text: string): number {
  const [, digits, word] = /([\d,.]+)(?: (million|billion))?/.exec(text)!;
  const size = word === 'billion' ? 1e9 : word === 'million' ? 1e6 : 1;
  return Math.round(Number(digits!.replaceAll(',', '')) * size);
}

describe('The truth of a phrase', () => {
  it.each([
    ['24913', 'nearly', '25000', true],
    ['25000', 'nearly', '25000', false],
    ['24500', 'nearly', '25000', true],
    ['24499', 'nearly', '25000', false],
    ['28817346', 'more_than', '28800000', true],
    ['28794112', 'more_than', '28800000', false],
    ['28800000', 'more_than', '28800000', false],
    ['28800000', 'at_least', '28800000', true],
    ['28800000', 'fewer_than', '28800000', false],
    ['28799999', 'fewer_than', '28800000', true],
    ['102', 'approximately', '100', true],
    ['98', 'approximately', '100', true],
    ['103', 'approximately', '100', false],
    ['7', 'exactly', '7', true],
    ['7', 'exactly', '8', false],
  ] as const)('%s is %s %s: %s', (value, qualifier, rounded, expected) => {
    expect(says(value, qualifier, rounded)).toBe(expected);
  });

  it('is narrower than what the same words leave possible in a source, so our own letter never contradicts our figure', () => {
    const near = fc
      .tuple(figure, fc.integer({ min: -30, max: 30 }))
      .map(
        ([rounded, thousandths]) => [rounded + Math.trunc((rounded * thousandths) / 1_000), rounded] as const,
      );
    fc.assert(
      fc.property(near, fc.constantFrom(...QUALIFIERS), ([value, number], qualifier) => {
        const { low, isLowOpen, high, isHighOpen } = boundsOf({
          qualifier,
          number,
          to: null,
          unit: 'exchanges',
        });
        const isPossible =
          (isLowOpen ? value > low : value >= low) && (isHighOpen ? value < high : value <= high);
        if (says(String(value), qualifier, String(number))) expect(isPossible).toBe(true);
        else if (qualifier !== 'nearly' && qualifier !== 'approximately') expect(isPossible).toBe(false);
      }),
    );
  });

  it('knows of a date only whether it is the day', () => {
    const date = (qualifier: Qualifier, rounded: string): PhraseTerms => ({
      qualifier,
      rounded,
      unit: 'date',
    });
    expect(isTrueOf('2026-04-22', date('exactly', '2026-04-22'))).toBe(true);
    expect(isTrueOf('2026-04-22', date('exactly', '2026-04-23'))).toBe(false);
    expect(isTrueOf('2026-04-22', date('at_least', '2026-04-22'))).toBe(false);
  });

  it('takes whole numbers and days that exist', () => {
    expect(['0', '25000'].every((rounded) => isWellFormed({ rounded, unit: 'accounts' }))).toBe(true);
    expect(
      ['', '025', '-1', '2.5', '25,000', '1e3'].some((rounded) =>
        isWellFormed({ rounded, unit: 'accounts' }),
      ),
    ).toBe(false);
    expect(isWellFormed({ rounded: '2026-02-28', unit: 'date' })).toBe(true);
    expect(
      ['2026-02-30', '2026-4-22', '20260422'].some((rounded) => isWellFormed({ rounded, unit: 'date' })),
    ).toBe(false);
  });
});

describe('The words of a phrase', () => {
  it.each([
    [{ qualifier: 'nearly', rounded: '25000', unit: 'accounts' }, 'nearly 25,000 accounts'],
    [{ qualifier: 'more_than', rounded: '28800000', unit: 'exchanges' }, 'more than 28.8 million exchanges'],
    [{ qualifier: 'exactly', rounded: '28817346', unit: 'exchanges' }, '28,817,346 exchanges'],
    [{ qualifier: 'at_least', rounded: '1', unit: 'accounts' }, 'at least 1 account'],
    [{ qualifier: 'exactly', rounded: '2026-04-22', unit: 'date' }, '22 April 2026'],
  ] as const)('%j is "%s"', (terms, text) => {
    expect(compose(terms).text).toBe(text);
  });

  it('states the rounded figure and no other', () => {
    fc.assert(
      fc.property(figure, (value) => {
        expect(stated(numberText(BigInt(value)))).toBe(value);
      }),
    );
  });
});

describe('Phrases that are suggested', () => {
  it('are true of the value as their own words state it', () => {
    fc.assert(
      fc.property(figure, (value) => {
        const phrases = suggestPhrases(String(value), 'exchanges');
        expect(phrases.length).toBeGreaterThan(0);
        for (const { qualifier, text } of phrases)
          expect(says(String(value), qualifier, String(stated(text)))).toBe(true);
        expect(new Set(phrases.map((phrase) => phrase.text)).size).toBe(phrases.length);
        expect(phrases.every((phrase) => QUALIFIERS.includes(phrase.qualifier))).toBe(true);
      }),
    );
  });

  it('begin with the one that is near and short', () => {
    expect(suggestPhrases('24913', 'accounts')[0]!.text).toBe('nearly 25,000 accounts');
    expect(suggestPhrases('28817346', 'exchanges')[0]!.text).toBe('more than 28.8 million exchanges');
    expect(suggestPhrases('7', 'accounts')[0]!.text).toBe('7 accounts');
    expect(suggestPhrases('2026-06-05', 'date')).toEqual([
      { qualifier: 'exactly', rounded: '2026-06-05', unit: 'date', text: '5 June 2026' },
    ]);
  });
});
