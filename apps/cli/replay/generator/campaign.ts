import { carrierExit, datacentreExit, homeAddress, residentialExit } from './addresses';
import { clusterFingerprint } from './fingerprints';
import { lifeOf } from './lives';
import { giveInstruments } from './instruments';
import { NONE, type Population } from './population';
import {
  CAPABILITIES,
  CLUSTER,
  CLUSTERS,
  COVER_REQUESTS,
  COVER_SHARE,
  DAILY_CAP,
  DAILY_EXCHANGES,
  DAYS,
  DAY_MS,
  RESELLER_CAP,
} from './profile';
import { STREAM, below, draw, normal, streamOf, unit } from './random';
import { GROUPS } from './groups';
import { campaignCapability, inUse, universalFamily } from './templates';

/** Spread of an account's traffic over accounts. */
const SIGMA = 1.1;
/** Accounts behind one usual exit. */
const FAN_OUT = 14;

/** Adds the campaign's accounts and their lines, cluster by cluster. */
export function addCampaign(population: Population): void {
  const { accounts, lines, profile, anchors } = population;
  CLUSTERS.forEach((_, cluster) => {
    const count = profile.clusterAccounts[cluster] ?? 0;
    const idle = neverUsed(count, profile.clusterNeverUsed[cluster] ?? 0);
    const seats = GROUPS[cluster]?.seats ?? 0;
    for (let local = 0; local < count; local++) {
      const account = accounts.count++;
      const state = streamOf(population.seedKey, STREAM.account, account);
      if (local === 0) anchors[cluster] = account;
      if (seats > 0) accounts.org[account] = orgOf(population, seats, local % seats === 0);
      const life = lifeOf(population.seedKey, cluster, local, count, population.variant.hasBanWave);
      accounts.group[account] = cluster;
      accounts.createdAt[account] = life.createdAt;
      accounts.country[account] = below(state, 0, 4);
      const used = !idle.has(local);
      accounts.firstDay[account] = used ? life.firstDay : 0;
      accounts.lastDay[account] = used ? life.lastDay : -1;
      accounts.status[account] = used ? life.status : 0;
      addLine(population, account, local, count, state);
    }
  });
  balanceReseller(population);
  giveInstruments(population);
  lines.count = accounts.count;
}

function orgOf({ orgSeats }: Population, seats: number, opens: boolean): number {
  if (opens) orgSeats.push(0);
  const org = orgSeats.length - 1;
  orgSeats[org] = Math.min(seats, (orgSeats[org] ?? 0) + 1);
  return org;
}

/** Never-used accounts are spread over the part of a cluster that was created in bursts. */
function neverUsed(count: number, idle: number): Set<number> {
  const first = Math.max(1, Math.round(count * 0.18));
  const room = Math.max(idle, Math.round(count * 0.68) - first);
  return new Set(Array.from({ length: idle }, (_, i) => first + Math.floor(((i + 0.5) * room) / idle)));
}

function addLine(population: Population, account: number, local: number, count: number, state: number): void {
  const { accounts, lines } = population;
  const cluster = accounts.group[account] ?? 0;
  const used = (accounts.lastDay[account] ?? -1) >= 0;
  lines.account[account] = account;
  lines.firstDay[account] = accounts.firstDay[account] ?? 0;
  lines.lastDay[account] = accounts.lastDay[account] ?? -1;
  lines.cap[account] = cluster === CLUSTER.HY04 ? RESELLER_CAP : DAILY_CAP;
  lines.reserved[account] = used ? (accounts.firstDay[account] ?? 0) : -1;
  lines.home[account] = homeExit(population, cluster, local, count, state);
  lines.fingerprint[account] = clusterFingerprint(cluster, 0);
  lines.zone[account] = 8;
  lines.templateKey[account] = draw(state, 20);
  lines.signature[account] = signatureOf(population, cluster, accounts.firstDay[account] ?? 0, state);
  // The first account of a cluster is where the operator tries out what the others then run.
  lines.weight[account] = !used ? 0 : local === 0 ? 2.5 : Math.exp(SIGMA * normal(state, 10));
}

function homeExit(
  population: Population,
  cluster: number,
  local: number,
  count: number,
  state: number,
): number {
  const { accounts, seedKey, carrierExits } = population;
  const hash = draw(state, 3);
  if (cluster === CLUSTER.HY03) return 0;
  if (cluster === CLUSTER.SING) return homeAddress(accounts.country[accounts.count - 1] ?? 0, hash);
  if (cluster === CLUSTER.LABD) return datacentreExit(cluster, (hash % 3) * 160 + ((hash >>> 8) % 8));
  if (cluster === CLUSTER.HY02 && local === 0) return datacentreExit(cluster, 0);
  const carrierFirst = cluster === CLUSTER.HY01 && local === Math.min(1, count - 1);
  const kind = unit(state, 4);
  const skewed = unit(state, 5) ** 1.3;
  if (carrierFirst) return carrierExit(0);
  if (kind < 0.64) {
    const exits = Math.max(1, Math.round((count * 0.64) / FAN_OUT));
    return residentialExit(seedKey, cluster, Math.floor(exits * skewed));
  }
  if (kind < 0.91) {
    const exits = Math.max(1, Math.round((count * 0.27) / FAN_OUT));
    return datacentreExit(cluster, Math.floor(exits * skewed));
  }
  return carrierExit(hash % carrierExits);
}

/** A family of the cluster that was in use when the account began, by the campaign's mix and the weights. */
function signatureOf({ families }: Population, cluster: number, firstDay: number, state: number): number {
  const capability = campaignCapability(draw(state, 6));
  const known = (families.ofCluster[cluster] ?? []).filter(
    (f) => families.capability[f] === capability && inUse(families, f, cluster, firstDay * DAY_MS),
  );
  const weightOf = (f: number) => families.weight[f * CLUSTERS.length + cluster] ?? 0;
  let left = unit(state, 7) * known.reduce((sum, f) => sum + weightOf(f), 0);
  for (const family of known) {
    left -= weightOf(family);
    if (left < 0) return family;
  }
  return universalFamily(families, capability % CAPABILITIES.length);
}

/** Scales HY-04's weights so that its customers' requests come to 38 % of the cluster's traffic. */
function balanceReseller({ accounts, lines, anchors }: Population): void {
  if (anchors[CLUSTER.HY04] === NONE) return;
  const reseller = new Float64Array(DAYS);
  const others = new Float64Array(DAYS);
  for (let account = 0; account < accounts.count; account++) {
    const sums = accounts.group[account] === CLUSTER.HY04 ? reseller : others;
    for (let day = accounts.firstDay[account] ?? 0; day <= (accounts.lastDay[account] ?? -1); day++) {
      sums[day] = (sums[day] ?? 0) + (lines.weight[account] ?? 0);
    }
  }
  const wanted = (COVER_REQUESTS * (1 - COVER_SHARE)) / COVER_SHARE;
  let [low, high] = [0.05, 20];
  for (let step = 0; step < 40; step++) {
    const factor = Math.sqrt(low * high);
    const got = DAILY_EXCHANGES.reduce((sum, exchanges, day) => {
      const own = factor * (reseller[day] ?? 0);
      return sum + (exchanges * own) / (own + (others[day] ?? 0) || 1);
    }, 0);
    if (got < wanted) low = factor;
    else high = factor;
  }
  for (let account = 0; account < accounts.count; account++) {
    if (accounts.group[account] === CLUSTER.HY04) lines.weight[account] = (lines.weight[account] ?? 0) * low;
  }
}
