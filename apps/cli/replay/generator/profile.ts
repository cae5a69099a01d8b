import { apportion } from './apportion';
import type { Variant } from './variants';

/**
 * The profile of the June case at full size: what stands behind "nearly 25,000 accounts" and "more than
 * 28.8 million exchanges" between 22 April and 5 June 2026. Every instant is UTC.
 */

/** First instant of the window: 2026-04-22T00:00:00Z, epoch ms. */
export const WINDOW_START = Date.UTC(2026, 3, 22);
/** Milliseconds of a day. */
export const DAY_MS = 86_400_000;
/** Successful exchanges of the campaign, one entry a UTC day from 22 April; they add up to 28,817,346. */
export const DAILY_EXCHANGES: readonly number[] = [
  88395, 105611, 137971, 171035, 247066, 390149, 499542, 585941, 642327, 539750, 499391, 502387, 574299,
  577704, 726387, 730643, 734899, 650456, 654202, 747667, 413558, 620067, 760436, 764692, 676675, 680420,
  777461, 781717, 785973, 790229, 794485, 702893, 706638, 807254, 811510, 815766, 1149166, 1149166, 1011266,
  905146, 1028575, 1028575, 673894, 297932, 78030,
];
/** Days of the window. */
export const DAYS = DAILY_EXCHANGES.length;
/** Day of the ban wave (12 May), counted from 0. */
export const BAN_DAY = 20;
/** Hour of the ban wave on that day. */
export const BAN_MS = 6 * 3_600_000;
/** Day of the release of flagship-B (28 May, 00:00), counted from 0. */
export const RELEASE_DAY = 36;

/** One ground-truth cluster of the campaign: how many accounts it has and how many were never used. */
export interface ClusterProfile {
  readonly name: string;
  readonly accounts: number;
  readonly neverUsed: number;
  /** Exit addresses that the cluster rotates over; 0 where the platform sees no address. */
  readonly exits: number;
}

/** The clusters, in the order of their numbers; together 24,913 accounts, 212 of them never used. */
export const CLUSTERS: readonly ClusterProfile[] = [
  { name: 'HY-01', accounts: 11_800, neverUsed: 122, exits: 7_800 },
  { name: 'HY-02', accounts: 5_200, neverUsed: 54, exits: 3_500 },
  { name: 'HY-03', accounts: 3_400, neverUsed: 0, exits: 0 },
  { name: 'HY-04', accounts: 2_100, neverUsed: 22, exits: 1_500 },
  { name: 'HY-05', accounts: 1_300, neverUsed: 14, exits: 900 },
  { name: 'LAB-D', accounts: 613, neverUsed: 0, exits: 120 },
  { name: 'SING', accounts: 500, neverUsed: 0, exits: 0 },
];
/** Numbers of the clusters that behave differently from a plain reseller. */
export const CLUSTER = { HY01: 0, HY02: 1, HY03: 2, HY04: 3, HY05: 4, LABD: 5, SING: 6 } as const;

/** Successful requests of the mixed reseller's real customers at full size. */
export const COVER_REQUESTS = 1_301_556;
/** Share of HY-04's successful traffic that is cover. */
export const COVER_SHARE = 0.38;
/** Keys of real customers on HY-04 at full size. */
const CUSTOMER_KEYS = 5_920;
/** Benign accounts and requests at full size. */
const BENIGN_ACCOUNTS = 200_000;
const BENIGN_REQUESTS = 30_000_000;
/** Instruments at full size that LAB-D shares with HY-01. */
const BRIDGE_INSTRUMENTS = 37;
/** Failed requests (429, 529, 500) for each successful one. */
export const FAILURE_RATE = 0.012;
/** The most successful campaign exchanges of one account on one day. */
export const DAILY_CAP = 400;
/** The same for HY-04, whose accounts carry the customers' requests too: 250 + 150 stays within the cap. */
export const RESELLER_CAP = 250;
/** The most successful customers' requests of one HY-04 account on one day. */
export const COVER_CAP = 150;

/** Capabilities as the usage file names them, with the campaign's share and the token lengths. */
export const CAPABILITIES = [
  { name: 'agentic_coding', campaign: 44, input: [7200, 0.9], output: [1250, 0.8], shape: 'code' },
  { name: 'long_horizon_tool_use', campaign: 25, input: [11000, 0.9], output: [900, 0.8], shape: 'code' },
  { name: 'cot_elicitation', campaign: 14, input: [1400, 0.7], output: [1900, 0.6], shape: 'conversation' },
  { name: 'rubric_grading', campaign: 7, input: [3200, 0.6], output: [260, 0.5], shape: 'conversation' },
  { name: 'data_analysis', campaign: 6, input: [4200, 0.8], output: [800, 0.7], shape: 'code' },
  { name: 'vision_computer_use', campaign: 4, input: [5200, 0.7], output: [420, 0.6], shape: 'conversation' },
  { name: 'chat', campaign: 0, input: [620, 0.9], output: [240, 0.8], shape: 'conversation' },
  { name: 'other', campaign: 0, input: [540, 0.9], output: [180, 0.8], shape: 'conversation' },
] as const;

/** The profile at one scale: every count an integer, every total kept by the largest remainder. */
export interface ScaledProfile {
  readonly scale: number;
  readonly daily: readonly number[];
  readonly clusterAccounts: readonly number[];
  readonly clusterNeverUsed: readonly number[];
  readonly coverRequests: number;
  readonly customerKeys: number;
  readonly benignAccounts: number;
  readonly benignRequests: number;
  readonly bridgeInstruments: number;
}

/** @throws RangeError when the scale is outside (0, 1] or leaves no account. */
export function scaleProfile(scale: number, benignRequests?: number, variant?: Variant): ScaledProfile {
  if (!(scale > 0 && scale <= 1)) throw new RangeError(`scale must be in (0, 1], not ${scale}`);
  const scaled = (count: number) => Math.round(count * scale);
  const total = (pick: (cluster: ClusterProfile) => number) =>
    CLUSTERS.reduce((sum, cluster) => sum + pick(cluster), 0);
  const accounts = scaled(total((c) => c.accounts));
  if (accounts < 1) throw new RangeError(`scale ${scale} leaves no campaign account`);
  const clusterAccounts = apportion(
    accounts,
    CLUSTERS.map((c, i) => variant?.accounts?.[i] ?? c.accounts),
  );
  // A cluster keeps one account in use: its first one, which has a card and is there all the time.
  const neverUsed = apportion(
    scaled(total((c) => c.neverUsed)),
    CLUSTERS.map((c, i) => ((clusterAccounts[i] ?? 0) > 1 ? c.neverUsed : 0)),
  );
  const hasReseller = (clusterAccounts[CLUSTER.HY04] ?? 0) > 0;
  const exchanges = DAILY_EXCHANGES.reduce((a, b) => a + b, 0) * (variant?.volume ?? 1);
  return {
    scale,
    daily: apportion(scaled(exchanges), DAILY_EXCHANGES),
    clusterAccounts,
    clusterNeverUsed: neverUsed,
    coverRequests: hasReseller ? scaled(COVER_REQUESTS) : 0,
    customerKeys: hasReseller ? Math.max(1, scaled(CUSTOMER_KEYS)) : 0,
    benignAccounts: Math.max(60, scaled(BENIGN_ACCOUNTS)),
    benignRequests: benignRequests ?? scaled(BENIGN_REQUESTS),
    bridgeInstruments: Math.max(1, scaled(BRIDGE_INSTRUMENTS)),
  };
}
