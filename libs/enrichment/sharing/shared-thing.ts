import type { Population } from './campaign-families';

/** Something that several accounts use: a payment instrument, a network of addresses, a client fingerprint. */
export interface SharedThing {
  /** As people write it. */
  value: string;
  /** As the engine finds it. */
  key: string;
  ownersInside: number;
  ownersOutside: number;
}

/** A shared thing with what it is worth as a tie. */
export interface Tie extends SharedThing {
  /** log2 of how rare its holders are among all owners; 0 for what everybody has. */
  weight: number;
  /** Share of the case's owners divided by the share of the others; null when nobody outside has it. */
  lift: number | null;
}

/** When a shared thing ties accounts to each other. */
export interface TieRule {
  ownersAtLeast: number;
  /** Carriers and proxies are as common outside the case as in it, and tie nobody. */
  liftAtLeast: number;
  /** What ties besides: so many owners of the case have it, and they are this part of all who do. */
  often?: { owners: number; part: number };
}

/** Picks what ties the case's accounts, the strongest first; a thing counts the less the more people have it. */
export function ties(things: readonly SharedThing[], population: Population, rule: TieRule): Tie[] {
  const everybody = population.ownersInside + population.ownersOutside;
  return things
    .map((thing) => {
      const inside = thing.ownersInside / Math.max(1, population.ownersInside);
      const outside = thing.ownersOutside / Math.max(1, population.ownersOutside);
      const holders = thing.ownersInside + thing.ownersOutside;
      const weight = Math.round(Math.max(0, Math.log2(everybody / Math.max(1, holders))) * 100) / 100;
      return { ...thing, weight, lift: outside > 0 ? Math.round((inside / outside) * 100) / 100 : null };
    })
    .filter(
      (thing) =>
        thing.ownersInside >= rule.ownersAtLeast &&
        (thing.lift === null || thing.lift >= rule.liftAtLeast || isOften(thing, rule)),
    )
    .sort((a, b) => b.weight * b.ownersInside - a.weight * a.ownersInside || (a.value < b.value ? -1 : 1));
}

const isOften = ({ ownersInside, ownersOutside }: SharedThing, { often }: TieRule): boolean =>
  often !== undefined &&
  ownersInside >= often.owners &&
  ownersInside >= often.part * (ownersInside + ownersOutside);
