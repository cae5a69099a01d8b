import { colleagues } from './colleagues';
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
