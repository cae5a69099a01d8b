import type { TemplateFamily } from './template-families';

/** Who uses a family, inside the case and outside it. Owners are organisations, or accounts that belong to none. */
export interface FamilyUse {
  ownersInside: number;
  ownersOutside: number;
  exchangesInside: number;
  exchangesOutside: number;
}

/** How many owners there are to use anything. */
export interface Population {
  ownersInside: number;
  ownersOutside: number;
}

/** When a family counts as the campaign's. */
export interface FamilyRule {
  /** Owners of the case that must use it: a skeleton that one customer uses everywhere is that customer's own. */
  ownersAtLeast: number;
  /** How many times more common it must be among the case's owners than among the others. */
  liftAtLeast: number;
  /** Share of the owners outside that may use it at most; what everybody uses is public. */
  outsideAtMost: number;
}

/** A template family with its users. */
export interface JudgedFamily extends TemplateFamily, FamilyUse {
  /** Owners outside whose traffic is otherwise nothing like the campaign's. */
  strangers: number;
  /** Share of the case's owners that use it divided by the share of strangers outside; null when no stranger does. */
  lift: number | null;
  isCampaign: boolean;
  /** So many strangers use it that only who is named tells it from everybody's. */
  isWide: boolean;
  /** Mostly members of programmes use it: what these share with other owners they may share by nature. */
  isOfMembers: boolean;
}

/** Which families one account uses, and how much. */
export interface AccountFamilies {
  accountId: string;
  owner: string;
  isInside: boolean;
  /** Of a programme, or under contract with nobody knows whom: such accounts share prompts with other owners by nature. */
  isMember: boolean;
  /** The card that it is on with a few other owners, if it is. */
  card?: string | undefined;
  /** All of its exchanges. */
  exchanges: number;
  /** Numbers of the families, from 0, and the exchanges in each. */
  families: readonly number[];
  counts: readonly number[];
}

/** Share of an account's traffic in the campaign's families from which it does as the campaign does. */
export const LIKE_CAMPAIGN = 0.3;
/** Every round drops families, so it ends; this is only a bound. */
const MOST_ROUNDS = 10;

/** A family that is no more common inside than outside cannot be the campaign's, whoever its users are. */
const PLAUSIBLE_LIFT = 2;

/** Part of the owners outside, and of a family's users outside, from which it has many strangers. */
const MANY_STRANGERS = 0.01;
const MANY_OF_USERS = 0.25;
/** Part of what the case does with one of its families on average, up to which it uses a family in passing. */
const PASSING = 0.1;
/** The same where strangers do more of what they do with the family, and how many times more. */
const PASSING_BESIDE_STRANGERS = 0.5;
const MORE_THAN_CASE = 1.4;

/**
 * Part of the case's owners that must run families of members, and none that are not, for these to be the campaign's:
 * so many were hardly all named by mistake.
 */
const MANY_NAMED = 0.25;

/** Part of a family's owners who are named from which it may be the campaign's although many strangers use it. */
const OFTEN_NAMED = 0.15;

/** Owners outside from which a family is everybody's rather than an operator's of whom the case has an account or two. */
const MANY_OUTSIDE = 500;

/** Families that many owners of a sample use and that are no more common inside than outside; the others get a closer look. */
export function isPublic(sampled: Population, population: Population): boolean {
  const lift = liftOf(sampled.ownersInside, sampled.ownersOutside, population);
  return lift !== null && sampled.ownersOutside >= MANY_OUTSIDE && lift < PLAUSIBLE_LIFT;
}

/** Families that may be the campaign's, by how many owners use them inside and outside. */
function isPlausible(use: FamilyUse, population: Population, rule: FamilyRule): boolean {
  const lift = liftOf(use.ownersInside, use.ownersOutside, population);
  return use.ownersInside >= rule.ownersAtLeast && (lift === null || lift >= PLAUSIBLE_LIFT);
}

/** Whether a family is much more common among the owners of the case than elsewhere, and not mostly a programme's. */
export function isRareElsewhere(family: JudgedFamily, population: Population, rule: FamilyRule): boolean {
  const lift = liftOf(family.ownersInside, family.ownersOutside, population);
  return !family.isOfMembers && (lift === null || lift >= rule.liftAtLeast);
}

/**
 * Judges families: the campaign's are used by several owners of the case and hardly by a stranger. The detectors may
 * have named a part of the campaign only, so that a user outside the case is no stranger when most else of what it
 * does is in these families too. What many strangers use and the case in passing is everybody's: customers of a mixed
 * reseller bring the prompts of their tools along. What was judged so decides who is a stranger, until nothing changes.
 *
 * What mostly members of programmes use is left out, unless many of the named run it and nothing else: a campaign may
 * hide in a programme.
 */
export function judgeFamilies(
  families: readonly (TemplateFamily & FamilyUse)[],
  unsorted: readonly AccountFamilies[],
  population: Population,
  rule: FamilyRule,
): JudgedFamily[] {
  const accounts = byOwner(unsorted);
  const ofMembers = usedByMembers(families, accounts);
  const plausible = families.map((family) => isPlausible(family, population, rule));
  const outsideProgrammes = plausible.map((is, i) => is && !ofMembers[i]);
  const judge = (isActive: boolean[]): JudgedFamily[] =>
    judgeAmong(isActive, families, ofMembers, accounts, population, rule);
  const judged = judge(outsideProgrammes);
  if (!plausible.some((is, i) => is && ofMembers[i])) return judged;
  const withMembers = judge(plausible);
  const hidden = ownersRunningOnly(withMembers, judged, accounts);
  return hidden >= Math.max(rule.ownersAtLeast, MANY_NAMED * population.ownersInside) ? withMembers : judged;
}

/** Owners of the case that do as the campaign does by families of members, and not by those that are the campaign's anyway. */
function ownersRunningOnly(
  withMembers: readonly JudgedFamily[],
  without: readonly JudgedFamily[],
  accounts: readonly AccountFamilies[],
): number {
  const isHidden = withMembers.map(({ isCampaign, isOfMembers }) => isCampaign && isOfMembers);
  const isOpen = without.map(({ isCampaign }) => isCampaign);
  const runs = accounts.filter(
    (account) => account.isInside && runsMuchOf(account, isHidden) && !runsMuchOf(account, isOpen),
  );
  return new Set(runs.map(({ owner }) => owner)).size;
}

/** Judges the active families, until nothing changes; the others are none of the campaign's. */
function judgeAmong(
  active: readonly boolean[],
  families: readonly (TemplateFamily & FamilyUse)[],
  ofMembers: readonly boolean[],
  accounts: readonly AccountFamilies[],
  population: Population,
  rule: FamilyRule,
): JudgedFamily[] {
  const isActive = [...active];
  let judged: JudgedFamily[] = [];
  const inside = sharesOf(
    families.length,
    accounts.filter(({ isInside }) => isInside),
  );
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { strangers, accomplices, shares } = strangersOf(families.length, accounts, isActive);
    const typical = typicalShare(families, inside, isActive);
    const isInPassing = (i: number): boolean =>
      strangers[i]! >= MANY_STRANGERS * population.ownersOutside &&
      strangers[i]! >= MANY_OF_USERS * families[i]!.ownersOutside &&
      (inside[i]! <= PASSING * typical ||
        (inside[i]! <= PASSING_BESIDE_STRANGERS * typical && shares[i]! >= MORE_THAN_CASE * inside[i]!));
    const others = {
      ...population,
      ownersOutside: Math.max(1, population.ownersOutside - accomplices),
    };
    judged = families.map((family, i) => {
      const lift = liftOf(family.ownersInside, strangers[i]!, others);
      const isWide = strangers[i]! / others.ownersOutside > rule.outsideAtMost;
      const isCampaign =
        isActive[i]! &&
        (!isWide || family.ownersInside >= OFTEN_NAMED * (family.ownersInside + family.ownersOutside)) &&
        !isInPassing(i) &&
        (lift === null || lift >= rule.liftAtLeast);
      return {
        ...family,
        strangers: strangers[i]!,
        lift: lift === null ? null : Math.round(lift * 100) / 100,
        isCampaign,
        isWide,
        isOfMembers: ofMembers[i]!,
      };
    });
    const dropped = judged.filter(({ isCampaign }, i) => isActive[i] && !isCampaign);
    if (dropped.length === 0) break;
    judged.forEach(({ isCampaign }, i) => (isActive[i] = isCampaign));
  }
  return judged;
}

/**
 * For each family whether mostly members of programmes use it, and those bound to an employer who is not on record. Half
 * of the owners of the case are enough: a hackathon's starter kit, of whose users detectors named some. So are most
 * accounts, of the case or not: a class has one owner, and its assignment may be asked by the campaign as well.
 */
function usedByMembers(families: readonly FamilyUse[], accounts: readonly AccountFamilies[]): boolean[] {
  const named = ownersUsing(
    families.length,
    accounts.filter(({ isInside, isMember }) => isInside && isMember),
  );
  const members = Array<number>(families.length).fill(0);
  const others = Array<number>(families.length).fill(0);
  for (const account of accounts) {
    const counted = account.isMember ? members : others;
    for (const family of account.families) counted[family]! += 1;
  }
  return families.map(({ ownersInside }, i) => named[i]! * 2 > ownersInside || members[i]! > others[i]!);
}

/** Accounts owner by owner. */
export const byOwner = (accounts: readonly AccountFamilies[]): AccountFamilies[] =>
  accounts.toSorted((a, b) => (a.owner < b.owner ? -1 : a.owner > b.owner ? 1 : 0));

/**
 * For each family how many owners use it.
 * @param accounts in the order of `byOwner`, so that no set of owners is kept for each of many thousand families
 * @param countsOf whether a use of an account counts, by its place among the account's families
 */
export function ownersUsing(
  families: number,
  accounts: readonly AccountFamilies[],
  countsOf: (account: AccountFamilies) => (at: number) => boolean = () => () => true,
): number[] {
  const owners = Array<number>(families).fill(0);
  const last = Array<string>(families);
  for (const account of accounts) {
    const counts = countsOf(account);
    account.families.forEach((family, at) => {
      if (last[family] === account.owner || !counts(at)) return;
      last[family] = account.owner;
      owners[family]! += 1;
    });
  }
  return owners;
}

/**
 * Which of the campaign's families the case runs in passing: half of what it does with one of them on average, or less. A
 * campaign tries a public benchmark, say, beside its own prompts.
 */
export function inPassing(campaign: readonly FamilyUse[], users: readonly AccountFamilies[]): boolean[] {
  const inside = sharesOf(
    campaign.length,
    users.filter(({ isInside }) => isInside),
  );
  const typical = typicalShare(
    campaign,
    inside,
    campaign.map(() => true),
  );
  return inside.map((share) => share <= PASSING_BESIDE_STRANGERS * typical);
}

/** Part of what an account does with the campaign's families that must be in others for it to run not only these. */
const MORE_THAN_THESE = 0.1;

/** Whether an account runs the campaign's families, but hardly any except these. */
export function runsOnly({ families, counts }: AccountFamilies, these: readonly boolean[]): boolean {
  const all = counts.reduce((sum, n) => sum + n, 0);
  const others = counts.reduce((sum, n, at) => (these[families[at]!] ? sum : sum + n), 0);
  return all > 0 && others < MORE_THAN_THESE * all;
}

/** Whether much of an account's traffic is in two or more of these families: of the campaign's, it does as the campaign does. */
export function runsMuchOf(account: AccountFamilies, isActive: readonly boolean[]): boolean {
  const { own, used } = activeUse(account, isActive);
  return used >= 2 && own >= LIKE_CAMPAIGN * account.exchanges;
}

/** How many exchanges of an account are in these families, and in how many of them. */
function activeUse(
  { families, counts }: AccountFamilies,
  isActive: readonly boolean[],
): { own: number; used: number } {
  let own = 0;
  let used = 0;
  families.forEach((family, at) => {
    if (!isActive[family]) return;
    own += counts[at]!;
    used += 1;
  });
  return { own, used };
}

/**
 * For each family the owners outside that use it and hardly anything else of the campaign's, and the part that it is of
 * what these do. Who is on a card with another owner that uses it as well is no stranger: they know each other, and
 * where few are named such are the part of the campaign that nobody has named.
 */
function strangersOf(
  families: number,
  accounts: readonly AccountFamilies[],
  isActive: readonly boolean[],
): { strangers: number[]; shares: number[]; accomplices: number } {
  const outside = accounts.filter(({ isInside }) => !isInside);
  const isInCompany = inCompany(accounts, isActive);
  const isStranger = (account: AccountFamilies): ((at: number) => boolean) => {
    const { own, used } = activeUse(account, isActive);
    return (at) => {
      if (isInCompany(account, account.families[at]!)) return false;
      // Without the family itself: a popular tool's prompt must not vouch for its own users.
      const n = account.counts[at]!;
      const [rest, others] = isActive[account.families[at]!] ? [own - n, used - 1] : [own, used];
      return others < 1 || rest < LIKE_CAMPAIGN * (account.exchanges - n);
    };
  };
  const strangers = ownersUsing(families, outside, isStranger);
  const accomplices = new Set(
    outside.filter((account) => runsMuchOf(account, isActive)).map(({ owner }) => owner),
  );
  return { strangers, shares: sharesOf(families, outside, isStranger), accomplices: accomplices.size };
}

/** Whether somebody who uses one of these families is on a card with another owner that uses it. */
function inCompany(
  accounts: readonly AccountFamilies[],
  isActive: readonly boolean[],
): (account: AccountFamilies, family: number) => boolean {
  const SEVERAL = '';
  const ownerOn = new Map<string, Map<number, string>>();
  for (const { card, owner, families } of accounts) {
    if (card === undefined) continue;
    const on = ownerOn.get(card) ?? new Map<number, string>();
    ownerOn.set(card, on);
    for (const family of families)
      if (isActive[family]) on.set(family, (on.get(family) ?? owner) === owner ? owner : SEVERAL);
  }
  return ({ card }, family) => card !== undefined && ownerOn.get(card)?.get(family) === SEVERAL;
}

/** For each family the part that it is of all that its users do, on average; 0 where it has none. */
function sharesOf(
  families: number,
  accounts: readonly AccountFamilies[],
  countsOf: (account: AccountFamilies) => (at: number) => boolean = () => () => true,
): number[] {
  const users = Array<number>(families).fill(0);
  const shares = Array<number>(families).fill(0);
  for (const account of accounts) {
    const counts = countsOf(account);
    account.families.forEach((family, at) => {
      if (!counts(at)) return;
      users[family]! += 1;
      shares[family]! += account.counts[at]! / account.exchanges;
    });
  }
  return shares.map((sum, i) => sum / Math.max(1, users[i]!));
}

/** What an active family is of the traffic of its users in the case, on average over exchanges. */
function typicalShare(
  families: readonly FamilyUse[],
  inside: readonly number[],
  isActive: readonly boolean[],
): number {
  let exchanges = 0;
  let weighted = 0;
  families.forEach(({ exchangesInside }, i) => {
    if (!isActive[i]) return;
    exchanges += exchangesInside;
    weighted += exchangesInside * inside[i]!;
  });
  return weighted / Math.max(1, exchanges);
}

function liftOf(inside: number, outside: number, population: Population): number | null {
  if (outside === 0) return null;
  return inside / Math.max(1, population.ownersInside) / (outside / Math.max(1, population.ownersOutside));
}
