import { inWordsOf } from './words';

describe('a finding in words', () => {
  it('names days that stand out, and says how many more there are', () => {
    const changePoints = ['2026-05-28', '2026-06-04', '2026-06-05', '2026-06-06'].map((day, at) => ({
      day,
      direction: at === 0 ? 'rise' : 'fall',
      ratio: 2,
      because: '',
    }));
    const days = [{ day: '2026-05-01', exchanges: 1, activeAccounts: 1, failed: 0 }];
    expect(inWordsOf({ analyzer: 'daily-timeline', result: { days, changePoints } })).toEqual([
      '1 day, 4 of which stand out: a rise on 28 May 2026, a fall on 4 Jun 2026, a fall on 5 Jun 2026 and more.',
    ]);
  });

  it('says of a capability nobody else uses only its share', () => {
    const capabilities = [
      { capability: 'agentic_coding', exchanges: 9, share: 0.9, shareOutside: 0, lift: null },
    ];
    expect(inWordsOf({ analyzer: 'capability-focus', result: { exchanges: 10, capabilities } })).toEqual([
      '90% of the exchanges were for agentic coding.',
    ]);
  });

  it('says what further looks at the campaign found and who may be a victim, where there are any', () => {
    const result = {
      suggestions: { confirm: 30, clear: 1, review: 0 },
      candidates: { ban: 200, review: 10, look_alike: 5 },
    };
    const looks = { count: 3, found: 200, familiesOfOthers: 1 };
    const words = (more: object): string[] =>
      inWordsOf({ analyzer: 'membership', result: { ...result, ...more } });
    expect(words({ looks }).at(-1)).toBe(
      'It took 3 looks: 200 accounts outside the case led to others, and 1 template family turned out to be others’ as well.',
    );
    expect(words({ looks: { ...looks, count: 1 } })).toHaveLength(2);
    expect(words({})).toHaveLength(2);
    expect(words({ compromised: { accounts: 0, inCase: 0 } })).toHaveLength(2);
    expect(words({ compromised: { accounts: 12, inCase: 4 } }).at(-1)).toMatch(
      /^12 accounts, 4 of them in the case, may be victims/,
    );
  });

  it('leaves unpriced models out of the value, and says so', () => {
    const result = {
      priceList: { version: '2026-06-10', currency: 'USD' },
      models: [],
      value: 1234.56,
      unpriced: ['other'],
      notes: ['Valued.'],
    };
    expect(inWordsOf({ analyzer: 'value', result })).toEqual([
      '$1,235 at list prices of 10 Jun 2026, without other.',
      'Valued.',
    ]);
  });
});
