import type { AccountFamilies, FamilyUse } from './campaign-families';

/** Part of an account's work with some families from which it runs them, and with the others from which it is vouched for. */
const RUNS_FROM = 0.1;
const VOUCHED_FROM = 0.05;
/** Named runners below which they do not show how the campaign works. */
const NAMED_AT_LEAST = 8;
/** Part of the named runners who must run the campaign's other prompts too: nearly all, but for those named by mistake. */
const NAMED_VOUCHED = 0.75;
/** By how much fewer of the others must, and how many at least must not. */
const FEWER = 0.1;
const OTHERS_AT_LEAST = 5;
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
  const outsideForEach = ({ ownersInside, ownersOutside }: FamilyUse): number =>
    (ownersOutside + 1) / (ownersInside + 1);
  const order = campaign
    .map((use, family) => ({ family, ratio: outsideForEach(use) }))
    .sort((a, b) => b.ratio - a.ratio || a.family - b.family);
  const rank = new Map(order.map(({ family }, place) => [family, place]));
  const step = Math.max(1, Math.floor(campaign.length / DIVISIONS));
  let best: { difference: number; runners: AccountFamilies[] } | undefined;
  for (let count = step; count < campaign.length; count += step) {
    const divided = divide(users, (family) => rank.get(family)! < count);
    if (divided && (!best || divided.difference > best.difference)) best = divided;
  }
  return best?.runners ?? [];
}

/** Who runs these families and hardly any other, where nearly all of the named do run others and many who are not named do not. */
function divide(
  users: readonly AccountFamilies[],
  isTools: (family: number) => boolean,
): { difference: number; runners: AccountFamilies[] } | undefined {
  const named = { all: 0, vouched: 0 };
  const others = { all: 0, vouched: 0 };
  const runners: AccountFamilies[] = [];
  for (const user of users) {
    let tools = 0;
    let rest = 0;
    user.families.forEach((family, i) => {
      if (isTools(family)) tools += user.counts[i]!;
      else rest += user.counts[i]!;
    });
    if (tools === 0 || tools < RUNS_FROM * user.exchanges) continue;
    const isVouched = rest > 0 && rest >= VOUCHED_FROM * user.exchanges;
    const side = user.isInside ? named : others;
    side.all += 1;
    if (isVouched) side.vouched += 1;
    else runners.push(user);
  }
  if (named.all < NAMED_AT_LEAST || others.all - others.vouched < OTHERS_AT_LEAST) return undefined;
  const ofNamed = named.vouched / named.all;
  const difference = ofNamed - others.vouched / others.all;
  return ofNamed >= NAMED_VOUCHED && difference >= FEWER ? { difference, runners } : undefined;
}
