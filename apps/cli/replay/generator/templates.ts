import { apportion } from './apportion';
import { CAPABILITIES, CLUSTER, CLUSTERS, DAYS, DAY_MS } from './profile';
import { STREAM, below, draw, streamOf, unit } from './random';

/** Template families of the campaign, and how many of them more than one cluster uses. */
export const FAMILIES = 310;
const TOP_FAMILIES = 20;
const SHARED_FAMILIES = 41;
/** Shares of the volume: the top families, the other shared ones, a cluster's own. */
const CLASS_SHARES = [0.62, 0.06, 0.32] as const;
/** Steps of a pick table; a draw of 12 bits picks a step. */
const PICK_STEPS = 4096;

/** The campaign's prompt templates. Arrays run by family; instants are ms from the window's start. */
export interface Families {
  /** 64-bit SimHash of the family's centre, high and low half. */
  readonly high: Uint32Array;
  readonly low: Uint32Array;
  /** Bit positions (0 to 63), three a family; a variant flips a subset of them, so any two are within 3 bits. */
  readonly flips: Uint8Array;
  readonly capability: Uint8Array;
  /** When each cluster takes the family up, `family * clusters + cluster`; negative before the window. */
  readonly takenUp: Float64Array;
  /** Families of each cluster. */
  readonly ofCluster: readonly (readonly number[])[];
  /** Volume within the cluster and capability, `family * clusters + cluster`; 0 where it is not used. */
  readonly weight: Float64Array;
}

/** Class of a family: 0 top, 1 shared, 2 a cluster's own. */
function classOf(family: number): 0 | 1 | 2 {
  if (family < TOP_FAMILIES) return 0;
  return family < SHARED_FAMILIES ? 1 : 2;
}

function baseWeight(family: number): number {
  const kind = classOf(family);
  return kind === 0 ? 1 / (family + 3) : kind === 1 ? 1 / (family - 8) : 1 / (family + 60);
}

/** Capabilities by the largest deficit, so that the mix holds among the heaviest families too. */
function capabilitiesOf(): Uint8Array {
  const given = CAPABILITIES.map(() => 0);
  let total = 0;
  return Uint8Array.from({ length: FAMILIES }, (_, family) => {
    const weight = baseWeight(family);
    total += weight;
    const deficits = CAPABILITIES.map((c, i) => (c.campaign / 100) * total - (given[i] ?? 0));
    const unserved = CAPABILITIES.findIndex((c, i) => c.campaign > 0 && given[i] === 0);
    // Every capability has a family among the first ones, which all clusters use.
    const chosen = family < 6 ? unserved : deficits.indexOf(Math.max(...deficits));
    given[chosen] = (given[chosen] ?? 0) + weight;
    return chosen;
  });
}

/** Rollouts happen on weekdays from 09:30 to 21:00 at UTC+8, and other clusters follow within 90 minutes. */
function firstUse(state: number, family: number): number {
  if (family < 14 || unit(state, 8) < 0.4) return -DAY_MS;
  let day = below(state, 9, DAYS - 6);
  const weekday = (day + 3) % 7;
  if (weekday === 6) day += 2;
  if (weekday === 0) day += 1;
  return day * DAY_MS + Math.floor((1.5 + unit(state, 10) * 11.5) * 3_600_000);
}

/** The families of a seed. Six of them are every cluster's; a singleton uses shared ones only. */
export function buildFamilies(seedKey: number): Families {
  const clusters = CLUSTERS.length;
  const capability = capabilitiesOf();
  const high = new Uint32Array(FAMILIES);
  const low = new Uint32Array(FAMILIES);
  const flips = new Uint8Array(FAMILIES * 3);
  const takenUp = new Float64Array(FAMILIES * clusters);
  const weight = new Float64Array(FAMILIES * clusters);
  const ofCluster: number[][] = CLUSTERS.map(() => []);
  const owners = apportion(
    FAMILIES - SHARED_FAMILIES,
    CLUSTERS.map((c, i) => (i === CLUSTER.SING ? 0 : c.accounts ** 0.7)),
  ).flatMap((count, cluster) => Array<number>(count).fill(cluster));
  for (let family = 0; family < FAMILIES; family++) {
    const state = streamOf(seedKey, STREAM.family, family);
    high[family] = draw(state, 0);
    low[family] = draw(state, 1);
    const first = below(state, 2, 64);
    for (let i = 0; i < 3; i++) flips[family * 3 + i] = (first + i * 21) % 64;
    const start = firstUse(state, family);
    // Ownership is dealt by a step of 97 so that each cluster's own families are heavy and light ones.
    const owner = owners[((family - SHARED_FAMILIES) * 97) % owners.length];
    for (let cluster = 0; cluster < clusters; cluster++) {
      const shared =
        family < SHARED_FAMILIES &&
        (family < 6 || cluster <= CLUSTER.HY02 || unit(state, 20 + cluster) < 0.6);
      if (!shared && (family < SHARED_FAMILIES || owner !== cluster)) continue;
      ofCluster[cluster]?.push(family);
      takenUp[family * clusters + cluster] =
        start + (start > 0 ? below(state, 40 + cluster, 90) * 60_000 : 0);
      weight[family * clusters + cluster] = baseWeight(family);
    }
  }
  normalise(weight, capability, ofCluster);
  return { high, low, flips, capability, takenUp, ofCluster, weight };
}

/** Within a cluster and a capability each class of families has its share of the volume. */
function normalise(
  weight: Float64Array,
  capability: Uint8Array,
  ofCluster: readonly (readonly number[])[],
): void {
  const sums = new Map<string, number>();
  const key = (cluster: number, family: number) => `${cluster} ${capability[family]} ${classOf(family)}`;
  const each = (act: (at: number, cluster: number, family: number) => void) =>
    ofCluster.forEach((families, cluster) =>
      families.forEach((family) => act(family * ofCluster.length + cluster, cluster, family)),
    );
  each((at, cluster, family) =>
    sums.set(key(cluster, family), (sums.get(key(cluster, family)) ?? 0) + (weight[at] ?? 0)),
  );
  each((at, cluster, family) => {
    weight[at] = ((weight[at] ?? 0) / (sums.get(key(cluster, family)) ?? 1)) * CLASS_SHARES[classOf(family)];
  });
}

/** Whether a cluster has taken up a family before an instant (ms from the window's start). */
export function inUse(families: Families, family: number, cluster: number, at: number): boolean {
  return (families.takenUp[family * CLUSTERS.length + cluster] ?? 0) <= at;
}

/**
 * Tables to pick a family from, one for each cluster and capability (`cluster * 8 + capability`), holding
 * the families taken up before the end of a day.
 */
export function pickTables(families: Families, day: number): Uint16Array[] {
  return CLUSTERS.flatMap((_, cluster) =>
    CAPABILITIES.map((_capability, capability) => {
      const born = (families.ofCluster[cluster] ?? []).filter(
        (f) => families.capability[f] === capability && inUse(families, f, cluster, (day + 1) * DAY_MS - 1),
      );
      const weights = born.map((f) => families.weight[f * CLUSTERS.length + cluster] ?? 0);
      const table = new Uint16Array(born.length > 0 ? PICK_STEPS : 0);
      let at = 0;
      apportion(table.length, weights).forEach((steps, f) => table.fill(born[f] ?? 0, at, (at += steps)));
      return table;
    }),
  );
}

/** A table of 1,024 steps that holds each index as often as its weight asks. */
export function mixTable(weights: readonly number[]): Uint8Array {
  return Uint8Array.from(apportion(1024, weights).flatMap((count, i) => Array<number>(count).fill(i)));
}

const CAMPAIGN_MIX = mixTable(CAPABILITIES.map((c) => c.campaign));

/** The capability that a 32-bit draw picks from the campaign's mix. */
export function campaignCapability(hash: number): number {
  return CAMPAIGN_MIX[hash >>> 22] ?? 0;
}

/** The family of each capability that every cluster uses from the start. */
export function universalFamily(families: Families, capability: number): number {
  const family = families.capability.subarray(0, 6).indexOf(capability);
  return family < 0 ? 0 : family;
}

/** Decimal text of a family's centre. */
export function centreText(families: Families, family: number): string {
  return ((BigInt(families.high[family] ?? 0) << 32n) | BigInt(families.low[family] ?? 0)).toString();
}
