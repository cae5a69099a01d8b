import { type Assessment, TRAITS } from './evidence-model';
import { ALIKE_IN_MANNER, isAlike, isPaidAlike, PAID_ALIKE, RUN_SOME } from './hints';
import { type Profile, unheardOf } from './profile';
import {
  candidatesOf,
  operatorsAmong,
  type Runner,
  unnamedOperators,
  withoutPublic,
} from './unnamed-operators';
import type { AccountPlaces } from './unnamed-rows';

const profile = (accountId: string, overrides: Partial<Profile> = {}): Profile => ({
  ...unheardOf(accountId),
  bins: TRAITS.map(({ name }) => (name === 'capabilities' ? 2 : 0)),
  isInside: false,
  exchanges: 40,
  ...overrides,
});
const KIT = ['a', 'b', 'c', 'd'];
const usersOf = (accountIds: readonly string[], overrides: Partial<Runner> = {}): Runner[] =>
  accountIds.map((accountId) => ({
    accountId,
    owner: accountId,
    isInside: false,
    isMember: false,
    isKept: false,
    exchanges: 40,
    families: [0, 1],
    counts: [20, 20],
    networks: [],
    ...overrides,
  }));
const others = (count: number) => Array.from({ length: count }, (_, i) => `other-${i}`);
const from = (accountIds: readonly string[], networks: readonly string[]) =>
  accountIds.map((accountId) => ({ accountId, networks }));
const foundOf = (
  alike: readonly Profile[],
  places: readonly AccountPlaces[],
  users: readonly Runner[] = usersOf(KIT),
  kit = { families: [0, 1], accounts: usersOf(KIT) },
  hint = ALIKE_IN_MANNER,
) => candidatesOf(operatorsAmong([kit], hint, alike, places), hint, alike, users);
const tiersOf = (...given: Parameters<typeof foundOf>) =>
  foundOf(...given).map(({ accountId, tier, evidence }) => ({ accountId, tier, evidence }));

describe('Operators whom no detector has named', () => {
  const alike = [...KIT, ...others(20)].map((id) => profile(id));

  it('are for a person where a kit’s accounts come from the same networks', () => {
    const found = tiersOf(alike, [...from(KIT, ['exit']), ...from(others(20), ['home'])]);
    expect(found).toEqual(
      KIT.map((accountId) => ({
        accountId,
        tier: 'review',
        evidence: ['capability', 'network', 'prompts', 'timing'],
      })),
    );
  });

  it('or are paid with the same cards', () => {
    const paying = alike.map((each) =>
      KIT.includes(each.accountId) ? { ...each, instrument: 'card' } : each,
    );
    expect(tiersOf(paying, []).map(({ evidence }) => evidence)).toContainEqual([
      'capability',
      'payment',
      'prompts',
      'timing',
    ]);
  });

  it('are nobody whose prompts alone are the same, or whose network is everybody’s', () => {
    expect(
      tiersOf(
        alike,
        KIT.map((accountId) => ({ accountId, networks: [`home-${accountId}`] })),
      ),
    ).toEqual([]);
    expect(tiersOf(alike, from([...KIT, ...others(20)], ['carrier']))).toEqual([]);
  });

  it('need nothing more in common where they are on cards of the campaign', () => {
    const opened = foundOf(alike, [], usersOf(KIT), undefined, PAID_ALIKE);
    expect(opened.map(({ accountId, evidence }) => [accountId, evidence])).toEqual(
      KIT.map((accountId) => [accountId, ['payment', 'prompts']]),
    );
    expect(opened[0]!.because[0]).toMatch(/and little else\. 4 of them are on cards of the campaign\./);
    const kit = { families: [0, 1], accounts: usersOf(KIT, { isMember: true }) };
    expect(foundOf(alike, [], usersOf(KIT), kit, PAID_ALIKE)).toEqual([]);
    // To four of 48 who run it the hint leads, and of 49 they would be a tool's.
    expect(foundOf(alike, [], usersOf([...KIT, ...others(44)]), undefined, PAID_ALIKE)).toHaveLength(48);
    expect(foundOf(alike, [], usersOf([...KIT, ...others(45)]), undefined, PAID_ALIKE)).toEqual([]);
  });

  it('are told by what is their own of what they run, not by what everybody runs', () => {
    const all = { families: [0, 1, 2], counts: [8, 8, 24] };
    const kit = { families: [0, 1, 2], accounts: usersOf(KIT, all) };
    const operator = { kit, ties: [], networks: new Set<string>() };
    const everybody = (count: number) => [
      ...usersOf(KIT, all),
      ...usersOf(others(count), { families: [2], counts: [40] }),
    ];
    const left = (count: number) =>
      withoutPublic([operator], everybody(count)).map(({ kit: own }) => own.families);
    expect([left(43), left(44)]).toEqual([[[0, 1, 2]], [[0, 1]]]);
    // With one family of its own left it runs no kit.
    const tool = { ...operator, kit: { ...kit, families: [1, 2] } };
    expect(withoutPublic([tool], everybody(44))).toEqual([]);
  });

  it('have accounts that work otherwise and run the same prompts; protected ones are left to their people', () => {
    const exits = from(KIT, ['exit']);
    const users = [...usersOf([...KIT, 'sleeper']), ...usersOf(['partner'], { isKept: true })];
    const found = foundOf(alike, exits, users);
    expect(found.map(({ accountId }) => accountId)).toEqual([...KIT, 'sleeper']);
    expect(found.at(-1)!.evidence).toEqual(['network', 'prompts']);
    expect(found.at(-1)!.because[0]).toMatch(
      /^It is one of 6 accounts that run the same 2 template families/,
    );
  });

  it('are nobody where more than two in three who run the prompts are nothing like the campaign: these are a tool’s', () => {
    expect(tiersOf(alike, from(KIT, ['exit']), usersOf([...KIT, ...others(9)]))).toEqual([]);
    expect(tiersOf(alike, from(KIT, ['exit']), usersOf([...KIT, ...others(8)]))).toHaveLength(12);
    // Unless most of them come from the same networks: nobody's tool has those.
    const near = (count: number) => [
      ...usersOf([...KIT, ...others(count)], { networks: ['exit'] }),
      ...usersOf(Array.from({ length: 12 }, (_, i) => `away-${i}`)),
    ];
    expect(tiersOf(alike, from(KIT, ['exit']), near(7))).toEqual([]);
    expect(tiersOf(alike, from(KIT, ['exit']), near(8))).toHaveLength(24);
  });

  it('are members of a programme only if they pay with one card', () => {
    const kit = { families: [0, 1], accounts: usersOf(KIT, { isMember: true }) };
    const exits = from(KIT, ['exit']);
    expect(tiersOf(alike, exits, usersOf(KIT), kit)).toEqual([]);
    const paying = alike.map((each) =>
      KIT.includes(each.accountId) ? { ...each, instrument: 'card' } : each,
    );
    expect(tiersOf(paying, exits, usersOf(KIT), kit)).toHaveLength(KIT.length);
  });

  it('are looked for only among accounts that are after the same around the clock, where that tells', () => {
    const telling: Assessment = { likelihood: 0.1, said: [], families: ['capability', 'timing'] };
    expect(isAlike(profile('a'), telling)).toBe(true);
    expect(isAlike(profile('a'), { ...telling, families: ['capability'] })).toBe(false);
    expect(isAlike(profile('a', { bins: TRAITS.map(() => 1) }), telling)).toBe(false);
  });

  it('or that are on cards of the campaign, where these tell', () => {
    const of = (given: Record<string, number>, families: Assessment['families']) =>
      isPaidAlike(profile('a', { bins: TRAITS.map(({ name }) => given[name] ?? 0) }), {
        likelihood: 0.1,
        said: [],
        families,
      });
    expect([of({ instrument: 2 }, ['payment']), of({ instrument: 1 }, ['payment'])]).toEqual([true, false]);
    expect(of({ instrument: 2 }, ['network'])).toBe(false);
  });

  it('are found from what the engine says of their prompts and networks', async () => {
    const named: string[][] = [];
    const found = await unnamedOperators(
      {
        freeze: (_kind, members) => Promise.resolve(String(named.push([...members]))),
        ask: <T>(sql: string): Promise<T[]> => {
          const rows: object[] = KIT.flatMap((accountId): object[] =>
            sql.includes('isKept')
              ? [{ accountId, owner: accountId, exchanges: 40, families: [1, 2], counts: [20, 20] }]
              : sql.includes('template_hash')
                ? ['0', String(2n ** 64n - 1n)].map((hash) => ({
                    accountId,
                    owner: accountId,
                    hash,
                    exchanges: '20',
                  }))
                : [{ accountId, network: '1', exchanges: 40 }],
          );
          return Promise.resolve(rows as T[]);
        },
      },
      RUN_SOME,
      alike,
      'campaign',
      new Set(others(100)),
    );
    expect(named[0]).toHaveLength(alike.length);
    expect(found.map(({ accountId }) => accountId)).toEqual(KIT);
    expect(found[0]!.because).toEqual([
      'It is one of 4 accounts that run the same 2 template families and little else, and most of which come from the same networks. No detector has named any of them.',
      'It runs some prompts of the campaign as well.',
    ]);
  });
});
