import type { EvidenceFamily } from '../evidence-rows';
import { communities, type Edge } from './communities';

/**
 * Kinds of things by which accounts are clustered, with the family of evidence that each is. Client software is not among
 * them: operators who have nothing else in common run the same.
 */
export const THING_KINDS = ['prompts', 'network'] as const satisfies readonly EvidenceFamily[];
export type ThingKind = (typeof THING_KINDS)[number];

/** What one account used, what it is paid with, and when it came. */
export interface AccountThings {
  accountId: string;
  inCase: boolean;
  exchanges: number;
  /** Numbers of things, ascending, and the exchanges with each. */
  things: readonly number[];
  counts: readonly number[];
  instrument: string | null;
  /** The window of time in which it was created, where that was a burst of the campaign. */
  burst: number | null;
}

/** Something that accounts of the campaign use: a template family or a network. */
export interface Thing {
  kind: ThingKind;
  /** As people write it. */
  value: string;
}

/**
 * Standard deviations by which two things must go together above chance to be tied. That says little of rare ones: two
 * accounts of a thousand that use both of two are many deviations, and among millions of pairs some are to be expected.
 */
const SIGMAS = 4;
/** Part of the ties that may be there by chance. */
const BY_CHANCE = 0.05;
/** The most used things are compared with each other at most; the table grows with their square. */
const MOST_COMPARED = 3_000;
/** Accounts that must use a thing for it to say anything of more than one. */
export const FEWEST_USERS = 2;
const NOT_COMPARED = -1;

/** How many accounts use each thing. */
export function usersOf(things: readonly Thing[], accounts: readonly AccountThings[]): number[] {
  const users = Array<number>(things.length).fill(0);
  for (const account of accounts) for (const thing of account.things) users[thing]! += 1;
  return users;
}

/**
 * Groups things that go together: two are tied when the accounts that use the one use the other more often than chance
 * (the phi coefficient), by so much that hardly any of the ties can be by chance. What everybody uses goes with nothing in
 * particular, so carriers and universal templates tie nothing together.
 * @returns the group of each thing, undefined for what goes with nothing
 */
export function groupThings(
  things: readonly Thing[],
  accounts: readonly AccountThings[],
): (number | undefined)[] {
  const users = usersOf(things, accounts);
  const compared = things
    .map((_, thing) => thing)
    .filter((thing) => users[thing]! >= FEWEST_USERS && users[thing]! < accounts.length)
    .sort((a, b) => users[b]! - users[a]! || a - b)
    .slice(0, MOST_COMPARED)
    .sort((a, b) => a - b);
  const place = new Int32Array(things.length).fill(NOT_COMPARED);
  compared.forEach((thing, i) => (place[thing] = i));
  const edges = edgesOf(compared, users, accounts, place);
  const groups = communities(compared.length, edges);
  const isTied = new Set(edges.flatMap(({ a, b }) => [a, b]));
  return things.map((_, thing) => {
    const i = place[thing]!;
    return isTied.has(i) ? groups[i] : undefined;
  });
}

function edgesOf(
  compared: readonly number[],
  users: readonly number[],
  accounts: readonly AccountThings[],
  place: Int32Array,
): Edge[] {
  const n = compared.length;
  const together = new Uint32Array(n * n);
  for (const account of accounts) {
    // Ascending, as things and their places are: only the upper half of the table is filled.
    const places = account.things.map((thing) => place[thing]!).filter((at) => at !== NOT_COMPARED);
    for (let x = 0; x < places.length; x++) {
      const row = places[x]! * n;
      for (let y = x + 1; y < places.length; y++) together[row + places[y]!]! += 1;
    }
  }
  const all = accounts.length;
  const chance = chanceAmong(all);
  const edges: (Edge & { chance: number })[] = [];
  for (let a = 0; a < n; a++) {
    for (let b = a + 1; b < n; b++) {
      const both = together[a * n + b]!;
      if (both < 2) continue;
      const [ua, ub] = [users[compared[a]!]!, users[compared[b]!]!];
      const spread = Math.sqrt(ua * ub * (all - ua) * (all - ub));
      const phi = spread > 0 ? (both * all - ua * ub) / spread : 0;
      if (phi * Math.sqrt(all) >= SIGMAS) edges.push({ a, b, weight: phi, chance: chance(both, ua, ub) });
    }
  }
  return beyondChance(edges, (n * (n - 1)) / 2);
}

/**
 * Those of the edges of which hardly one in twenty can be expected to be there by chance: the more there are that chance
 * hardly gives, the more is believed of the others.
 * @param pairs how many were looked at
 * @see Benjamini and Hochberg 1995, Controlling the false discovery rate
 */
function beyondChance(edges: readonly (Edge & { chance: number })[], pairs: number): Edge[] {
  const chances = edges.map(({ chance }) => chance).sort((x, y) => x - y);
  const limit = chances.findLast((chance, i) => chance * pairs <= BY_CHANCE * (i + 1)) ?? 0;
  return edges.filter(({ chance }) => chance <= limit);
}

/**
 * How likely so many accounts are to use both of two things by chance, of which so many use the one and so many the other
 * (the hypergeometric distribution).
 * @param all how many accounts there are
 */
function chanceAmong(all: number): (both: number, ofOne: number, ofOther: number) => number {
  const log = [0];
  for (let i = 1; i <= all; i++) log.push(log[i - 1]! + Math.log(i));
  const choose = (n: number, k: number): number => log[n]! - log[k]! - log[n - k]!;
  return (both, ofOne, ofOther) =>
    Math.exp(choose(ofOne, both) + choose(all - ofOne, ofOther - both) - choose(all, ofOther));
}
