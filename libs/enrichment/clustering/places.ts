import type { AccountThings, ThingKind } from './things';

/** Where an account belongs, before clusters have their numbers. */
export interface Place {
  account: AccountThings;
  group: number;
  strength: number;
  /** Share of what it did with things of each kind that is with this group's. */
  shares: Partial<Record<ThingKind, number>>;
}

/** A place with who else is there. */
export interface Housed extends Place {
  /** Other accounts of the group on its payment instrument. */
  onCard: number;
  /** Other accounts of the group that were created in the same burst. */
  inBurst: number;
}

/** Strength of a place that only company gives: a payment instrument, or a burst of creations. */
const BY_COMPANY = 0.5;
/** The group of what goes with nothing, where it is one: others count from 0, and those of company alone from below. */
export const UNDIVIDED = -1;

/** Adds the accounts that only a payment instrument places. */
export function withCards(
  accounts: readonly AccountThings[],
  placed: readonly (Place | undefined)[],
): (Place | undefined)[] {
  const cards = new Map<string, Map<number, number>>();
  for (const place of placed) {
    if (!place || place.account.instrument === null) continue;
    const on = cards.get(place.account.instrument) ?? new Map<number, number>();
    on.set(place.group, (on.get(place.group) ?? 0) + 1);
    cards.set(place.account.instrument, on);
  }
  return accounts.map((account, i) => {
    if (placed[i] || account.instrument === null) return placed[i];
    const [most] = [...(cards.get(account.instrument) ?? [])].sort(([a, x], [b, y]) => y - x || a - b);
    return most && { account, group: most[0], strength: BY_COMPANY, shares: {} };
  });
}

/** Adds those whom nothing places, each with all whom a card or a burst leads to, from one to the next. */
export function withCompany(
  accounts: readonly AccountThings[],
  placed: readonly (Place | undefined)[],
): Place[] {
  const open = accounts.filter((_, i) => !placed[i]);
  const company = new Map<string, AccountThings[]>();
  for (const account of open)
    for (const key of companyOf(account)) {
      const of = company.get(key);
      if (of) of.push(account);
      else company.set(key, [account]);
    }
  const groups = new Map<AccountThings, number>();
  let next = UNDIVIDED - 1;
  for (const first of open) {
    if (groups.has(first)) continue;
    const group = next--;
    const reached = [first];
    groups.set(first, group);
    for (const account of reached)
      for (const mate of companyOf(account).flatMap((key) => company.get(key)!))
        if (!groups.has(mate)) {
          groups.set(mate, group);
          reached.push(mate);
        }
  }
  return accounts.map(
    (account, i) => placed[i] ?? { account, group: groups.get(account)!, strength: BY_COMPANY, shares: {} },
  );
}

const companyOf = ({ instrument, burst }: AccountThings): string[] => [
  ...(instrument === null ? [] : [`card ${instrument}`]),
  ...(burst === null ? [] : [`burst ${burst}`]),
];

/** Counts who else of its group is on the card of each account, and who was created in its burst. */
export function housed(places: readonly Place[]): Housed[] {
  const matesBy = (thing: 'instrument' | 'burst'): ((place: Place) => number) => {
    const counts = new Map<string, number>();
    const keyOf = ({ group, account }: Place): string | undefined =>
      account[thing] === null ? undefined : `${group} ${account[thing]}`;
    for (const key of places.map(keyOf)) if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1);
    return (place) => (counts.get(keyOf(place) ?? '') ?? 1) - 1;
  };
  const [onCard, inBurst] = [matesBy('instrument'), matesBy('burst')];
  return places.map((place) => ({ ...place, onCard: onCard(place), inBurst: inBurst(place) }));
}
