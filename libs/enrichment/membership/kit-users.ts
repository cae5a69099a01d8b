import type { AnalyzerContext } from '../analyzer';
import type { EvidenceModel } from './evidence-model';
import type { Manner } from './manner';
import type { Profile } from './profile';

/** A set that shared-infrastructure leaves. */
const MEMBERS = `
  SELECT DISTINCT member FROM account_sets WHERE set_hash = {set:String} ORDER BY member`;

/** Accounts from which it can be told what the users of a kit are like. */
const FEWEST_USERS = 3;
/** Likelihood of its middle user from which a kit is an operator's. */
const OPERATOR_FROM = 0.5;

type Asks = Pick<AnalyzerContext<unknown>, 'ask'>;

/** The accounts of a set. */
export async function accountsOf({ ask }: Asks, set: string): Promise<ReadonlySet<string>> {
  const rows = await ask<{ member: string }>(MEMBERS, { set });
  return new Set(rows.map(({ member }) => member));
}

/** Number of the kit that each account runs, from the set of who runs which. */
export async function kitOfEach({ ask }: Asks, set: string): Promise<ReadonlyMap<string, number>> {
  const rows = await ask<{ member: string }>(MEMBERS, { set });
  return new Map(
    rows.map(({ member }) => {
      const slash = member.indexOf('/');
      return [member.slice(slash + 1), Number(member.slice(0, slash))];
    }),
  );
}

/**
 * The accounts whose kit is a tool: the middle one of its users is, by all traits together, none of the campaign. Prompts
 * that people have in common who have nothing else in common are those of the software that they use. Where most of them
 * are after what the case is after, at its times, that is something: of a campaign of which few are named, the others make
 * all that it has look common.
 */
export const toolsAmong = (
  users: readonly KitUsers[],
  model: EvidenceModel,
  manner: Pick<Manner, 'tells' | 'isUnlike'>,
): string[] =>
  users
    .filter(
      (own) =>
        middle(own.map(({ bins }) => model.assess(bins).likelihood)) < OPERATOR_FROM &&
        (!manner.tells || areMostlyUnlike(own, manner)),
    )
    .flatMap(idsOf);

/**
 * The accounts whose kit is run by people who mostly are unlike the case: what ties these they share with each other, as
 * the staff of a contractor do of whom detectors named some.
 */
export const strangersAmong = (
  users: readonly KitUsers[],
  manner: Pick<Manner, 'tells' | 'isUnlike'>,
): string[] => (manner.tells ? users.filter((own) => areMostlyUnlike(own, manner)).flatMap(idsOf) : []);

const areMostlyUnlike = (own: KitUsers, { isUnlike }: Pick<Manner, 'isUnlike'>): boolean =>
  own.filter(isUnlike).length * 2 > own.length;

/** Owners that must be named of those who run a kit, and what part they must be of them, for a person to look at the others. */
const OFTEN_NAMED = { owners: 3, part: 0.1 };

/** The accounts whose kit is run by so many who are named that hardly all of them were by mistake. */
export const oftenNamedAmong = (users: readonly KitUsers[]): string[] =>
  users
    .filter((own) => {
      const named = ownersOf(own.filter(({ isInside }) => isInside));
      return named >= OFTEN_NAMED.owners && named >= OFTEN_NAMED.part * ownersOf(own);
    })
    .flatMap(idsOf);

const ownersOf = (own: KitUsers): number => new Set(own.map(({ org, accountId }) => org || accountId)).size;

/** Those who run one kit, as many as it takes to tell what they are like. */
type KitUsers = readonly Profile[];

export function usersOfKits(kitOf: ReadonlyMap<string, number>, listed: readonly Profile[]): KitUsers[] {
  const users = new Map<number, Profile[]>();
  for (const profile of listed) {
    const kit = kitOf.get(profile.accountId);
    if (kit === undefined) continue;
    const own = users.get(kit) ?? [];
    own.push(profile);
    users.set(kit, own);
  }
  return [...users.values()].filter((own) => own.length >= FEWEST_USERS);
}

const idsOf = (own: KitUsers): string[] => own.map(({ accountId }) => accountId);

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
