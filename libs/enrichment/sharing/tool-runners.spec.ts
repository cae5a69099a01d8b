import type { AccountFamilies } from './campaign-families';
import { runsToolOnly } from './tool-runners';

/** Families 0 to 2 are a tool's, 3 to 6 of the campaign alone. */
const FAMILIES = 7;
let made = 0;
const accounts = (count: number, uses: Record<number, number>, isInside = false): AccountFamilies[] =>
  Array.from({ length: count }, () => {
    const accountId = `acct-${(made += 1)}`;
    return {
      accountId,
      owner: accountId,
      isInside,
      isMember: false,
      exchanges: 100,
      families: Object.keys(uses).map(Number),
      counts: Object.values(uses),
    };
  });

const CAMPAIGN = { 0: 20, 1: 20, 2: 20, 3: 6, 4: 6, 5: 6, 6: 6 };
const TOOL = { 0: 30, 1: 30, 2: 20 };

const found = (users: readonly AccountFamilies[], families = FAMILIES): string[] => {
  const owners = (family: number, isInside: boolean): number =>
    users.filter((user) => user.isInside === isInside && user.families.includes(family)).length;
  const campaign = Array.from({ length: families }, (_, family) => ({
    ownersInside: owners(family, true),
    ownersOutside: owners(family, false),
    exchangesInside: 0,
    exchangesOutside: 0,
  }));
  return runsToolOnly(campaign, users).map(({ accountId }) => accountId);
};
const idsOf = (users: readonly AccountFamilies[]): string[] => users.map(({ accountId }) => accountId);

describe('Who runs only those of the campaign’s prompts that are a tool’s', () => {
  const named = accounts(20, CAMPAIGN, true);
  const operated = accounts(100, CAMPAIGN);

  it('is told by the named, nearly all of whom run others besides; who was named by mistake is among them', () => {
    const [byMistake, innocents] = [accounts(4, TOOL, true), accounts(60, TOOL)];
    expect(found([...named, ...byMistake, ...operated, ...innocents])).toEqual(
      idsOf([...byMistake, ...innocents]),
    );
  });

  it('is nobody where the named divide as the others do: operators with prompts of their own', () => {
    const other = { 0: 30, 1: 30, 2: 20 };
    const all = [...named, ...accounts(10, other, true), ...operated, ...accounts(60, other)];
    expect(found(all)).toEqual([]);
  });

  it('is nobody where everybody runs the same, each some of it', () => {
    const some = (count: number, isInside: boolean): AccountFamilies[] =>
      Array.from({ length: count }, (_, i) =>
        accounts(1, { [i % FAMILIES]: 30, [(i * 3 + 1) % FAMILIES]: 30 }, isInside),
      ).flat();
    expect(found([...some(28, true), ...some(140, false)])).toEqual([]);
  });

  it('is nobody where the named do little besides: many an account has nothing of that by chance', () => {
    const little = { 0: 25, 1: 25, 2: 25, 3: 6, 4: 6, 5: 6 };
    const all = (uses: Record<number, number>) => [
      ...accounts(20, uses, true),
      ...accounts(100, uses),
      ...accounts(60, TOOL),
    ];
    expect(found(all({ 0: 25, 1: 25, 2: 25, 3: 5, 4: 5, 5: 5 }))).toEqual([]);
    expect(found(all({ ...little, 6: 8 }))).toHaveLength(60);
  });

  it('cannot be told of few prompts: an account has none of one or two by chance', () => {
    const [both, half] = [
      { 0: 20, 1: 20, 2: 20, 3: 20 },
      { 0: 30, 2: 30 },
    ];
    const all = [...accounts(20, both, true), ...accounts(60, both), ...accounts(20, half)];
    expect(found(all, 4)).toEqual([]);
  });

  it('cannot be told by few named accounts', () => {
    const innocents = accounts(60, TOOL);
    expect(found([...named.slice(0, 7), ...operated, ...innocents])).toEqual([]);
    expect(found([...named.slice(0, 8), ...operated, ...innocents])).toEqual(idsOf(innocents));
  });
});
