import { type AccountFamilies, runsMuchOf } from './campaign-families';
import { isOfCase, kitsOf, mayBeKit, runInParts } from './kits';

const RULE = { ownersAtLeast: 3, liftAtLeast: 5, outsideAtMost: 0.05 };
const POPULATION = { ownersInside: 100, ownersOutside: 2_000 };
const use = (ownersInside: number, ownersOutside: number) => ({
  ownersInside,
  ownersOutside,
  exchangesInside: 1,
  exchangesOutside: 1,
});

let made = 0;
/** Accounts that use the given families, ten exchanges each, and `rest` exchanges of others. */
const users = (
  count: number,
  families: readonly number[],
  rest: number,
  overrides: Partial<AccountFamilies> = {},
): AccountFamilies[] =>
  Array.from({ length: count }, () => {
    const accountId = `acct-${(made += 1)}`;
    return {
      accountId,
      owner: accountId,
      isInside: false,
      isMember: false,
      exchanges: families.length * 10 + rest,
      families,
      counts: families.map(() => 10),
      ...overrides,
    };
  });
const named = (families: readonly number[], rest: number, overrides: Partial<AccountFamilies> = {}) =>
  users(1, families, rest, { isInside: true, ...overrides });
const operatorsOf = (accounts: readonly AccountFamilies[], families: readonly number[]) =>
  kitsOf(families, accounts).filter((kit) => isOfCase(kit, accounts, RULE));

describe('Kits of template families', () => {
  it('are looked for among what somebody of the case uses, several do in all, and few outside', () => {
    expect(mayBeKit(use(1, 19), POPULATION, RULE)).toBe(true);
    expect(mayBeKit(use(2, 0), POPULATION, RULE)).toBe(false);
    expect(mayBeKit(use(0, 19), POPULATION, RULE)).toBe(false);
    expect(mayBeKit(use(9, 101), POPULATION, RULE)).toBe(false);
  });

  it('are run by who uses two of the families at least, as a good part of all that it does', () => {
    const runs = (families: readonly number[], rest: number) =>
      runsMuchOf(users(1, families, rest)[0]!, [true, true, true]);
    expect([runs([0, 2], 40), runs([0, 2], 50), runs([0], 0), runs([3, 4], 0)]).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(runs([0, 2, 7], 30)).toBe(true);
  });

  it('find an operator of whom one account is named, and keep two operators apart', () => {
    const accounts = [
      ...named([0, 1, 2], 3),
      ...users(9, [0, 1, 2], 3),
      ...named([3, 4], 3),
      ...users(9, [3, 4], 3),
    ];
    const kits = operatorsOf(accounts, [0, 1, 2, 3, 4]);
    expect(kits.map(({ families }) => families)).toEqual([
      [0, 1, 2],
      [3, 4],
    ]);
    expect(kits.map((kit) => kit.accounts.length)).toEqual([10, 10]);
  });

  it('leave prompts that pass from hand to hand: each of their users has some of them, and much else', () => {
    const accounts = [
      ...named([0, 1], 80),
      ...users(9, [0], 80),
      ...users(9, [1], 80),
      ...users(3, [0, 1], 80),
    ];
    expect(operatorsOf(accounts, [0, 1])).toEqual([]);
    // Some run little else, but most users of these prompts do not.
    const mixed = [...named([0, 1], 0), ...users(4, [0, 1], 0), ...users(9, [0, 1], 80)];
    expect(operatorsOf(mixed, [0, 1])).toEqual([]);
  });

  it('leave colleagues, whose one owner they are, and what members of programmes have in common', () => {
    const colleagues = [
      ...named([0, 1], 0, { owner: 'org-1' }),
      ...users(9, [0, 1], 0, { owner: 'org-1' }),
      ...users(1, [0, 1], 0),
    ];
    expect(operatorsOf(colleagues, [0, 1])).toEqual([]);
    const students = [
      ...named([0, 1], 0, { isMember: true }),
      ...users(9, [0, 1], 0, { isMember: true }),
      ...users(1, [0, 1], 0),
    ];
    expect(operatorsOf(students, [0, 1])).toEqual([]);
  });

  it('find an operator each of whose accounts has some of its prompts, where chance would not have it', () => {
    const some = (at: number): number[] => [at % 8, (at + 1) % 8, (at + 3) % 8];
    const accounts = [
      ...named(some(0), 10),
      ...Array.from({ length: 39 }, (_, at) => users(1, some(at + 1), 10)).flat(),
    ];
    const families = [0, 1, 2, 3, 4, 5, 6, 7];
    const found = (among: number) =>
      kitsOf(families, accounts, among).filter((kit) => isOfCase(kit, accounts, RULE));
    expect(found(2_000).map((kit) => [kit.families, kit.accounts.length])).toEqual([[families, 40]]);
    // Among so few owners they would meet by chance.
    expect(found(80)).toEqual([]);
    expect(found(0)).toEqual([]);
  });

  it('are the same whatever the order of the accounts', () => {
    const accounts = [
      ...named([0, 1], 3),
      ...users(5, [0, 1], 3),
      ...named([2, 3], 3),
      ...users(5, [2, 3], 3),
    ];
    const shape = (given: readonly AccountFamilies[]) =>
      kitsOf([0, 1, 2, 3], given).map(({ families, accounts: own }) => [
        families,
        own.map(({ accountId }) => accountId).sort(),
      ]);
    expect(shape([...accounts].reverse())).toEqual(shape(accounts));
  });
});

describe('What many run in parts', () => {
  /** Each account has three of twelve prompts, and few have two in common. */
  const parts = (count: number, isInside: boolean, rest = 30): AccountFamilies[] =>
    Array.from({ length: count }, (_, i) => {
      const turn = Math.floor(i / 12);
      const families = [i, i + 1 + turn, i + 6 + turn].map((family) => family % 12).sort((a, b) => a - b);
      return users(1, families, rest, { isInside })[0]!;
    });
  const ALL = Array.from({ length: 12 }, (_, i) => i);

  it('is found by who runs two of the prompts, though no two prompts make a kit', () => {
    const accounts = [...parts(4, true), ...parts(40, false)];
    expect(kitsOf(ALL, accounts)).toEqual([]);
    const found = runInParts(ALL, [], accounts, RULE)!;
    expect(found.families).toEqual(ALL);
    expect(found.accounts).toHaveLength(44);
  });

  it('leaves a prompt that others run who run none of the rest', () => {
    const accounts = [...parts(4, true), ...parts(40, false), ...users(60, [3], 100)];
    const found = runInParts(ALL, [], accounts, RULE)!;
    expect(found.families).toEqual(ALL.filter((family) => family !== 3));
  });

  it('counts one prompt beside those that are known', () => {
    const accounts = [...named([0, 20], 10), ...named([0, 21], 10), ...users(9, [0, 20], 10)];
    expect(runInParts([0], [20, 21], accounts, RULE)?.accounts).toHaveLength(11);
    expect(runInParts([0], [], accounts, RULE)).toBeUndefined();
  });

  it('is nobody’s where one is named, or where it is hardly anything of what they do, or a programme’s', () => {
    expect(runInParts(ALL, [], [...parts(1, true), ...parts(40, false)], RULE)).toBeUndefined();
    expect(runInParts(ALL, [], [...parts(4, true, 600), ...parts(40, false, 600)], RULE)).toBeUndefined();
    const members = [...parts(4, true), ...parts(40, false)].map((each) => ({ ...each, isMember: true }));
    expect(runInParts(ALL, [], members, RULE)).toBeUndefined();
  });
});
