const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Pauses before the second attempt and each one after it, ms: ten attempts over a little more than three days. */
export const RETRY_PAUSES: readonly number[] = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];

/** A webhook at which everything has failed for so long is disabled, ms. */
export const FAILING_LIMIT = 5 * 24 * HOUR;

/** A pause is lengthened or shortened by up to this part of it, so that what failed together is not tried together. */
const JITTER = 0.2;

/** How long to wait after so many failed attempts, ms; undefined when that was the last. */
export function pauseAfter(attempts: number, random: () => number = Math.random): number | undefined {
  const pause = RETRY_PAUSES[attempts - 1];
  return pause === undefined ? undefined : Math.round(pause * (1 + JITTER * (2 * random() - 1)));
}
