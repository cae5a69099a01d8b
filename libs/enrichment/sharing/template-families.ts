/** A template hash as it occurs: a 64-bit SimHash and how often it was used. */
export interface TemplateVolume {
  /** Decimal text. */
  hash: string;
  exchanges: number;
}

/** Near-duplicate templates: all within a few bits of the most used one. */
export interface TemplateFamily {
  /** The most used hash, decimal text. */
  leader: string;
  /** Leader first, then by volume. */
  hashes: string[];
  exchanges: number;
}

/** Bits in which near-duplicates may differ. With four bands of 16 bits at least one band is then the same. */
export const NEAR_DUPLICATE_BITS = 3;
/** By how many bits a hash is shifted for each band, from the highest. */
export const BAND_SHIFTS = [48, 32, 16, 0] as const;
const BAND_VALUES = 2 ** 16;

/** Lowest and highest bit of five parts of a hash: near-duplicates agree in two of them at least. */
const PARTS = [
  [0n, 13n],
  [13n, 26n],
  [26n, 39n],
  [39n, 52n],
  [52n, 64n],
] as const;
/** The bits of each two of the five parts. */
export const PAIR_MASKS: readonly bigint[] = PARTS.map(([from, to]) => (1n << to) - (1n << from)).flatMap(
  (mask, i, masks) => masks.slice(i + 1).map((other) => mask | other),
);

interface Leader {
  high: number;
  low: number;
  family: TemplateFamily;
}

/**
 * Groups near-duplicate templates. The most used hash opens a family; a later one joins the first family whose
 * leader it is near to, so that a chain of small steps never ties distant templates together. Leaders are found by
 * band, not by comparing all pairs. The order of the input does not matter.
 */
export function templateFamilies(templates: readonly TemplateVolume[]): TemplateFamily[] {
  const sorted = [...templates].sort((a, b) => b.exchanges - a.exchanges || compareText(a.hash, b.hash));
  const leaders = new LeaderIndex();
  const families: TemplateFamily[] = [];
  for (const { hash, exchanges } of sorted) {
    const near = leaders.find(hash);
    if (near) {
      near.hashes.push(hash);
      near.exchanges += exchanges;
      continue;
    }
    const family = { leader: hash, hashes: [hash], exchanges };
    families.push(family);
    leaders.add(family);
  }
  return families.sort((a, b) => b.exchanges - a.exchanges || compareText(a.leader, b.leader));
}

/** Leaders of families, found by a hash that is near. */
export class LeaderIndex {
  /** By band and its value: a place for each value there can be is found faster than a key. */
  private readonly byBand = BAND_SHIFTS.map(() => Array<Leader[] | undefined>(BAND_VALUES));
  private readonly leaders: Leader[] = [];

  /** Takes a family up under its leader. */
  add(family: TemplateFamily): void {
    const [high, low] = halves(family.leader);
    const leader = { high, low, family };
    this.leaders.push(leader);
    for (let i = 0; i < BAND_SHIFTS.length; i++) {
      const band = bandOf(high, low, BAND_SHIFTS[i]!);
      const there = this.byBand[i]![band];
      if (there) there.push(leader);
      else this.byBand[i]![band] = [leader];
    }
  }

  /** The family whose leader is near a hash; of several the first by the leader's text. */
  find(hash: string): TemplateFamily | undefined {
    const [high, low] = halves(hash);
    let best: Leader | undefined;
    for (let i = 0; i < BAND_SHIFTS.length; i++) {
      const sharing = this.byBand[i]![bandOf(high, low, BAND_SHIFTS[i]!)];
      if (!sharing) continue;
      for (const leader of sharing) {
        if (differingBits(leader.high, leader.low, high, low) > NEAR_DUPLICATE_BITS) continue;
        if (!best || isBefore(leader.family, best.family)) best = leader;
      }
    }
    return best?.family;
  }

  /** The 16-bit values that occur in each band, from the highest, ascending. */
  bands(): number[][] {
    return BAND_SHIFTS.map((shift) =>
      [...new Set(this.leaders.map(({ high, low }) => bandOf(high, low, shift)))].sort((a, b) => a - b),
    );
  }

  /** The bits of the leaders under each of `PAIR_MASKS`. */
  pairs(): bigint[][] {
    const hashes = this.leaders.map(({ family }) => BigInt(family.leader));
    return PAIR_MASKS.map((mask) => hashes.map((hash) => hash & mask));
  }
}

/** Families grow while others are placed; their leaders' order is fixed by the text, so the choice is too. */
const isBefore = (a: TemplateFamily, b: TemplateFamily): boolean => compareText(a.leader, b.leader) < 0;

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The value of the band of a hash, of which `shift` is one of `BAND_SHIFTS`. */
const bandOf = (high: number, low: number, shift: number): number =>
  ((shift >= 32 ? high : low) >>> (shift % 32)) & 0xffff;

function halves(hash: string): [high: number, low: number] {
  const value = BigInt(hash);
  return [Number(value >> 32n), Number(value & 0xffffffffn)];
}

function differingBits(highA: number, lowA: number, highB: number, lowB: number): number {
  return popcount(highA ^ highB) + popcount(lowA ^ lowB);
}

/** Bits set in a 32-bit number. @see Warren, Hacker's Delight, 5-1 */
function popcount(value: number): number {
  let v = value - ((value >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
