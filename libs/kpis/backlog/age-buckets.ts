/** How long something has waited: less than this, ms. */
export interface AgeBucket {
  name: string;
  underMs: number;
}

const HOUR_MS = 3_600_000;

/** The ages that a backlog is told in, youngest first. */
export const AGE_BUCKETS: readonly AgeBucket[] = [
  { name: 'under1h', underMs: HOUR_MS },
  { name: 'under4h', underMs: 4 * HOUR_MS },
  { name: 'under24h', underMs: 24 * HOUR_MS },
  { name: 'under3d', underMs: 72 * HOUR_MS },
  { name: 'under7d', underMs: 168 * HOUR_MS },
  { name: 'older', underMs: Number.POSITIVE_INFINITY },
];

/** The instants between which something in each bucket arrived: after `after`, not after `until`. */
export function arrivalsOf(now: Date): { name: string; after: Date | null; until: Date | null }[] {
  return AGE_BUCKETS.map(({ name, underMs }, i) => ({
    name,
    after: Number.isFinite(underMs) ? new Date(now.getTime() - underMs) : null,
    until: i === 0 ? null : new Date(now.getTime() - AGE_BUCKETS[i - 1]!.underMs),
  }));
}
