/** How well a set that was found agrees with the set that is meant. */
export interface PrecisionRecall {
  /** Share of what was found that is meant; null when nothing was found. */
  precision: number | null;
  /** Share of what is meant that was found; null when nothing is meant. */
  recall: number | null;
}

/** Precision and recall of a set. */
export function precisionRecall(found: ReadonlySet<string>, meant: ReadonlySet<string>): PrecisionRecall {
  let hits = 0;
  for (const member of found) if (meant.has(member)) hits += 1;
  return {
    precision: found.size > 0 ? hits / found.size : null,
    recall: meant.size > 0 ? hits / meant.size : null,
  };
}

/** Recall in which a member counts as much as it did: an operator's busiest account matters more than an idle one. */
export function weightedRecall(
  found: ReadonlySet<string>,
  meant: ReadonlySet<string>,
  weightOf: (member: string) => number,
): number | null {
  let whole = 0;
  let hit = 0;
  for (const member of meant) {
    const weight = weightOf(member);
    whole += weight;
    if (found.has(member)) hit += weight;
  }
  return whole > 0 ? hit / whole : null;
}

/** A partition: the cluster of each member. */
export type Partition = ReadonlyMap<string, string>;

/** How well two partitions of the same members agree, from the view of the average member. */
export interface BCubed {
  precision: number;
  recall: number;
  /** Harmonic mean of the two. */
  f1: number;
}

/** Sizes of the cells of two partitions and of their overlaps. */
interface Contingency {
  members: number;
  found: Map<string, number>;
  meant: Map<string, number>;
  both: { found: string; meant: string; size: number }[];
}

/**
 * B-cubed of the members of `meant`; one that `found` does not name counts as a cluster of its own.
 * @see Bagga and Baldwin 1998; Amigó et al. 2009
 */
export function bCubed(found: Partition, meant: Partition): BCubed {
  const { members, found: sizes, meant: truths, both } = contingency(found, meant);
  if (members === 0) return { precision: 1, recall: 1, f1: 1 };
  let precision = 0;
  let recall = 0;
  for (const cell of both) {
    precision += cell.size ** 2 / sizes.get(cell.found)!;
    recall += cell.size ** 2 / truths.get(cell.meant)!;
  }
  precision /= members;
  recall /= members;
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall) };
}

/**
 * The adjusted Rand index of the members of `meant`: 1 for the same partition, around 0 for a random one.
 * @see Hubert and Arabie 1985
 */
export function adjustedRand(found: Partition, meant: Partition): number {
  const { members, found: sizes, meant: truths, both } = contingency(found, meant);
  const pairs = (n: number): number => (n * (n - 1)) / 2;
  const sum = (values: Iterable<number>): number => [...values].reduce((total, n) => total + pairs(n), 0);
  const together = sum(both.map((cell) => cell.size));
  const inFound = sum(sizes.values());
  const inMeant = sum(truths.values());
  const all = pairs(members);
  const expected = all > 0 ? (inFound * inMeant) / all : 0;
  const most = (inFound + inMeant) / 2;
  return most === expected ? 1 : (together - expected) / (most - expected);
}

function contingency(found: Partition, meant: Partition): Contingency {
  const sizes = new Map<string, number>();
  const truths = new Map<string, number>();
  const cells = new Map<string, { found: string; meant: string; size: number }>();
  for (const [member, truth] of meant) {
    const own = found.get(member) ?? `alone:${member}`;
    sizes.set(own, (sizes.get(own) ?? 0) + 1);
    truths.set(truth, (truths.get(truth) ?? 0) + 1);
    const key = JSON.stringify([own, truth]);
    const cell = cells.get(key) ?? { found: own, meant: truth, size: 0 };
    cell.size += 1;
    cells.set(key, cell);
  }
  return { members: meant.size, found: sizes, meant: truths, both: [...cells.values()] };
}

/** Mean squared distance of judgements (0 to 1) from what is so: 0 is perfect, 0.25 is saying "half" always. */
export function brier(judged: Iterable<{ score: number; isSo: boolean }>): number | null {
  let sum = 0;
  let count = 0;
  for (const { score, isSo } of judged) {
    sum += (score - (isSo ? 1 : 0)) ** 2;
    count += 1;
  }
  return count > 0 ? sum / count : null;
}
