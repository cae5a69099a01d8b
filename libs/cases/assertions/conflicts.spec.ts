import fc from 'fast-check';
import { type AssertedValue, conflictsAmong, type Said } from './conflicts';
import { boundsOf, STATED_QUALIFIERS } from './quantity';

const EXCHANGES = { unit: 'exchanges', per: null } as const;
const TEXTS = { unit: null, per: null } as const;

let count = 0;
const said = (value: AssertedValue, over: Partial<Said> = {}): Said => ({
  id: `a${(count += 1)}`,
  stance: 'asserts',
  speaker: 'lab',
  speakerName: 'Lab',
  publisher: 'news.example',
  value,
  contradictsId: null,
  ...over,
});
const figure = (
  qualifier: (typeof STATED_QUALIFIERS)[number],
  number: number,
  to: number | null = null,
): AssertedValue => ({
  kind: 'quantity',
  qualifier,
  number,
  to,
});
const text = (words: string): AssertedValue => ({ kind: 'text', text: words });
const day = (date: string, untilDate: string | null = null): AssertedValue => ({
  kind: 'date',
  date,
  untilDate,
});
const isConflict = (matter: Parameters<typeof conflictsAmong>[0], ...all: Said[]): boolean =>
  conflictsAmong(matter, all).length > 0;

describe('Assertions that cannot all be true', () => {
  it.each([
    [[figure('more_than', 28_800_000), figure('exactly', 28_800_000)], true],
    [[figure('more_than', 28_800_000), figure('nearly', 29_000_000)], false],
    [[figure('nearly', 25_000), figure('approximately', 25_000)], false],
    [[figure('approximately', 24_000), figure('more_than', 24_000)], false],
    [[figure('exactly', 24_000), figure('exactly', 24_001)], true],
    [[figure('exactly', 24_000), figure('exactly', 24_000)], false],
    [[figure('at_most', 46_000), figure('more_than', 100_000)], true],
    [[figure('more_than', 10), figure('fewer_than', 11)], true],
    [[figure('exactly', 24_000), { kind: 'not_published' } as const], false],
    [[figure('exactly', 24_000), { kind: 'unknown' } as const], false],
  ])('figures: %j: %s', (values, expected) => {
    expect(isConflict(EXCHANGES, ...values.map((value) => said(value)))).toBe(expected);
  });

  it.each([
    [[day('2026-02-12'), day('2026-02-16')], true],
    [[day('2026-02-12'), day('2026-02-12')], false],
    [[day('2026-02-01', '2026-02-28'), day('2026-02-16')], false],
    [[day('2025-09-11', '2025-09-20'), day('2025-09-21')], true],
  ])('days: %j: %s', (values, expected) => {
    expect(isConflict(TEXTS, ...values.map((value) => said(value)))).toBe(expected);
  });

  const company = { speaker: 'company', speakerName: 'Company', publisher: 'wire.example' };
  it('somebody asserts and somebody denies', () => {
    const yes = said(text('operators affiliated with the company'));
    const no = said(null, { ...company, stance: 'denies' });
    expect(conflictsAmong(TEXTS, [yes, no])).toEqual([
      {
        assertionIds: [no.id, yes.id],
        reason: 'Company (wire.example) denies what is asserted by Lab (news.example).',
      },
    ]);
    expect(isConflict(TEXTS, yes, said(text('another thing'), { ...company, stance: 'denies' }))).toBe(false);
    const same = text(' Operators  affiliated with the company');
    expect(isConflict(TEXTS, yes, said(same, { ...company, stance: 'denies' }))).toBe(true);
    expect(isConflict(TEXTS, said({ kind: 'unknown' }), no)).toBe(false);
    expect(isConflict(TEXTS, no, said(null, { stance: 'denies' }))).toBe(false);
  });

  it('a figure is asserted and its range denied', () => {
    const no = said(figure('more_than', 100), { ...company, stance: 'denies' });
    expect(isConflict(EXCHANGES, said(figure('exactly', 120)), no)).toBe(true);
    expect(isConflict(EXCHANGES, said(figure('at_least', 90)), no)).toBe(false);
  });

  it('one and the same is said to have spoken and to have kept silent', () => {
    const silent = said(null, { ...company, stance: 'no_comment' });
    const no = said(null, { ...company, stance: 'denies', publisher: 'blog.example' });
    expect(conflictsAmong(TEXTS, [no, silent])).toEqual([
      {
        assertionIds: [no.id, silent.id],
        reason: 'Company is said to have spoken (blog.example) and to have made no comment (wire.example).',
      },
    ]);
    expect(isConflict(TEXTS, silent, said(null, { stance: 'denies' }))).toBe(false);
    expect(isConflict(TEXTS, silent, said({ kind: 'not_published' }, company))).toBe(false);
  });

  it('texts differ only where a person says so, while both stand', () => {
    const [one, other] = [said(text('Banking Committee')), said(text('Commerce Committee'))];
    expect(isConflict(TEXTS, one, other)).toBe(false);
    const found = said(text('Commerce Committee'), { contradictsId: one.id });
    expect(isConflict(TEXTS, one, found)).toBe(true);
    expect(isConflict(TEXTS, found)).toBe(false);
  });
});

const NUMBERS = Array.from({ length: 99 }, (_, n) => n);
const value = fc.integer({ min: 0, max: 40 });
const stated = fc
  .tuple(fc.constantFrom(...STATED_QUALIFIERS), value, fc.integer({ min: 1, max: 9 }))
  .map(([qualifier, number, more]) =>
    figure(qualifier, number, qualifier === 'between' ? number + more : null),
  )
  // What can be true of nothing is refused before it is recorded.
  .filter((one) => NUMBERS.some((n) => holds(one, n)));
const holds = (of: AssertedValue, n: number): boolean => {
  if (of?.kind !== 'quantity') return true;
  const { low, isLowOpen, high, isHighOpen } = boundsOf({ ...of, unit: 'exchanges' });
  return (isLowOpen ? n > low : n >= low) && (isHighOpen ? n < high : n <= high);
};

describe('Whether figures conflict', () => {
  it('is whether no number makes all of them true', () => {
    fc.assert(
      fc.property(fc.array(stated, { minLength: 2, maxLength: 6 }), (values) => {
        const isPossible = NUMBERS.some((n) => values.every((one) => holds(one, n)));
        expect(isConflict(EXCHANGES, ...values.map((one) => said(one)))).toBe(!isPossible);
      }),
    );
  });

  it('does not hang on the order in which they were recorded, and more of them settle nothing', () => {
    const some = fc.array(
      fc.record({
        value: fc.oneof(stated, fc.constant({ kind: 'unknown' } as const), fc.constant(null)),
        stance: fc.constantFrom('asserts' as const, 'denies' as const, 'no_comment' as const),
        speaker: fc.constantFrom('lab', 'company'),
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(some, stated, (parts, more) => {
        const all = parts.map((part) => said(part.value, { stance: part.stance, speaker: part.speaker }));
        const is = isConflict(EXCHANGES, ...all);
        expect(isConflict(EXCHANGES, ...all.toReversed())).toBe(is);
        if (is) expect(isConflict(EXCHANGES, ...all, said(more))).toBe(true);
        const ids = new Set(all.map((one) => one.id));
        for (const conflict of conflictsAmong(EXCHANGES, all)) {
          expect(conflict.assertionIds.length).toBeGreaterThan(1);
          expect(conflict.assertionIds.every((id) => ids.has(id))).toBe(true);
          const only = all.filter((one) => conflict.assertionIds.includes(one.id));
          expect(isConflict(EXCHANGES, ...only)).toBe(true);
        }
      }),
    );
  });
});
