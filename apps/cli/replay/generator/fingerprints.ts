import { CLUSTER, DAY_MS } from './profile';
import { mix } from './random';

/** Fingerprints of HTTP clients in the replay; the first five are the campaign's software. */
export const FINGERPRINTS = 48;
const CAMPAIGN_FINGERPRINTS = 5;

/** When the hydras' and the other clusters' software rolls over to its next version: the same minute for all. */
const HYDRA_ROLLOVER = 22 * DAY_MS + 3 * 3_600_000 + 20 * 60_000;
const OTHER_ROLLOVER = 28 * DAY_MS + 5 * 3_600_000 + 40 * 60_000;

/** Fingerprint of a cluster's software at an instant, ms from the window's start. */
export function clusterFingerprint(cluster: number, at: number): number {
  if (cluster <= CLUSTER.HY02) return at < HYDRA_ROLLOVER ? 0 : 1;
  if (cluster <= CLUSTER.HY05) return at < OTHER_ROLLOVER ? 2 : 3;
  return 4;
}

/** Fingerprint of somebody else's client, the common ones more often. */
export function ordinaryFingerprint(hash: number): number {
  const skewed = (hash / 4294967296) ** 2;
  return CAMPAIGN_FINGERPRINTS + Math.floor(skewed * (FINGERPRINTS - CAMPAIGN_FINGERPRINTS));
}

/** Text of a fingerprint in the usage file: 16 hex digits. */
export function fingerprintText(fingerprint: number): string {
  const half = (part: number) =>
    mix(fingerprint * 2 + part + 0x5bd1e995)
      .toString(16)
      .padStart(8, '0');
  return half(0) + half(1);
}
