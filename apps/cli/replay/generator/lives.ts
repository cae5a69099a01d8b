import { BAN_DAY, BAN_MS, CLUSTER, DAYS, DAY_MS, RELEASE_DAY, WINDOW_START } from './profile';
import { STREAM, below, normal, streamOf, unit } from './random';

/** When a campaign account was created, used and stopped. */
export interface Life {
  /** Epoch ms. */
  readonly createdAt: number;
  readonly firstDay: number;
  readonly lastDay: number;
  /** Index into STATUSES. */
  readonly status: number;
}

/** Shares of aged accounts, and of aged accounts and those created in bursts. */
const AGED = 0.18;
const AGED_OR_BURST = 0.68;
/** Accounts of one burst, on average. */
const BATCH = 120;
const FIRST_BURST_DAY = -10;
const BURST_DAYS = 16;

/**
 * The life of account `local` of a cluster of `count`: aged (bought), created in a burst between 12 and
 * 28 April, or created later to replace a banned one. The first account lives through the whole window.
 */
export function lifeOf(
  seedKey: number,
  cluster: number,
  local: number,
  count: number,
  hasBanWave: boolean,
): Life {
  const isHit = hasBanWave && cluster <= CLUSTER.HY02;
  const state = streamOf(seedKey, STREAM.account, cluster * 65536 + local, 1);
  const aged = Math.round(count * AGED);
  const initial = Math.max(1, Math.round(count * AGED_OR_BURST));
  if (local < aged) {
    const createdAt = WINDOW_START - (30 + unit(state, 0) * 180) * DAY_MS;
    return endOf(state, isHit, local, Math.floor(createdAt), local === 0 ? 0 : below(state, 1, 5));
  }
  if (local < initial) {
    const createdAt = burstTime(seedKey, cluster, local - aged, initial - aged, state);
    const delay = local === 0 ? 0 : Math.floor(unit(state, 1) ** 2 * 6);
    return endOf(state, isHit, local, createdAt, Math.max(0, dayAfter(createdAt)) + delay);
  }
  const createdAt = replacementTime(state, isHit, (local - initial) / Math.max(1, count - initial));
  return endOf(state, isHit, local, createdAt, dayAfter(createdAt));
}

function dayAfter(instant: number): number {
  return Math.floor((instant - WINDOW_START) / DAY_MS) + 1;
}

/** Bursts of 40 to 200 accounts within 20 minutes. */
function burstTime(seedKey: number, cluster: number, at: number, count: number, state: number): number {
  let start = 0;
  let batch = 0;
  let size = 0;
  for (; ; batch++, start += size) {
    size = 40 + below(streamOf(seedKey, STREAM.batch, cluster * 4096 + batch), 0, 2 * (BATCH - 40) + 1);
    if (at < start + size) break;
  }
  const batches = Math.max(1, Math.round(count / BATCH));
  const batchState = streamOf(seedKey, STREAM.batch, cluster * 4096 + batch);
  const share = Math.min(0.999, (batch + unit(batchState, 1)) / batches) * (batch === 0 ? 0.5 : 1);
  const opened = WINDOW_START + (FIRST_BURST_DAY + share * BURST_DAYS) * DAY_MS;
  return Math.floor(opened + unit(state, 2) * 20 * 60_000);
}

/** Four in five replacements in the banned clusters follow the wave (median 7 h, p90 36 h). */
function replacementTime(state: number, isHit: boolean, share: number): number {
  if (isHit && share < 0.79) {
    const hours = Math.min(240, 7 * Math.exp(1.278 * normal(state, 3)));
    return Math.floor(WINDOW_START + BAN_DAY * DAY_MS + BAN_MS + hours * 3_600_000);
  }
  return Math.floor(WINDOW_START + (7 + unit(state, 3) * (RELEASE_DAY - 9)) * DAY_MS);
}

/** The wave bans 60 % of the clusters that it hits, HY-01 and HY-02; few others are suspended; the rest stop on 2 to 5 June. */
function endOf(state: number, isHit: boolean, local: number, createdAt: number, firstDay: number): Life {
  const first = Math.min(firstDay, DAYS - 6);
  const end = unit(state, 5);
  const stops = end < 0.3 ? 41 : end < 0.65 ? 42 : end < 0.85 ? 43 : 44;
  const life = { createdAt, firstDay: first };
  if (local === 0) return { ...life, lastDay: DAYS - 1, status: 0 };
  if (isHit && first < BAN_DAY && unit(state, 6) < 0.6) {
    return { ...life, lastDay: BAN_DAY, status: 2 };
  }
  if (unit(state, 7) < 0.06) {
    return { ...life, lastDay: Math.min(stops, first + 3 + below(state, 8, 30)), status: 1 };
  }
  return { ...life, lastDay: stops, status: 0 };
}
