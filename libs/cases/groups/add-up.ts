import { type AssertedUnit, type Period, UNIT_RULES } from '../assertions/assertion-terms';
import { type Bounds, boundsWords, isEmpty, isWithin, meet } from '../assertions/quantity';

/** Whether what a group states and what its parts state can both be true. */
export const VERDICTS = ['consistent', 'inconsistent', 'cannot_be_said'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What the parts of a group come to in one unit, and how that goes with the group's own figure. */
export interface Sum {
  /** Between what the sum lies if no part shares anything with another; null where no sum has a meaning. */
  bounds: Bounds | null;
  verdict: Verdict;
  reason: string;
}

const NOTHING: Bounds = { low: 0, isLowOpen: false, high: 0, isHighOpen: false };

/**
 * Adds up what the parts state, null for a part of which nothing is known, and compares it with the group's own figure.
 * A part of which nothing is known may have any number, so the sum has no upper end, but what the others have is in it
 * all the same. Accounts, people and the like may belong to several parts: of them there may be as few in all as in the
 * largest part. Rates, shares and durations do not add up.
 */
export function addUp(
  unit: AssertedUnit,
  per: Period | null,
  own: Bounds | null,
  parts: readonly (Bounds | null)[],
): Sum {
  const { adding } = UNIT_RULES[unit];
  if (adding === 'never' || per !== null)
    return told(null, 'cannot_be_said', per ? 'Rates do not add up.' : `Figures in ${unit} do not add up.`);
  const known = parts.filter((part) => part !== null);
  if (known.length === 0) return told(null, 'cannot_be_said', 'Of no part is it known, or sources conflict.');
  const unknown = parts.length - known.length;
  const sum = known.reduce(plus, NOTHING);
  const bounds = unknown > 0 ? { ...sum, high: Number.POSITIVE_INFINITY, isHighOpen: false } : sum;
  const words = `The parts come to ${boundsWords(bounds, unit, per)}`;
  if (!own) return told(bounds, 'cannot_be_said', `${words}; the group states no figure of its own.`);
  const against = `the group's own ${boundsWords(own, unit, per)}`;
  if (isWithin(bounds, own)) return told(bounds, 'consistent', `${words}, which agrees with ${against}.`);
  if (isEmpty(meet(bounds, own), unit)) {
    const fewest = adding === 'shared' ? largest(known) : bounds;
    if (isEmpty(meet({ ...bounds, low: fewest.low, isLowOpen: fewest.isLowOpen }, own), unit))
      return told(bounds, 'inconsistent', `${words}, which cannot be true together with ${against}.`);
    return told(bounds, 'cannot_be_said', `${words}, which agrees with ${against} only if parts share some.`);
  }
  if (unknown > 0)
    return told(
      bounds,
      'cannot_be_said',
      `${words}; it is not known of ${unknown} of ${parts.length} parts.`,
    );
  return told(bounds, 'consistent', `${words}, which can be true together with ${against}.`);
}

const told = (bounds: Bounds | null, verdict: Verdict, reason: string): Sum => ({ bounds, verdict, reason });

const plus = (a: Bounds, b: Bounds): Bounds => ({
  low: exact(a.low + b.low),
  isLowOpen: a.isLowOpen || b.isLowOpen,
  high: exact(a.high + b.high),
  isHighOpen: a.isHighOpen || b.isHighOpen,
});

/** Takes out what adding decimals in binary puts in. */
const exact = (sum: number): number => (Number.isInteger(sum) ? sum : Number(sum.toPrecision(15)));

/** The part that has the most at least. */
const largest = (known: readonly Bounds[]): Bounds =>
  known.reduce((a, b) => (b.low > a.low || (b.low === a.low && b.isLowOpen) ? b : a));
