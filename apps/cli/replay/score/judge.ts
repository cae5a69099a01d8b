import type { Looked, Tier } from './look';
import {
  adjustedRand,
  bCubed,
  brier,
  precisionRecall,
  type PrecisionRecall,
  weightedRecall,
} from './metrics';
import type { TrueAccount } from './truth';

/** One tier against the truth. `review` holds whoever is in either tier: all that a person would get to see. */
export interface TierScore extends PrecisionRecall {
  accounts: number;
  exchangeRecall: number | null;
}

/** How the method did on one set of data, as `var/score.json` has it. */
export interface Score {
  seed: number | null;
  variant: string;
  scale: number | null;
  accounts: { total: number; campaign: number; seeds: number; seedsOfCampaign: number };
  tiers: Record<Tier, TierScore>;
  /** Share of the campaign's exchanges by accounts in either tier. */
  exchangeRecall: number | null;
  /** B-cubed F1 of the clusters. */
  b3: number;
  b3Precision: number;
  b3Recall: number;
  ari: number;
  /** Whether the two clusters that are tied in truth are found tied; null where the data have no such pair. */
  bridgeFound: boolean | null;
  /** Hard-negative accounts in the ban tier: not one is allowed. */
  hardNegativesInBan: number;
  /** Mean squared distance of the scores from the truth, over every account that was weighed. */
  brier: number | null;
  /** Recall by true cluster, weak ones beside the others. */
  clusters: { name: string; accounts: number; ban: number | null; review: number | null }[];
  /** By kind of hard negative: how many there are and in which tier. */
  hardNegatives: { class: string; accounts: number; ban: number; review: number }[];
  seconds: Record<string, number>;
}

/** What was looked at. */
export interface Looking {
  seed: number | null;
  variant: string;
  scale: number | null;
  seeds: readonly string[];
  truth: ReadonlyMap<string, TrueAccount>;
  exchanges: ReadonlyMap<string, number>;
  /** Clusters between which the truth has a bridge. */
  bridge: readonly [string, string];
  /** Clusters that are none: stragglers under one name, left out of the comparison of partitions. */
  stragglers: readonly string[];
}

/** Compares what the product says with the truth. */
export function judge(looking: Looking, looked: Looked): Score {
  const { truth, seeds, exchanges } = looking;
  const campaign = new Set([...truth].filter(([, { label }]) => label === 'campaign').map(([id]) => id));
  const inTier = (tiers: readonly Tier[]): Set<string> =>
    new Set([...looked.tiers].filter(([, tier]) => tiers.includes(tier)).map(([id]) => id));
  const found: Record<Tier, Set<string>> = { ban: inTier(['ban']), review: inTier(['ban', 'review']) };
  const scoreOf = (tier: Tier): TierScore => ({
    accounts: found[tier].size,
    ...precisionRecall(found[tier], campaign),
    exchangeRecall: weightedRecall(found[tier], campaign, (id) => exchanges.get(id) ?? 0),
  });
  const meant = new Map(
    [...truth]
      .filter(([, { label, cluster }]) => label === 'campaign' && !looking.stragglers.includes(cluster))
      .map(([id, { cluster }]) => [id, cluster]),
  );
  const b3 = bCubed(looked.clusters, meant);
  const review = scoreOf('review');
  const hardNegatives = hardNegativesOf(truth, looked.tiers);
  return {
    seed: looking.seed,
    variant: looking.variant,
    scale: looking.scale,
    accounts: {
      total: truth.size,
      campaign: campaign.size,
      seeds: seeds.length,
      seedsOfCampaign: seeds.filter((id) => campaign.has(id)).length,
    },
    tiers: { ban: scoreOf('ban'), review },
    exchangeRecall: review.exchangeRecall,
    b3: b3.f1,
    b3Precision: b3.precision,
    b3Recall: b3.recall,
    ari: adjustedRand(looked.clusters, meant),
    bridgeFound: bridgeOf(looking.bridge, meant, looked),
    hardNegativesInBan: hardNegatives.reduce((sum, kind) => sum + kind.ban, 0),
    brier: brier([...looked.scores].map(([id, score]) => ({ score, isSo: campaign.has(id) }))),
    clusters: clustersOf(truth, found),
    hardNegatives,
    seconds: looked.seconds,
  };
}

function hardNegativesOf(
  truth: ReadonlyMap<string, TrueAccount>,
  tiers: ReadonlyMap<string, Tier>,
): Score['hardNegatives'] {
  const kinds = new Map<string, { class: string; accounts: number; ban: number; review: number }>();
  for (const [id, account] of truth) {
    if (account.label !== 'hard_negative') continue;
    const kind = kinds.get(account.class) ?? { class: account.class, accounts: 0, ban: 0, review: 0 };
    kind.accounts += 1;
    const tier = tiers.get(id);
    if (tier) kind[tier] += 1;
    kinds.set(account.class, kind);
  }
  return [...kinds.values()].sort((a, b) => (a.class < b.class ? -1 : 1));
}

function clustersOf(
  truth: ReadonlyMap<string, TrueAccount>,
  found: Record<Tier, ReadonlySet<string>>,
): Score['clusters'] {
  const members = new Map<string, Set<string>>();
  for (const [id, { label, cluster }] of truth) {
    if (label !== 'campaign') continue;
    const own = members.get(cluster) ?? new Set();
    members.set(cluster, own.add(id));
  }
  return [...members]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, own]) => ({
      name,
      accounts: own.size,
      ban: precisionRecall(found.ban, own).recall,
      review: precisionRecall(found.review, own).recall,
    }));
}

/** Found when the clusters that hold most of the two true ones are different and tied to each other. */
function bridgeOf(
  [a, b]: readonly [string, string],
  meant: ReadonlyMap<string, string>,
  { clusters, bridges }: Looked,
): boolean | null {
  const mostly = (name: string): string | undefined | null => {
    const counts = new Map<string, number>();
    let isThere = false;
    for (const [id, cluster] of meant) {
      if (cluster !== name) continue;
      isThere = true;
      const found = clusters.get(id);
      if (found !== undefined) counts.set(found, (counts.get(found) ?? 0) + 1);
    }
    if (!isThere) return null;
    return [...counts].sort(([x, m], [y, n]) => n - m || (x < y ? -1 : 1))[0]?.[0];
  };
  const [from, to] = [mostly(a), mostly(b)];
  if (from === null || to === null) return null;
  if (from === undefined || to === undefined || from === to) return false;
  return bridges.some(([x, y]) => (x === from && y === to) || (x === to && y === from));
}
