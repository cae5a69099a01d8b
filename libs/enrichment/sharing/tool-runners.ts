import type { AccountFamilies, FamilyUse } from './campaign-families';

/** Part of an account's work from which it runs some families. */
const RUNS_FROM = 0.1;
/**
 * Part of what an account does with the campaign's prompts from which it works with the others of them at all, and part
 * of what the named do with these from which they vouch for it.
 */
const VOUCHED_FROM = 0.05;
const VOUCHED_PART = 1 / 3;
/** Named runners below which they do not show how the campaign works. */
const NAMED_AT_LEAST = 8;
/** Part of the named runners who must run the campaign's other prompts too: nearly all, but for those named by mistake. */
const NAMED_VOUCHED = 0.75;
/** Part of what they do with the campaign's prompts that is with the others: of less, many an account has nothing by chance. */
const NAMED_BESIDE = 0.25;
/** By how much fewer of the others must, and how many at least must not. */
const FEWER = 0.1;
const OTHERS_AT_LEAST = 5;
/** Families that each part has at least: of one or two an account has none by chance. */
const FAMILIES_AT_LEAST = 3;
/** Divisions of the families that are looked at, about. */
const DIVISIONS = 60;

/**
 * Accounts that run only those of the campaign's prompts that a tool has: a campaign works with it, and so do others whom
 * nothing else tells from it. Nearly all named accounts that run them run other prompts of the campaign besides, and many
 * of those who are not named do not. Which families these are is told by who is outside: the tool's have most users there
 * for each that is named.
 */
export function runsToolOnly(
  campaign: readonly FamilyUse[],
  users: readonly AccountFamilies[],
): AccountFamilies[] {
  if (campaign.length < 2 * FAMILIES_AT_LEAST) return [];
  const outsideForEach = ({ ownersInside, ownersOutside }: FamilyUse): number =>
    (ownersOutside + 1) / (ownersInside + 1);
  const order = campaign
    .map((use, family) => ({ family, ratio: outsideForEach(use) }))
    .sort((a, b) => b.ratio - a.ratio || a.family - b.family);
  const step = Math.max(1, Math.floor(campaign.length / DIVISIONS));
  const partOf = new Map(order.map(({ family }, place) => [family, Math.floor(place / step)]));
  const parts = Math.ceil(campaign.length / step);
  const worked = users.map((user) => workOf(user, partOf, parts));
  let best: Division | undefined;
  for (let first = 0; first < parts - 1; first++) {
    const tools = (first + 1) * step;
    if (Math.min(tools, campaign.length - tools) < FAMILIES_AT_LEAST) continue;
    const divided = divide(worked, first);
    if (divided && (!best || divided.difference > best.difference)) best = divided;
  }
  return best?.runners ?? [];
}

/** What an account does with the campaign's families: with all of them, and with those of the parts up to each. */
interface Work {
  user: AccountFamilies;
  all: number;
  upTo: number[];
}

function workOf(user: AccountFamilies, partOf: ReadonlyMap<number, number>, parts: number): Work {
  const upTo = Array<number>(parts).fill(0);
  user.families.forEach((family, i) => (upTo[partOf.get(family)!]! += user.counts[i]!));
  for (let part = 1; part < parts; part++) upTo[part]! += upTo[part - 1]!;
  return { user, all: upTo.at(-1)!, upTo };
}

/** By how much more of the named are vouched for, and the accounts that are not. */
interface Division {
  difference: number;
  runners: AccountFamilies[];
}

/**
 * Who runs the families of the first parts and hardly any other, where nearly all of the named do run others and many who
 * are not named do not.
 */
function divide(worked: readonly Work[], first: number): Division | undefined {
  const divided = worked.flatMap(({ user, all, upTo }) => {
    const tools = upTo[first]!;
    return tools > 0 && tools >= RUNS_FROM * user.exchanges ? [{ user, beside: (all - tools) / all }] : [];
  });
  const [named, others] = [true, false].map((side) => divided.filter(({ user }) => user.isInside === side));
  const working = named!.filter(({ beside }) => beside >= VOUCHED_FROM);
  const mean = working.reduce((sum, { beside }) => sum + beside, 0) / Math.max(1, working.length);
  if (named!.length < NAMED_AT_LEAST || mean < NAMED_BESIDE) return undefined;
  const isVouched = ({ beside }: { beside: number }): boolean => beside >= VOUCHED_PART * mean;
  const vouchedOf = (of: readonly { beside: number }[]): number =>
    of.filter(isVouched).length / Math.max(1, of.length);
  const runners = divided.filter((each) => !isVouched(each)).map(({ user }) => user);
  const ofNamed = vouchedOf(named!);
  const difference = ofNamed - vouchedOf(others!);
  const isMany = runners.filter(({ isInside }) => !isInside).length >= OTHERS_AT_LEAST;
  return isMany && ofNamed >= NAMED_VOUCHED && difference >= FEWER ? { difference, runners } : undefined;
}
