import { figure } from '@app/platform';

/** One UTC day of a timeline. */
export interface DayCount {
  day: string;
  exchanges: number;
}

/** A day that stands out from the days before it. */
export interface ChangePoint {
  day: string;
  direction: 'rise' | 'fall';
  /** Exchanges of the day divided by the median of the days before. */
  ratio: number;
  /** Median of the preceding days. */
  expected: number;
  because: string;
}

/** The rule by which a day stands out. */
export interface ChangeRule {
  /** How many preceding days the median is taken over; at least three must be there. */
  trailingDays: number;
  riseFrom: number;
  fallTo: number;
}

const FEWEST_DAYS = 3;

/** Compares each day with the median of the days before it: a median does not follow a single outlier. */
export function changePoints(days: readonly DayCount[], rule: ChangeRule): ChangePoint[] {
  return days.flatMap(({ day, exchanges }, at) => {
    const before = days.slice(Math.max(0, at - rule.trailingDays), at).map((d) => d.exchanges);
    const expected = median(before);
    if (before.length < FEWEST_DAYS || expected === 0) return [];
    const ratio = exchanges / expected;
    if (ratio < rule.riseFrom && ratio > rule.fallTo) return [];
    const direction = ratio >= rule.riseFrom ? 'rise' : 'fall';
    const because = `${figure(exchanges)} exchanges are ${ratio.toFixed(2)} times the median of the ${before.length} days before (${figure(expected)}).`;
    return [{ day, direction, ratio: Math.round(ratio * 1000) / 1000, expected, because }];
  });
}

/** The middle value; of an even number the mean of the two in the middle; 0 of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
