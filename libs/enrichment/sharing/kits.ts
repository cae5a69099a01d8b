import {
  type AccountFamilies,
  byOwner,
  type FamilyRule,
  type FamilyUse,
  isRareElsewhere,
  type JudgedFamily,
  LIKE_CAMPAIGN,
  ownersUsing,
  type Population,
  runsMuchOf,
} from './campaign-families';
import { joining } from './joining';

/**
 * A kit: template families that the same accounts run, as those of one operator do. A family alone may be a prompt that
 * passes from hand to hand; who runs several of the same and little else works together, or with the same tool.
 */
export interface Kit {
  /** Numbers of its families, ascending. */
  families: readonly number[];
  /** Its accounts, each of one kit only: the one that it runs most. */
  accounts: readonly AccountFamilies[];
}

/** Part of the accounts that use either family that must use both for these to be of one kit. */
const COMMON_USERS = 0.5;
/**
 * The same where each account of an operator has only some of its prompts: how many accounts must use both families at
 * least, as what part of those who use either, and how many times as many as by chance.
 */
const IN_PARTS = { users: 4, ofEither: 0.1, lift: 5 };
/** Part of all that an account does that must be in the families which it runs of those that many run in parts. */
const IN_PARTS_FROM = 0.05;
/** Owners of the case that must run them: one may have been named by mistake. */
const NAMED_AT_LEAST = 2;
/** The most used families are compared at most; the comparisons grow with their square. */
const MOST_COMPARED = 1_000;
const FAMILIES_AT_LEAST = 2;

/**
 * Families that might be an operator's of whom the detectors named one or two: run by somebody of the case, by several
 * owners in all, and by few outside.
 */
export function mayBeKit(use: FamilyUse, population: Population, rule: FamilyRule): boolean {
  return (
    use.ownersInside > 0 &&
    use.ownersInside + use.ownersOutside >= rule.ownersAtLeast &&
    use.ownersOutside <= rule.outsideAtMost * population.ownersOutside
  );
}

/**
 * Sorts families into kits by whom they have in common, and accounts into the kits that they run: what an account does
 * with a kit must be a good part of all that it does, in several of its families.
 * @param candidates numbers of the families to look at
 * @param among how many owners there are to use anything, where a kit may be of families of which each account has only some
 */
export function kitsOf(
  candidates: readonly number[],
  accounts: readonly AccountFamilies[],
  among = 0,
): Kit[] {
  const users = new Map(candidates.map((family) => [family, 0]));
  for (const { families } of accounts)
    for (const family of families) if (users.has(family)) users.set(family, users.get(family)! + 1);
  const compared = candidates
    .toSorted((a, b) => users.get(b)! - users.get(a)! || a - b)
    .slice(0, MOST_COMPARED)
    .toSorted((a, b) => a - b);
  const kitOf = joined(compared, accounts, among);
  const runners = new Map<number, AccountFamilies[]>();
  for (const account of accounts) {
    const kit = mostRun(account, kitOf);
    if (kit === undefined) continue;
    const own = runners.get(kit) ?? [];
    own.push(account);
    runners.set(kit, own);
  }
  return [...runners]
    .toSorted(([a], [b]) => a - b)
    .map(([kit, own]) => ({
      families: compared.filter((family) => kitOf.get(family) === kit),
      accounts: own,
    }));
}

/** Whether a kit ties the case to others: it is an operator's, and somebody of the case runs it. */
export const isOfCase = (
  kit: Kit,
  accounts: readonly AccountFamilies[],
  rule: Pick<FamilyRule, 'ownersAtLeast'>,
): boolean =>
  kit.accounts.some(({ isInside }) => isInside) &&
  isRunBySeveral(kit, accounts, rule) &&
  isUnbound(kit.accounts);

/**
 * Kits of families that few of the case have in common, and those among them that hardly anybody named runs: one owner, or
 * several of whom each has other prompts.
 */
export function kitsBeside(
  judged: readonly JudgedFamily[],
  accounts: readonly AccountFamilies[],
  population: Population,
  rule: FamilyRule,
): { beside: Kit[]; seldomNamed: Kit[] } {
  const isCommon = judged.map(({ isCampaign }) => isCampaign);
  const rare = judged.flatMap((family, i) => (!isCommon[i] && mayBeKit(family, population, rule) ? [i] : []));
  // Who does as the campaign does already needs no kit of its own; what such accounts have beside is no operator's.
  const unexplained = accounts.filter((account) => !runsMuchOf(account, isCommon));
  const owners = population.ownersInside + population.ownersOutside;
  const ofFew = kitsOf(rare, unexplained, owners).filter((kit) => isOfCase(kit, unexplained, rule));
  const common = [...judged.keys()].filter((i) => isCommon[i]);
  const known = [...common, ...ofFew.flatMap((kit) => kit.families)];
  const isKnown = new Set(known);
  const left = rare.filter((i) => !isKnown.has(i) && isRareElsewhere(judged[i]!, population, rule));
  const inParts = runInParts(left, known, accounts, rule);
  return {
    beside: inParts ? [...ofFew, inParts] : ofFew,
    seldomNamed: [...ofFew.filter((kit) => ownersNamed(kit) === 1), ...(inParts ? [inParts] : [])],
  };
}

/**
 * What many accounts of the case run in parts: each has a few of so many prompts that hardly two accounts have two of
 * them in common, and no pair of families shows as a kit. Who runs two of them, or one beside prompts that are known,
 * does so by no chance, since each alone is rare; and a family is of these when most of its users run another one too.
 * @param candidates numbers of the families to look at, each run by somebody of the case and rare elsewhere
 * @param known numbers of the families that are the campaign's already
 * @returns undefined unless several owners run them, two of them in the case at least
 */
export function runInParts(
  candidates: readonly number[],
  known: readonly number[],
  accounts: readonly AccountFamilies[],
  { ownersAtLeast }: Pick<FamilyRule, 'ownersAtLeast'>,
): Kit | undefined {
  const isKnown = new Set(known);
  const sorted = byOwner(accounts);
  const asked = new Set(candidates);
  const usersAmong = (some: readonly AccountFamilies[]): number[] =>
    ownersUsing(
      candidates.reduce((most, family) => Math.max(most, family + 1), 0),
      some,
      ({ families }) =>
        (at) =>
          asked.has(families[at]!),
    );
  const users = usersAmong(sorted);
  let own = asked;
  let runners: AccountFamilies[] = [];
  for (let before = -1; before !== own.size;) {
    before = own.size;
    runners = sorted.filter((account) => runsAnother(account, own, isKnown));
    const running = usersAmong(runners);
    own = new Set(
      [...own].filter(
        (family) => running[family]! >= ownersAtLeast && running[family]! * 2 >= users[family]!,
      ),
    );
  }
  const kit = { families: [...own].sort((a, b) => a - b), accounts: runners };
  return ownersNamed(kit) >= NAMED_AT_LEAST && isUnbound(runners) ? kit : undefined;
}

/** Whether an account runs two of these families, or one and one that is known. */
function runsAnother(
  { exchanges, families, counts }: AccountFamilies,
  these: ReadonlySet<number>,
  known: ReadonlySet<number>,
): boolean {
  let ofThese = 0;
  let all = 0;
  let run = 0;
  families.forEach((family, at) => {
    if (!these.has(family) && !known.has(family)) return;
    ofThese += these.has(family) ? 1 : 0;
    all += 1;
    run += counts[at]!;
  });
  return ofThese >= 1 && all >= FAMILIES_AT_LEAST && run >= IN_PARTS_FROM * exchanges;
}

/** How many owners of the case run a kit. */
export const ownersNamed = ({ accounts }: Kit): number =>
  new Set(accounts.filter(({ isInside }) => isInside).map(({ owner }) => owner)).size;

/** Whether a kit may be an operator's: several owners run it, and most who use it do. */
export function isRunBySeveral(
  kit: Kit,
  accounts: readonly AccountFamilies[],
  { ownersAtLeast }: Pick<FamilyRule, 'ownersAtLeast'>,
): boolean {
  const runners = new Set(kit.accounts.map(({ owner }) => owner));
  const own = new Set(kit.families);
  const users = new Set(
    accounts.filter(({ families }) => families.some((family) => own.has(family))).map(({ owner }) => owner),
  );
  return runners.size >= ownersAtLeast && runners.size * 2 >= users.size;
}

/** Whether accounts that neither programme nor contract binds together are among them, as half of the owners at least. */
export function isUnbound(accounts: readonly AccountFamilies[]): boolean {
  const bound = new Set<string>();
  const all = new Set<string>();
  for (const { owner, isMember } of accounts) {
    all.add(owner);
    if (isMember) bound.add(owner);
  }
  return bound.size * 2 <= all.size;
}

/** The lowest family of the kit that each family is of. Accounts are gone through once, not once for each pair. */
function joined(
  families: readonly number[],
  accounts: readonly AccountFamilies[],
  among: number,
): Map<number, number> {
  const n = families.length;
  const place = new Map(families.map((family, i) => [family, i]));
  const together = new Uint32Array(n * n);
  for (const account of accounts) {
    const places = account.families.flatMap((family) => place.get(family) ?? []).sort((a, b) => a - b);
    for (let i = 0; i < places.length; i++)
      for (let j = i; j < places.length; j++) together[places[i]! * n + places[j]!]! += 1;
  }
  const { join, rootOf } = joining(n);
  for (let a = 0; a < n; a++) {
    for (let b = a + 1; b < n; b++) {
      const both = together[a * n + b]!;
      const [ofA, ofB] = [together[a * n + a]!, together[b * n + b]!];
      const either = ofA + ofB - both;
      const isInParts =
        both >= IN_PARTS.users &&
        both >= IN_PARTS.ofEither * either &&
        both * among >= IN_PARTS.lift * ofA * ofB;
      if (both === 0 || (both < COMMON_USERS * either && !isInParts)) continue;
      join(a, b);
    }
  }
  return new Map(families.map((family, i) => [family, families[rootOf(i)]!]));
}

function mostRun(account: AccountFamilies, kitOf: ReadonlyMap<number, number>): number | undefined {
  const uses = new Map<number, { exchanges: number; families: number }>();
  account.families.forEach((family, i) => {
    const kit = kitOf.get(family);
    if (kit === undefined) return;
    const use = uses.get(kit) ?? { exchanges: 0, families: 0 };
    uses.set(kit, { exchanges: use.exchanges + account.counts[i]!, families: use.families + 1 });
  });
  const [most] = [...uses]
    .filter(
      ([, { exchanges, families }]) =>
        families >= FAMILIES_AT_LEAST && exchanges >= LIKE_CAMPAIGN * account.exchanges,
    )
    .sort(([a, x], [b, y]) => y.exchanges - x.exchanges || a - b);
  return most?.[0];
}
