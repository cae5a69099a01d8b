import type { AccountFamilies } from '../sharing/campaign-families';
import type { Manner } from './manner';
import type { Profile } from './profile';

/** A user of the campaign's template families, as far as it matters here. */
export type FamilyUser = Pick<AccountFamilies, 'accountId' | 'exchanges' | 'families' | 'counts'>;

/** Users unlike the case below which they are strays. */
const UNLIKE_AT_LEAST = 5;
/**
 * From which parts a family is others': of all its users those unlike the case, and of its users outside those who are
 * others. Less will do where these do many times more of what they do with it than the case does: it uses such a family
 * in passing.
 */
const MOSTLY = { unlikeOfUsers: 0.15, others: 0.5, timesMore: 0 };
const IN_PASSING = { unlikeOfUsers: 0.05, others: 0.1, timesMore: 4 };
/** Part of what a user does with other families of the campaign from which it is none of the others. */
const VOUCHED = 0.1;

/**
 * Part of a family's users in the case from which these are an operator of another manner rather than named by mistake:
 * then manner tells nothing of the family.
 */
const STRAYS_AT_MOST = 1 / 3;

/**
 * Part of the named users who must do some of their work with what is left. Where hardly anybody does, prompts tell
 * nothing of this campaign: what is left would clear those whom detectors named.
 */
const LEFT_AT_LEAST = 0.5;

/** Where as many of a family's users in the case are unlike it as elsewhere, nothing can be told of its other users. */
const LEAST_DIFFERENCE = 0.05;

/** Part of a family's users who are named above which it is the campaign's, whatever the others do: hardly all by mistake. */
const NAMED_AT_MOST = 0.25;

/** How the users of one family divide. */
interface Division {
  unlike: number;
  users: number;
  named: number;
  /** Part of the users in the case that are unlike the rest of it. */
  strays: number;
  /** Part of the users outside that are others, since among others as many are unlike the case as among everybody. */
  others: number;
  /** How many times more of what they do the unlike do with the family than the case does. */
  timesMore: number;
}

/** Whether enough users outside are unlike the case for a family to be others'. Where not, nobody need read who uses which. */
export const mayBeOfOthers = (manner: Manner, listed: readonly Profile[]): boolean =>
  manner.tells &&
  listed.filter(
    (profile) =>
      !profile.isInside && profile.campaignFamilies > 0 && manner.isTold(profile) && manner.isUnlike(profile),
  ).length >= UNLIKE_AT_LEAST;

/**
 * Families of the campaign that are others' as well: tools behind which it hides, prompts of a reseller's customers.
 * Their users outside the case are after other things at other times, as many of them as are of everybody else. The
 * shares of what accounts do with a family cannot show that where a campaign does most of its work behind a tool.
 * Where the case would be left without prompts, all of them are given: its accounts are told by their ties then.
 * @param manner one by which families may be others' (`mayBeOfOthers`)
 * @param users accounts that use any of the families
 * @param count how many families there are; `users` have them by number, from 0
 */
export function familiesOfOthers(
  manner: Manner,
  listed: readonly Profile[],
  users: readonly FamilyUser[],
  count: number,
): number[] {
  const profiles = new Map(listed.map((profile) => [profile.accountId, profile]));
  const known = users.flatMap((user) => {
    const profile = profiles.get(user.accountId);
    return profile && manner.isTold(profile)
      ? [{ user, profile, isInside: profile.isInside, isUnlike: manner.isUnlike(profile) }]
      : [];
  });
  const isPaidAlong = paidAlong(known.map(({ profile }) => profile));
  const shown = known.map(({ user, profile, isInside, isUnlike }) => ({
    user,
    isInside,
    isUnlike: isUnlike && (isInside || !isPaidAlong(profile)),
  }));
  const suspects = (notVouching: ReadonlySet<number>): number[] =>
    divisions(shown, count, manner.unlikeElsewhere, notVouching).flatMap((division, family) =>
      isOthers(division) ? [family] : [],
    );
  const all = new Set(Array(count).keys());
  const first = new Set(suspects(all));
  const others = new Set(suspects(first).filter((family) => first.has(family)));
  if (others.size === 0) return [];
  const named = known.filter(({ isInside }) => isInside);
  const left = named.filter(({ user }) => doesMuchBeside(user, others));
  return [...(left.length >= LEFT_AT_LEAST * named.length ? others : all)];
}

/**
 * Whether an account is on a card with another owner's that runs the campaign's prompts as well: they are no strangers to
 * each other, be they another part of the campaign or a contractor's staff, and strangers are whom a family of others has.
 */
function paidAlong(profiles: readonly Profile[]): (profile: Profile) => boolean {
  const owners = new Map<string, Set<string>>();
  for (const { instrument, org, accountId } of profiles) {
    if (instrument === null) continue;
    const on = owners.get(instrument) ?? new Set();
    owners.set(instrument, on.add(org || accountId));
  }
  return ({ instrument }) => instrument !== null && owners.get(instrument)!.size > 1;
}

/** Whether an account does a part of its work with other families of the campaign than these. */
function doesMuchBeside({ families, counts, exchanges }: FamilyUser, these: ReadonlySet<number>): boolean {
  const beside = families.reduce((sum, family, i) => (these.has(family) ? sum : sum + counts[i]!), 0);
  return beside > 0 && beside >= VOUCHED * exchanges;
}

const isOthers = ({ unlike, users, named, strays, others, timesMore }: Division): boolean =>
  unlike >= UNLIKE_AT_LEAST &&
  named <= NAMED_AT_MOST * users &&
  strays <= STRAYS_AT_MOST &&
  [MOSTLY, IN_PASSING].some(
    (least) =>
      unlike >= least.unlikeOfUsers * users && others >= least.others && timesMore >= least.timesMore,
  );

function divisions(
  known: readonly { user: FamilyUser; isInside: boolean; isUnlike: boolean }[],
  count: number,
  unlikeElsewhere: number,
  notVouching: ReadonlySet<number>,
): Division[] {
  const tallies = Array.from({ length: count }, () => ({
    inside: { users: 0, unlike: 0, shares: 0 },
    outside: { users: 0, unlike: 0, shares: 0 },
  }));
  for (const { user, isInside, isUnlike } of known) {
    const isVouched = doesMuchBeside(user, notVouching);
    user.families.forEach((family, i) => {
      const tally = tallies[family]![isInside ? 'inside' : 'outside'];
      tally.users += 1;
      if (isUnlike && (isInside || !isVouched)) tally.unlike += 1;
      if (isInside || (isUnlike && !isVouched)) tally.shares += user.counts[i]! / user.exchanges;
    });
  }
  return tallies.map(({ inside, outside }) => {
    const strays = inside.unlike / Math.max(1, inside.users);
    const mean = inside.shares / Math.max(1, inside.users);
    return {
      unlike: outside.unlike,
      users: inside.users + outside.users,
      named: inside.users,
      strays,
      others:
        (outside.unlike / Math.max(1, outside.users) - strays) /
        Math.max(LEAST_DIFFERENCE, unlikeElsewhere - strays),
      timesMore: mean > 0 ? outside.shares / Math.max(1, outside.unlike) / mean : 0,
    };
  });
}
