import { UNIT_RULES, type AssertedUnit, type Period } from './assertion-terms';

/** How exact a stated figure is. The first six are also those of our own figures, which must keep to narrower bounds. */
export const QUALIFIERS = [
  'exactly',
  'more_than',
  'at_least',
  'fewer_than',
  'nearly',
  'approximately',
] as const;
export type Qualifier = (typeof QUALIFIERS)[number];

/** What sources say beside: "up to 46,000", "80 to 90". */
export const STATED_QUALIFIERS = [...QUALIFIERS, 'at_most', 'between'] as const;
export type StatedQualifier = (typeof STATED_QUALIFIERS)[number];

/** A figure as a source states it. */
export interface Quantity {
  qualifier: StatedQualifier;
  number: number;
  /** The upper end of `between`. */
  to: number | null;
  unit: AssertedUnit;
  per: Period | null;
}

/** Between what a value lies. An end that is open is not itself a possible value. */
export interface Bounds {
  low: number;
  isLowOpen: boolean;
  /** Infinity where nothing limits it. */
  high: number;
  isHighOpen: boolean;
}

/** `nearly` and `approximately` mean within one fiftieth, 2 %, or half a step of the last digit that is not zero. */
const PART = 50;

/**
 * What is possible when the statement is true. A rounded figure stands for all that rounds to it, so "about 30" may be
 * 26 and "nearly 25,000" 24,500; a source that says "nearly" or "about" promises no more.
 */
export function boundsOf({ qualifier, number, to, unit }: Omit<Quantity, 'per'>): Bounds {
  const most = unit === 'percent' ? 100 : Number.POSITIVE_INFINITY;
  const closed = (low: number, high: number): Bounds => ({
    low: Math.max(0, low),
    isLowOpen: false,
    high: Math.min(most, high),
    isHighOpen: false,
  });
  const slack = slackOf(number, UNIT_RULES[unit].isWhole);
  switch (qualifier) {
    case 'exactly':
      return closed(number, number);
    case 'more_than':
      return { ...closed(number, most), isLowOpen: true };
    case 'at_least':
      return closed(number, most);
    case 'fewer_than':
      return { ...closed(0, number), isHighOpen: true };
    case 'at_most':
      return closed(0, number);
    case 'nearly':
      return { ...closed(number - slack, number), isHighOpen: true };
    case 'approximately':
      return closed(number - slack, number + slack);
    case 'between':
      return closed(number, to ?? number);
  }
}

/** By how much a rounded figure may be off. */
function slackOf(number: number, isWhole: boolean): number {
  let step = 1;
  while (number > 0 && number % (step * 10) === 0) step *= 10;
  const slack = Math.max(number / PART, Number.isInteger(number) ? step / 2 : 0);
  return number > 0 && isWhole ? Math.max(1, Math.floor(slack)) : slack;
}

/** What is possible when both are true; nothing may be. */
export function meet(a: Bounds, b: Bounds): Bounds {
  const lower = a.low > b.low || (a.low === b.low && a.isLowOpen) ? a : b;
  const upper = a.high < b.high || (a.high === b.high && a.isHighOpen) ? a : b;
  return { low: lower.low, isLowOpen: lower.isLowOpen, high: upper.high, isHighOpen: upper.isHighOpen };
}

/** Whether no value at all is possible. */
export function isEmpty(bounds: Bounds, unit: AssertedUnit): boolean {
  const { low, isLowOpen, high, isHighOpen } = bounds;
  if (!UNIT_RULES[unit].isWhole) return low > high || (low === high && (isLowOpen || isHighOpen));
  const first = isLowOpen ? Math.floor(low) + 1 : Math.ceil(low);
  const last = isHighOpen ? Math.ceil(high) - 1 : Math.floor(high);
  return first > last;
}

/** Whether all that `inner` leaves possible is possible in `outer` too. */
export function isWithin(inner: Bounds, outer: Bounds): boolean {
  const both = meet(inner, outer);
  return (
    both.low === inner.low &&
    both.isLowOpen === inner.isLowOpen &&
    both.high === inner.high &&
    both.isHighOpen === inner.isHighOpen
  );
}

const WORDS: Record<Exclude<StatedQualifier, 'between'>, string> = {
  exactly: 'exactly',
  more_than: 'more than',
  at_least: 'at least',
  fewer_than: 'fewer than',
  nearly: 'nearly',
  approximately: 'about',
  at_most: 'at most',
};
const FIGURES = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 6 });
const unitWords = (unit: AssertedUnit, per: Period | null): string =>
  `${['usd', 'eur', 'gbp', 'cny'].includes(unit) ? unit.toUpperCase() : unit.replace('_', ' ')}${per ? ` a ${per}` : ''}`.replace(
    ' a hour',
    ' an hour',
  );

/** `more than 28,800,000 exchanges`, `80 to 90 percent`, `at most 46,000 USD a day`. */
export function quantityWords({ qualifier, number, to, unit, per }: Quantity): string {
  const figure =
    qualifier === 'between'
      ? `${FIGURES.format(number)} to ${FIGURES.format(to ?? number)}`
      : `${WORDS[qualifier]} ${FIGURES.format(number)}`;
  return `${figure} ${unitWords(unit, per)}`;
}

/** `more than 16,550,000 exchanges`, `1 to 5 accounts`, `any number of accounts`. */
export function boundsWords(bounds: Bounds, unit: AssertedUnit, per: Period | null): string {
  const { low, isLowOpen, high, isHighOpen } = bounds;
  const parts = [
    ...(low > 0 || isLowOpen ? [`${isLowOpen ? 'more than' : 'at least'} ${FIGURES.format(low)}`] : []),
    ...(Number.isFinite(high) ? [`${isHighOpen ? 'fewer than' : 'at most'} ${FIGURES.format(high)}`] : []),
  ];
  const isOne = low === high && !isLowOpen && !isHighOpen;
  const figure = isOne ? FIGURES.format(low) : parts.join(' and ') || 'any number of';
  return `${figure} ${unitWords(unit, per)}`;
}
