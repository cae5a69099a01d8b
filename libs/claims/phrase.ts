import { type Qualifier, QUALIFIERS } from '@app/cases';

export { type Qualifier, QUALIFIERS };

/** What a figure counts; a `date` is a UTC day, YYYY-MM-DD. */
export const UNITS = ['accounts', 'exchanges', 'date'] as const;
export type Unit = (typeof UNITS)[number];

/** A figure as prose gives it. `rounded` is a whole number or a date, as text. */
export interface PhraseTerms {
  qualifier: Qualifier;
  rounded: string;
  unit: Unit;
}

/** A phrase with the words that a letter prints. Nobody types them. */
export interface Phrase extends PhraseTerms {
  text: string;
}

/** `nearly` and `approximately` mean within one fiftieth, 2 %. */
const PART = 50n;

/**
 * Each qualifier has one condition under which it is true of a value:
 *
 * | qualifier       | true when                                                   |
 * |-----------------|-------------------------------------------------------------|
 * | `exactly`       | value = rounded                                             |
 * | `more_than`     | value > rounded                                             |
 * | `at_least`      | value ≥ rounded                                             |
 * | `fewer_than`    | value < rounded                                             |
 * | `nearly`        | value < rounded, and by no more than 2 % of rounded         |
 * | `approximately` | value differs from rounded by no more than 2 % of rounded   |
 *
 * Of a date only `exactly` can be said.
 */
const CONDITIONS: Record<Qualifier, (value: bigint, rounded: bigint) => boolean> = {
  exactly: (value, rounded) => value === rounded,
  more_than: (value, rounded) => value > rounded,
  at_least: (value, rounded) => value >= rounded,
  fewer_than: (value, rounded) => value < rounded,
  nearly: (value, rounded) => value < rounded && (rounded - value) * PART <= rounded,
  approximately: (value, rounded) => absolute(rounded - value) * PART <= rounded,
};

/** The condition in words, for the refusal. */
export const MEANING: Record<Qualifier, string> = {
  exactly: 'the value is the rounded figure',
  more_than: 'the value is greater than the rounded figure',
  at_least: 'the value is the rounded figure or greater',
  fewer_than: 'the value is less than the rounded figure',
  nearly: 'the value is less than the rounded figure by no more than 2 % of it',
  approximately: 'the value differs from the rounded figure by no more than 2 % of it',
};

/** Whether `rounded` has the form of the unit: a whole number from 0, or a date that exists. */
export function isWellFormed({ rounded, unit }: Pick<PhraseTerms, 'rounded' | 'unit'>): boolean {
  if (unit !== 'date') return /^(0|[1-9]\d{0,17})$/.test(rounded);
  const instant = Date.parse(`${rounded}T00:00:00Z`);
  return (
    /^\d{4}-\d\d-\d\d$/.test(rounded) &&
    !Number.isNaN(instant) &&
    new Date(instant).toISOString().startsWith(rounded)
  );
}

/** Whether the phrase is true of the value; both must be well formed. */
export function isTrueOf(value: string, { qualifier, rounded, unit }: PhraseTerms): boolean {
  if (unit === 'date') return qualifier === 'exactly' && value === rounded;
  return CONDITIONS[qualifier](BigInt(value), BigInt(rounded));
}

const absolute = (value: bigint): bigint => (value < 0n ? -value : value);
