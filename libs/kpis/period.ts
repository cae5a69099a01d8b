import { Temporal } from 'temporal-polyfill';
import { assertZone, type FieldError, invalidInput } from '@app/platform';

/** A stretch of time, half-open, and the zone whose days it is cut into. */
export interface Period {
  from: Date;
  to: Date;
  /** IANA. */
  zone: string;
}

/** What a stretch of time is cut into; a week begins on Monday. */
export const PERIODS = ['day', 'week', 'month'] as const;
export type PeriodUnit = (typeof PERIODS)[number];

const DAY_MS = 86_400_000;
const USUAL_DAYS = 30;
/** A year and some, so that a year compares with the one before in two questions. */
export const LONGEST_DAYS = 400;

/** The stretch that is asked for: up to now and thirty days long unless said. @throws InvalidInputError */
export function periodOf(
  asked: { from?: string | undefined; to?: string | undefined; zone?: string | undefined },
  now: Date,
): Period {
  const { zone = 'UTC' } = asked;
  assertZone(zone, '?zone');
  const to = asked.to === undefined ? now : new Date(asked.to);
  const from = asked.from === undefined ? new Date(to.getTime() - USUAL_DAYS * DAY_MS) : new Date(asked.from);
  const errors: FieldError[] = [];
  for (const [pointer, at] of [
    ['?from', from],
    ['?to', to],
  ] as const)
    if (at.getUTCFullYear() < 1970 || at.getUTCFullYear() > 2999)
      errors.push({ pointer, detail: 'must lie in the years 1970 to 2999' });
  if (errors.length === 0 && from >= to) errors.push({ pointer: '?from', detail: 'must lie before to' });
  if (errors.length === 0 && to.getTime() - from.getTime() > LONGEST_DAYS * DAY_MS)
    errors.push({ pointer: '?from', detail: `lies at most ${LONGEST_DAYS} days before to` });
  if (errors.length > 0) throw invalidInput(errors);
  return { from, to, zone };
}

/** Clocks of processes that take alerts in may differ by this much from the one that told the instant, ms. */
const CLOCKS_MS = 3_600_000;

/**
 * The ids between which the alerts of a stretch lie: ids are of version 7 and tell when they were given, so that no
 * index by time is needed. Somewhat wider than the stretch, which the instants then tell exactly.
 */
export function idsWithin({ from, to }: Pick<Period, 'from' | 'to'>): [string, string] {
  return [idAt(from.getTime() - CLOCKS_MS), idAt(to.getTime() + CLOCKS_MS)];
}

function idAt(ms: number): string {
  const hex = Math.max(0, ms).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

/** A part of a stretch: its first day in the zone, and the moment with which that begins. */
export interface Part {
  /** YYYY-MM-DD; of the first part it may lie before the stretch. */
  day: string;
  from: Date;
}

/** The parts of a stretch in order. Days begin when they do in the zone, also where its clocks change. */
export function partsOf({ from, to, zone }: Period, unit: PeriodUnit): Part[] {
  const first = Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO(zone).toPlainDate();
  const parts: Part[] = [];
  for (let day = beginningOf(first, unit); ; day = day.add(STEPS[unit])) {
    const begins = new Date(day.toZonedDateTime(zone).epochMilliseconds);
    if (begins >= to) return parts;
    parts.push({ day: day.toString(), from: begins });
  }
}

const STEPS: Readonly<Record<PeriodUnit, Temporal.DurationLike>> = {
  day: { days: 1 },
  week: { weeks: 1 },
  month: { months: 1 },
};

function beginningOf(day: Temporal.PlainDate, unit: PeriodUnit): Temporal.PlainDate {
  switch (unit) {
    case 'day':
      return day;
    case 'week':
      return day.subtract({ days: day.dayOfWeek - 1 });
    case 'month':
      return day.with({ day: 1 });
  }
}

/**
 * SQL of the number, from 1, of the part in which an instant lies; `begins` is a parameter with the beginnings. To cut
 * by the database's own calendar would cost more than all the counting.
 */
export const partOf = (column: string, begins: string): string =>
  `width_bucket(${column}, ${begins}::timestamptz[])`;

/** The part of this number. */
export const partAt = (parts: readonly Part[], number: number): string => parts[number - 1]!.day;
