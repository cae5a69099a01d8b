import type { AccountVerdict, CandidateRow } from '../evidence-rows';
import { divided, isOftenNamed, lifted } from './circles';

const account = (accountId: string, overrides: { org?: string; instrument?: string } = {}) => ({
  accountId,
  org: overrides.org ?? '',
  instrument: overrides.instrument ?? null,
});
const having = (things: Record<string, string[]>) =>
  Object.entries(things).map(([accountId, own]) => ({ accountId, things: own }));

describe('Circles among the named', () => {
  const open = ['a', 'b', 'c', 'd', 'e'].map((id) => account(id));

  it('have a card in common', () => {
    const paying = [...['x', 'y', 'z'].map((id) => account(id, { instrument: 'card' })), ...open];
    expect(divided(paying, [])).toEqual([['x', 'y', 'z']]);
  });

  it('or two other things, be it by way of each other', () => {
    const chain = having({ a: ['n1', 'n2'], b: ['n1', 'n2', 'n3', 'f1'], c: ['n3', 'f1'], d: ['n1'] });
    expect(divided(open, chain)).toEqual([['a', 'b', 'c']]);
    expect(divided(open, having({ a: ['n1'], b: ['n1'], c: ['n1'], d: ['n1'] }))).toEqual([]);
  });

  it('are of three owners at least', () => {
    const seats = ['x', 'y', 'z'].map((id) => account(id, { org: 'firm', instrument: 'card' }));
    expect(divided(seats, [])).toEqual([]);
    expect(divided([...seats, account('s', { instrument: 'card' })], [])).toEqual([]);
    const third = account('t', { instrument: 'card' });
    expect(divided([...seats, account('s', { instrument: 'card' }), third], [])).toHaveLength(1);
  });

  it('are the same in any order', () => {
    const many = Array.from({ length: 90 }, (_, i) => account(`m-${String(i).padStart(2, '0')}`));
    const things = having(
      Object.fromEntries(many.map(({ accountId }, i) => [accountId, [`n${i % 3}`, `f${i % 3}`]])),
    );
    const found = divided(many, things);
    expect(found.map((circle) => circle.length)).toEqual([30, 30, 30]);
    const mixed = divided(many.toReversed(), things.toReversed());
    expect(mixed.toSorted((a, b) => (a[0]! < b[0]! ? -1 : 1))).toEqual(found);
  });
});

describe('What a look at a circle finds', () => {
  const verdict = (
    accountId: string,
    suggestion: AccountVerdict['suggestion'],
    because: string[] = [],
  ): AccountVerdict => ({
    accountId,
    suggestion,
    score: 0,
    campaignExchanges: 0,
    campaignFamilies: 0,
    shared: {},
    because,
  });
  const row = (accountId: string, tier: CandidateRow['tier'], because: string[] = []): CandidateRow => ({
    accountId,
    tier,
    score: 0.6,
    exchanges: 10,
    campaignExchanges: 7,
    evidence: [],
    because,
  });
  const before = {
    verdicts: [verdict('a', 'clear', ['Nothing.']), verdict('b', 'confirm'), verdict('c', 'clear')],
    candidates: [row('k', 'ban'), row('l', 'look_alike', ['Too little.'])],
  };
  const found = {
    verdicts: [verdict('a', 'confirm', ['Networks.'])],
    candidates: [
      row('b', 'look_alike'),
      row('c', 'review'),
      row('k', 'review'),
      row('l', 'ban'),
      row('m', 'ban'),
    ],
  };

  it('counts where as many are named as a fifth of what chance would have', () => {
    // Who was found before is none of these.
    const earlier = Array.from({ length: 50 }, (_, i) => row(`e-${i}`, 'ban'));
    const led = (outside: number) => ({
      verdicts: [verdict('a', 'confirm'), verdict('b', 'review')],
      candidates: [...earlier, ...Array.from({ length: outside }, (_, i) => row(`o-${i}`, 'review'))],
      accounts: 1_000,
    });
    // Twenty of 1,000 are named: of 500 two are a fifth of what chance would have.
    const named = ['a', 'b', ...Array.from({ length: 18 }, (_, i) => `n-${i}`)];
    const isNamed = (outside: number): boolean =>
      isOftenNamed({ verdicts: [], candidates: earlier }, ['a', 'b'], led(outside), named);
    expect([isNamed(498), isNamed(499)]).toEqual([true, false]);
  });

  it('is for a person, in the case and outside, and takes nothing back', () => {
    const after = lifted(before, ['a'], found, ['a', 'b', 'c']);
    expect(after.verdicts.map(({ accountId, suggestion }) => [accountId, suggestion])).toEqual([
      ['a', 'review'],
      ['b', 'confirm'],
      ['c', 'review'],
    ]);
    expect(after.verdicts[0]!.because).toEqual([
      expect.stringMatching(/^1 named accounts have/),
      'Networks.',
      'Nothing.',
    ]);
    expect(after.candidates.map(({ accountId, tier }) => [accountId, tier])).toEqual([
      ['k', 'ban'],
      ['l', 'review'],
      ['m', 'review'],
    ]);
    // Of the prompts of the campaign it runs as many as was known, not as many as of the circle's.
    expect(after.candidates.map(({ campaignExchanges }) => campaignExchanges)).toEqual([7, 7, 0]);
  });
});
