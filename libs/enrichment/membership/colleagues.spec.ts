import { colleagues, restOfOrganisations } from './colleagues';
import { learn, TRAITS } from './evidence-model';
import { type Profile, unheardOf } from './profile';

const bins = TRAITS.map(() => 0);
const MODEL = learn([
  { bins, accounts: 10, isInCore: true },
  { bins, accounts: 1_000, isInCore: false },
]);
const seat = (accountId: string, org: string, overrides: Partial<Profile> = {}): Profile => ({
  ...unheardOf(accountId),
  bins,
  org,
  isInside: false,
  exchanges: 100,
  campaignExchanges: 40,
  campaignFamilies: 3,
  ...overrides,
});
const named = (accountId: string, org: string): Profile => seat(accountId, org, { isInside: true });
const found = (listed: readonly Profile[], isIn = (_id: string): boolean => false): string[] =>
  colleagues(listed, MODEL, isIn).map(({ accountId }) => accountId);

describe('Colleagues of named accounts', () => {
  const shell = [named('n-1', 'shell'), named('n-2', 'shell')];

  it('are for a person where they run what the named do, and are told by how much', () => {
    expect(colleagues([...shell, seat('s-1', 'shell')], MODEL, () => false)).toEqual([
      expect.objectContaining({
        accountId: 's-1',
        tier: 'review',
        because: [
          'The case has 2 accounts of its organisation, and 40 of its 100 exchanges are with prompts of the case.',
        ],
      }),
    ]);
  });

  it('are told to be under contract where they are', () => {
    const [row] = colleagues(
      [...shell, seat('s-1', 'shell', { contract: 'enterprise' })],
      MODEL,
      () => false,
    );
    expect(row!.because[1]).toMatch(/^It belongs to an organisation under contract/);
  });

  it('are nobody of another organisation, of none, or of one of which a single account is named', () => {
    const others = [seat('s-1', 'other'), seat('s-2', ''), named('n-3', 'one'), seat('s-3', 'one')];
    const [none1, none2] = [named('n-4', ''), named('n-5', '')];
    expect(found([...shell, ...others, none1, none2])).toEqual([]);
  });

  it('are nobody who does other work, is on the allow-list or is in a tier already', () => {
    const seats = [
      seat('s-1', 'shell', { campaignExchanges: 29 }),
      seat('s-2', 'shell', { campaignFamilies: 1 }),
      seat('s-3', 'shell', { isProtected: true }),
      seat('s-4', 'shell'),
    ];
    expect(found([...shell, ...seats], (id) => id === 's-4')).toEqual([]);
    expect(found([...shell, ...seats])).toEqual(['s-4']);
  });
});

describe('The rest of an organisation', () => {
  const restOf = (listed: readonly Profile[], isIn: (id: string) => boolean): string[] =>
    restOfOrganisations(listed, MODEL, isIn).map(({ accountId }) => accountId);
  const isFound = (id: string): boolean => id.startsWith('found');
  const found3 = ['found-1', 'found-2', 'found-3'].map((id) => seat(id, 'shell'));
  const rest = ['s-1', 's-2', 's-3'].map((id) => seat(id, 'shell', { campaignExchanges: 0 }));

  it('is for a person where three accounts of it are found, half of those that are tied', () => {
    expect(restOf([...found3, ...rest], isFound)).toEqual(['s-1', 's-2', 's-3']);
    expect(restOfOrganisations([...found3, ...rest], MODEL, isFound)[0]!.because[0]).toBe(
      '3 of the 6 accounts of its organisation that anything ties to the campaign are for a ban or for a person.',
    );
    expect(restOf([...found3, ...rest, seat('s-4', 'shell')], isFound)).toEqual([]);
    expect(restOf([...found3.slice(1), ...rest.slice(1)], isFound)).toEqual([]);
    expect(restOf([named('found-n', 'shell'), ...found3.slice(1), rest[0]!], isFound)).toEqual(['s-1']);
    // One that was named and is to be cleared counts for the organisation, and stays cleared.
    expect(restOf([named('n-1', 'shell'), ...found3, rest[0]!], isFound)).toEqual(['s-1']);
    expect(restOf([named('n-1', 'shell'), ...found3.slice(1), rest[0]!], isFound)).toEqual([]);
  });

  it('is nobody of no organisation, on the allow-list or under contract', () => {
    const without = [...found3, ...rest].map((each) => ({ ...each, org: '' }));
    expect(restOf(without, isFound)).toEqual([]);
    const kept = [
      seat('s-1', 'shell', { isProtected: true }),
      seat('s-2', 'shell', { contract: 'enterprise' }),
    ];
    expect(restOf([...found3, ...kept], isFound)).toEqual([]);
  });
});
