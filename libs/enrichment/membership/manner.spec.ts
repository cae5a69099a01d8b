import { type Binned, TRAITS, UNTOLD } from './evidence-model';
import { familiesOfOthers, type FamilyUser, mayBeOfOthers } from './families-of-others';
import { mannerOf } from './manner';
import { type Profile, unheardOf } from './profile';

const bins = (given: Record<string, number>): number[] => TRAITS.map(({ name }) => given[name] ?? 0);
/** After what the campaign is after, around the clock. */
const OPERATED = bins({ capabilities: 2 });
/** Asks for other things, by day. */
const USER = bins({ capabilities: 0, rhythm: 2 });

type Account = Profile & FamilyUser;
let made = 0;
/** Accounts with ten of a hundred exchanges in each of the given families, or as many as said. */
const accounts = (
  count: number,
  manner: number[],
  uses: Record<number, number>,
  overrides: Partial<Profile> = {},
): Account[] =>
  Array.from({ length: count }, () => ({
    ...unheardOf(`acct-${(made += 1)}`),
    bins: manner,
    isInside: false,
    exchanges: 100,
    campaignFamilies: Object.keys(uses).length,
    families: Object.keys(uses).map(Number),
    counts: Object.values(uses),
    ...overrides,
  }));
const named = (count: number, uses: Record<number, number>, manner = OPERATED) =>
  accounts(count, manner, uses, { isInside: true });
const EVERYBODY: Binned[] = [{ bins: USER, accounts: 2_000, isInCore: false }];
const othersOf = (of: readonly Account[]) => {
  const manner = mannerOf(of, EVERYBODY);
  return mayBeOfOthers(manner, of) ? familiesOfOthers(manner, of, of, 3) : [];
};

describe('The manner of a case', () => {
  it('is what its accounts are after and when they work, and nothing else', () => {
    const manner = mannerOf(named(20, { 0: 10 }), EVERYBODY);
    expect(manner.tells).toBe(true);
    expect(manner.isUnlike({ bins: bins({ capabilities: 2, instrument: 2, networks: 2 }) })).toBe(false);
    expect(manner.isUnlike({ bins: bins({ capabilities: 0, rhythm: 2, instrument: 2, networks: 2 }) })).toBe(
      true,
    );
  });

  it('tells nothing where detectors named only a few', () => {
    const of = (count: number) => mannerOf(named(count, { 0: 10 }), EVERYBODY).tells;
    expect([of(4), of(7), of(8)]).toEqual([false, false, true]);
  });

  it('is told trait by trait, and not at all of who did too little', () => {
    const manner = mannerOf(named(20, { 0: 10 }), EVERYBODY);
    const shown = (given: Record<string, number>) => ({
      bins: TRAITS.map(({ name }) => given[name] ?? UNTOLD),
    });
    expect(manner.isUnlike(shown({ capabilities: 2 }))).toBe(false);
    expect(manner.isUnlike(shown({ capabilities: 0 }))).toBe(true);
    expect([manner.isTold(shown({ capabilities: 0 })), manner.isTold(shown({ instrument: 2 }))]).toEqual([
      true,
      false,
    ]);
    expect(manner.isUnlike(shown({ instrument: 2 }))).toBe(false);
  });

  it('tells nothing where the case is as everybody is', () => {
    expect(mannerOf(named(20, { 0: 10 }, USER), EVERYBODY).tells).toBe(false);
  });
});

describe('Families of others', () => {
  it('are the prompts of a tool behind which the campaign does most of its work', () => {
    const hidden = { 0: 75, 1: 10 };
    const all = [...named(20, hidden), ...accounts(80, OPERATED, hidden), ...accounts(100, USER, { 0: 80 })];
    expect(othersOf(all)).toEqual([0]);
  });

  it('are the prompts of a reseller’s customers, which the case runs in passing', () => {
    const mixed = { 0: 60, 2: 2 };
    const all = [...named(20, mixed), ...accounts(180, OPERATED, mixed), ...accounts(30, USER, { 2: 40 })];
    expect(othersOf(all)).toEqual([2]);
  });

  it('are none of an operator whose accounts did too little to show their manner', () => {
    const little = accounts(
      80,
      TRAITS.map(() => UNTOLD),
      { 0: 75 },
    );
    expect(othersOf([...named(20, { 0: 75 }), ...little])).toEqual([]);
  });

  it('are none that operators share of whom nobody is named, nor those that strays have met', () => {
    const operated = { 0: 60, 1: 10 };
    const all = [...named(20, operated), ...accounts(80, OPERATED, operated), ...accounts(4, USER, { 0: 5 })];
    expect(othersOf(all)).toEqual([]);
  });

  it('are none of an operator who works by day and runs the campaign’s other prompts too', () => {
    const all = [
      ...named(20, { 0: 60 }),
      ...named(4, { 0: 60, 1: 10 }),
      ...accounts(80, OPERATED, { 0: 60 }),
      ...accounts(40, USER, { 0: 40, 1: 40 }),
    ];
    expect(othersOf(all)).toEqual([]);
  });

  it('are none of an operator who works by day, when over a third of the named who run them do', () => {
    // Nine named accounts run family 1; 28 outside, all by day.
    const all = (byDay: number) => [
      ...named(30, { 0: 60 }),
      ...named(9 - byDay, { 1: 60 }),
      ...named(byDay, { 1: 60 }, USER),
      ...accounts(120, OPERATED, { 0: 60 }),
      ...accounts(28, USER, { 1: 60 }),
    ];
    expect([othersOf(all(3)), othersOf(all(4))]).toEqual([[1], []]);
  });

  it('are none of which over a quarter of the users are named: hardly all of them were by mistake', () => {
    const all = (others: number) => [
      ...named(30, { 0: 60 }),
      ...named(20, { 1: 60 }),
      ...accounts(120, OPERATED, { 0: 60 }),
      ...accounts(others, USER, { 1: 60 }),
    ];
    expect([othersOf(all(60)), othersOf(all(59))]).toEqual([[1], []]);
  });

  it('are none whose users pay along with each other: another part of the campaign, or staff, and no strangers', () => {
    const hidden = { 0: 75, 1: 10 };
    const all = (cards: number) => [
      ...named(20, hidden),
      ...accounts(80, OPERATED, hidden),
      ...accounts(100, USER, { 0: 80 }).map((user, i) => ({ ...user, instrument: `card-${i % cards}` })),
    ];
    expect([othersOf(all(100)), othersOf(all(25))]).toEqual([[0], []]);
    const colleagues = all(25).map((user) => (user.isInside ? user : { ...user, org: 'org-1' }));
    expect(othersOf(colleagues)).toEqual([0]);
  });

  it('are all of them where hardly any of the named would be left with one: what is left would clear the others', () => {
    // Family 0 is mostly of people who are unlike the case; family 1 of the campaign.
    const all = (withBoth: number) => [
      ...named(20 - withBoth, { 0: 60 }),
      ...named(withBoth, { 0: 60, 1: 20 }),
      ...accounts(60, USER, { 0: 60 }),
    ];
    expect([othersOf(all(10)), othersOf(all(9))]).toEqual([[0], [0, 1, 2]]);
  });

  it('cannot be told by manner where the case is as everybody is', () => {
    const all = [...named(20, { 0: 75 }, USER), ...accounts(100, USER, { 0: 80 })];
    expect(othersOf(all)).toEqual([]);
  });
});
