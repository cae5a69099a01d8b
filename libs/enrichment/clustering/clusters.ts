import { figure } from '@app/platform';
import type { ClusterMemberRow, ClusterRow, EvidenceFamily } from '../evidence-rows';
import { housed, type Housed, type Place, UNDIVIDED, withCards, withCompany } from './places';
import {
  type AccountThings,
  FEWEST_USERS,
  groupThings,
  type Thing,
  THING_KINDS,
  type ThingKind,
  usersOf,
} from './things';

/** Strength from which a place is firm enough to build a bridge on. */
const FIRM = 0.6;
/** Share of a kind of things from which this kind alone makes a place firm, if no other cluster has more to say. */
const ALONE = 0.9;
const NO_LESS = 0.5;
/** Share of an account's traffic of a kind from which the kind speaks for the cluster. */
const SPEAKS_FROM = 0.1;
const NAMED = 3;

/**
 * Divides accounts into clusters: things that go together are grouped first, then each account goes to the group whose
 * things it uses most, kind by kind, so that its busiest kind does not drown the others. Where such things say hardly
 * anything of most accounts, these are one cluster: each has some of what all share. An account without such things goes
 * with those on its payment instrument. Those whom none of this places are together where a payment instrument or a burst
 * of creations leads from one to the other; who is left alone is a straggler and in no cluster. The order of the input
 * does not matter.
 */
export function clusters(
  things: readonly Thing[],
  given: readonly AccountThings[],
): { clusters: ClusterRow[]; members: ClusterMemberRow[] } {
  const accounts = [...given].sort((a, b) => (a.accountId < b.accountId ? -1 : 1));
  const together = groupThings(things, accounts);
  const byThese = accounts.map((account) => placeByThings(account, things, together));
  const isUndivided = byThese.filter((place) => !isPlaced(place)).length * 2 >= accounts.length;
  const groupOf = isUndivided ? withRest(together, usersOf(things, accounts)) : together;
  const placed = isUndivided
    ? accounts.map((account, i) =>
        isPlaced(byThese[i]) ? byThese[i] : placeByThings(account, things, groupOf),
      )
    : byThese;
  const places = housed(withCompany(accounts, withCards(accounts, placed)));
  const sizes = new Map<number, Housed[]>();
  for (const place of places) {
    const own = sizes.get(place.group) ?? [];
    own.push(place);
    sizes.set(place.group, own);
  }
  // What is left alone is no cluster.
  const ordered = [...sizes]
    .filter(([, own]) => own.length > 1)
    .sort(
      ([, a], [, b]) => b.length - a.length || (a[0]!.account.accountId < b[0]!.account.accountId ? -1 : 1),
    );
  const numbers = new Map(ordered.map(([group], i) => [group, i + 1]));
  const bridges = bridgesOf(places, numbers);
  return {
    clusters: ordered.map(([group, own]) =>
      describe(numbers.get(group)!, own, valuesOf(group, things, groupOf), bridges),
    ),
    members: places.flatMap((place) => {
      const number = numbers.get(place.group);
      return number === undefined ? [] : [memberOf(place, number)];
    }),
  };
}

function placeByThings(
  account: AccountThings,
  things: readonly Thing[],
  groupOf: readonly (number | undefined)[],
): Place | undefined {
  const perKind = new Map<ThingKind, { all: number; groups: Map<number, number> }>();
  account.things.forEach((thing, i) => {
    const { kind } = things[thing]!;
    const sum = perKind.get(kind) ?? { all: 0, groups: new Map<number, number>() };
    sum.all += account.counts[i]!;
    const group = groupOf[thing];
    if (group !== undefined) sum.groups.set(group, (sum.groups.get(group) ?? 0) + account.counts[i]!);
    perKind.set(kind, sum);
  });
  const scores = new Map<number, number>();
  for (const { groups } of perKind.values()) {
    const tied = [...groups.values()].reduce((a, b) => a + b, 0);
    for (const [group, n] of groups) scores.set(group, (scores.get(group) ?? 0) + n / tied);
  }
  const [best] = [...scores].sort(([a, x], [b, y]) => y - x || a - b);
  if (!best) return undefined;
  const [group, score] = best;
  const whole = [...scores.values()].reduce((a, b) => a + b, 0);
  const shares = Object.fromEntries(
    [...perKind].flatMap(([kind, { all, groups }]) =>
      groups.has(group) ? [[kind, groups.get(group)! / all] as const] : [],
    ),
  );
  return { account, group, strength: score / whole, shares };
}

/** Whether what goes together says something of an account. */
const isPlaced = (place: Place | undefined): boolean =>
  place !== undefined && Object.values(place.shares).some((share) => share >= SPEAKS_FROM);

/**
 * The groups of things, and one more of those that go with nothing and that several accounts use: where nothing divides
 * most accounts, the few things that go together may do so by chance.
 */
const withRest = (
  groupOf: readonly (number | undefined)[],
  users: readonly number[],
): (number | undefined)[] =>
  groupOf.map((group, thing) => group ?? (users[thing]! >= FEWEST_USERS ? UNDIVIDED : undefined));

/**
 * Whether a place bears a bridge; one that only the lack of a division gives does not. Prompts that everybody in the
 * campaign runs point to every cluster a little; who comes from one cluster's networks alone is of it all the same.
 */
const isFirm = ({ group, strength, shares }: Place): boolean =>
  group !== UNDIVIDED &&
  (strength >= FIRM || (strength >= NO_LESS && Object.values(shares).some((share) => share >= ALONE)));

/** Payment instruments that pay for firm members of two clusters, by pair of clusters. */
function bridgesOf(
  places: readonly Place[],
  numbers: ReadonlyMap<number, number>,
): Map<number, ClusterRow['bridges']> {
  const cards = new Map<string, Map<number, number>>();
  for (const place of places) {
    const { account } = place;
    const number = numbers.get(place.group);
    if (account.instrument === null || number === undefined || !isFirm(place)) continue;
    const on = cards.get(account.instrument) ?? new Map<number, number>();
    on.set(number, (on.get(number) ?? 0) + 1);
    cards.set(account.instrument, on);
  }
  const pairs = new Map<string, { from: number; to: number; instruments: number; accounts: number }>();
  for (const on of cards.values()) {
    for (const [from, a] of on) {
      for (const [to, b] of on) {
        if (from === to) continue;
        const pair = pairs.get(`${from}/${to}`) ?? { from, to, instruments: 0, accounts: 0 };
        pair.instruments += 1;
        pair.accounts += a + b;
        pairs.set(`${from}/${to}`, pair);
      }
    }
  }
  const bridges = new Map<number, ClusterRow['bridges']>();
  for (const { from, ...bridge } of pairs.values())
    bridges.set(
      from,
      [...(bridges.get(from) ?? []), bridge].sort((a, b) => a.to - b.to),
    );
  return bridges;
}

const valuesOf = (
  group: number,
  things: readonly Thing[],
  groupOf: readonly (number | undefined)[],
): Thing[] => things.filter((_, i) => groupOf[i] === group);

const KIND_WORDS: Record<ThingKind, readonly [plural: string, verb: string]> = {
  prompts: ['template families', 'use'],
  network: ['networks', 'come from'],
};

function describe(
  number: number,
  own: readonly Housed[],
  values: readonly Thing[],
  bridges: ReadonlyMap<number, ClusterRow['bridges']>,
): ClusterRow {
  const because: string[] = [];
  const evidence = new Set<EvidenceFamily>();
  for (const kind of THING_KINDS) {
    const ofKind = values.filter((thing) => thing.kind === kind);
    const users = own.filter(({ shares }) => (shares[kind] ?? 0) >= SPEAKS_FROM).length;
    if (ofKind.length === 0 || users === 0) continue;
    if (users * 2 >= own.length) evidence.add(kind);
    const [plural, verb] = KIND_WORDS[kind];
    const examples = ofKind
      .slice(0, NAMED)
      .map(({ value }) => value)
      .join(', ');
    because.push(
      `${figure(users)} of its ${figure(own.length)} accounts ${verb} ${plural} that go with this cluster (${figure(ofKind.length)}, such as ${examples}).`,
    );
  }
  if (own[0]!.group === UNDIVIDED) because.push('None of these go together: nothing divides it further.');
  const onCards = own.filter(({ onCard }) => onCard > 0).length;
  if (onCards * 2 >= own.length) evidence.add('payment');
  if (onCards > 0)
    because.push(`${figure(onCards)} of its accounts share a payment instrument with another of them.`);
  const inBursts = own.filter(({ inBurst }) => inBurst > 0).length;
  if (inBursts * 2 >= own.length) evidence.add('lifecycle');
  if (inBursts > 0)
    because.push(`${figure(inBursts)} of its accounts were created in a burst with another of them.`);
  const ends = bridges.get(number) ?? [];
  for (const { to, instruments } of ends)
    because.push(
      `${figure(instruments)} payment ${instruments === 1 ? 'instrument pays' : 'instruments pay'} for accounts of cluster ${to} too.`,
    );
  return {
    number,
    accounts: own.length,
    inCase: own.filter(({ account }) => account.inCase).length,
    exchanges: own.reduce((sum, { account }) => sum + account.exchanges, 0),
    evidence: [...evidence].sort(),
    because,
    bridges: ends,
  };
}

function memberOf({ account, strength, shares, onCard, inBurst }: Housed, number: number): ClusterMemberRow {
  const because: string[] = [];
  const evidence: EvidenceFamily[] = [];
  for (const kind of THING_KINDS) {
    const share = shares[kind] ?? 0;
    if (share < SPEAKS_FROM) continue;
    evidence.push(kind);
    because.push(
      `In because ${Math.round(share * 100)} % of its exchanges with ${KIND_WORDS[kind][0]} of the campaign are with those of this cluster.`,
    );
  }
  if (onCard > 0) {
    evidence.push('payment');
    because.push(`In because its payment instrument pays for ${others(onCard)} of this cluster.`);
  }
  if (inBurst > 0) {
    evidence.push('lifecycle');
    because.push(`In because it was created in a burst with ${others(inBurst)} of this cluster.`);
  }
  if (because.length === 0)
    because.push('In because the little that ties it to anybody ties it to this cluster.');
  return {
    accountId: account.accountId,
    number,
    inCase: account.inCase,
    strength: Math.round(strength * 1000) / 1000,
    evidence: evidence.sort(),
    because,
  };
}

const others = (n: number): string => `${figure(n)} other ${n === 1 ? 'account' : 'accounts'}`;
