import { Temporal } from 'temporal-polyfill';
import { type Calendar, CALENDARS, dayOff, nextWorkingDay } from './calendars';
import type { Duration, Stage } from './regime';

/** An instant with the zone of the law beside it. */
export interface Anchor {
  at: Date;
  /** IANA zone. */
  zone: string;
  /** What happened then, in words. */
  what: string;
}

/** When a stage is due, and why. */
export interface Deadline {
  /** By the reading that counsel may rely on; never earlier than the conservative one. */
  dueStatutory: Date;
  /** By the strictest reading; alerts follow this one. */
  dueConservative: Date;
  /** Step by step, in words. */
  basis: string[];
  warnings: string[];
  /** `id@version` of the calendar that was used, if any. */
  calendarVersion: string | null;
}

const OUTSIDE =
  'The calendar does not cover this year: only Saturdays and Sundays were left out, which gives the earlier date.';

/**
 * Computes a stage's deadline. Hours are elapsed hours, days are civil days in the anchor's zone, business days those
 * of the stage's calendar; a deadline in days ends with its last civil day.
 * @param second the anchor of the stage's `notLaterThan`, if that is known
 */
export function deadlineOf(stage: Stage, anchor: Anchor, second?: Anchor): Deadline {
  const own = compute(stage, stage.duration, anchor);
  if (!stage.notLaterThan || !second) return own;
  const limit = compute(stage, stage.notLaterThan.duration, second);
  const isLimited = limit.dueConservative < own.dueConservative;
  const kept = isLimited ? limit : own;
  const rule = `Not later than ${lengthOf(stage.notLaterThan.duration)} after: ${second.what}. The earlier of the two counts.`;
  return { ...kept, basis: [...own.basis, rule, ...(isLimited ? limit.basis : [])] };
}

/** The end of a civil day in its zone: its last second. */
export function endOfDay(day: string | Temporal.PlainDate, zone: string): Date {
  return dateOf(Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: '23:59:59' }));
}

/** An instant as the clocks of a zone show it, with offset: `2026-11-02T19:00:00-05:00[America/New_York]`. */
export function localText(at: Date, zone: string): string {
  return zoned(at, zone).toString({ smallestUnit: 'second' });
}

/** The civil day of an instant in a zone, YYYY-MM-DD. */
export function civilDay(at: Date, zone: string): string {
  return zoned(at, zone).toPlainDate().toString();
}

function compute(stage: Stage, duration: Duration, anchor: Anchor): Deadline {
  const start = zoned(anchor.at, anchor.zone);
  const basis = [`Starts with: ${anchor.what}, ${start.toString({ smallestUnit: 'second' })}.`];
  const warnings = [...(stage.warnings ?? [])];
  const calendar = stage.calendar && CALENDARS[stage.calendar];
  if (duration.unit === 'hour') {
    const due = start.add({ hours: duration.n });
    basis.push(`${duration.n} elapsed hours later: ${due.toString({ smallestUnit: 'second' })}.`);
    return rolledHours(stage, due, calendar, { basis, warnings });
  }
  const last = lastDay(duration, start.toPlainDate(), calendar, { basis, warnings });
  const rolled = roll(stage, start.toPlainDate(), last, calendar, { basis, warnings });
  const end = endOfDay(last, anchor.zone);
  const cut = stage.cutoff
    ? dateOf(last.toZonedDateTime({ timeZone: anchor.zone, plainTime: stage.cutoff }))
    : end;
  if (stage.cutoff)
    basis.push(
      `Filings are taken until ${stage.cutoff} on the last day: the conservative reading ends there.`,
    );
  const isNoon = stage.roll === 'noon_next_working_day' && !rolled.equals(last);
  const dueStatutory = isNoon ? noon(rolled, anchor.zone) : endOfDay(rolled, anchor.zone);
  return { dueStatutory, dueConservative: cut, basis, warnings, calendarVersion: versionOf(calendar) };
}

function lastDay(
  duration: Duration,
  first: Temporal.PlainDate,
  calendar: Calendar | undefined,
  trace: Trace,
): Temporal.PlainDate {
  if (duration.unit === 'business_day') return lastBusinessDay(duration.n, first, calendar, trace);
  const unit = { calendar_day: 'days', week: 'weeks', month: 'months', hour: 'hours' }[duration.unit] as
    'days' | 'weeks' | 'months';
  const day = first.add({ [unit]: duration.n });
  trace.basis.push(
    `The first day is not counted; ${lengthOf(duration)} later: the end of ${day.toString()}.`,
  );
  return day;
}

function lastBusinessDay(
  n: number,
  first: Temporal.PlainDate,
  calendar: Calendar | undefined,
  trace: Trace,
): Temporal.PlainDate {
  let day = first;
  for (let counted = 0; counted < n;) {
    day = day.add({ days: 1 });
    const off = reasonOff(calendar, day, trace);
    if (off === undefined) counted += 1;
    trace.basis.push(
      off === undefined
        ? `Business day ${counted}: ${day.toString()}.`
        : `${day.toString()} is not counted: ${off}.`,
    );
  }
  return day;
}

function reasonOff(
  calendar: Calendar | undefined,
  day: Temporal.PlainDate,
  trace: Trace,
): string | undefined {
  try {
    if (calendar) return dayOff(calendar, day);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  if (!trace.warnings.includes(OUTSIDE)) trace.warnings.push(OUTSIDE);
  return day.dayOfWeek > 5 ? 'a weekend' : undefined;
}

interface Trace {
  basis: string[];
  warnings: string[];
}

/** The last day by the stage's later reading; the last day itself where the calendar does not reach. */
function roll(
  stage: Stage,
  first: Temporal.PlainDate,
  last: Temporal.PlainDate,
  calendar: Calendar | undefined,
  trace: Trace,
): Temporal.PlainDate {
  if (!stage.roll || !calendar) return last;
  try {
    let day = last;
    const off = dayOff(calendar, day);
    if (off !== undefined) {
      day = nextWorkingDay(calendar, day);
      trace.basis.push(
        `Later reading: ${last.toString()} is not a working day (${off}), so the period ends with ${day.toString()}.`,
      );
    }
    if (stage.roll === 'reg_1182_71' && Temporal.PlainDate.compare(last, first.add({ days: 2 })) >= 0) {
      while (workingDays(calendar, first, day) < 2) {
        day = nextWorkingDay(calendar, day);
        trace.basis.push(
          `Later reading: the period must have two working days, so it ends with ${day.toString()}.`,
        );
      }
    }
    if (!day.equals(last))
      trace.warnings.push(
        'The later reading must be confirmed by counsel; the conservative date does not use it.',
      );
    return day;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    trace.warnings.push(OUTSIDE);
    return last;
  }
}

function rolledHours(
  stage: Stage,
  due: Temporal.ZonedDateTime,
  calendar: Calendar | undefined,
  trace: Trace,
): Deadline {
  const dueConservative = dateOf(due);
  const plain = { ...trace, dueConservative, calendarVersion: stage.roll ? versionOf(calendar) : null };
  if (stage.roll !== 'noon_next_working_day' || !calendar) return { ...plain, dueStatutory: dueConservative };
  const day = roll(stage, due.toPlainDate(), due.toPlainDate(), calendar, trace);
  return {
    ...plain,
    dueStatutory: day.equals(due.toPlainDate()) ? dueConservative : noon(day, due.timeZoneId),
  };
}

function workingDays(calendar: Calendar, after: Temporal.PlainDate, through: Temporal.PlainDate): number {
  let count = 0;
  for (
    let day = after.add({ days: 1 });
    Temporal.PlainDate.compare(day, through) <= 0;
    day = day.add({ days: 1 })
  ) {
    if (dayOff(calendar, day) === undefined) count += 1;
  }
  return count;
}

const zoned = (at: Date, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
const dateOf = (at: Temporal.ZonedDateTime): Date => new Date(at.epochMilliseconds);
const noon = (day: Temporal.PlainDate, zone: string): Date =>
  dateOf(day.toZonedDateTime({ timeZone: zone, plainTime: '12:00' }));
const versionOf = (calendar: Calendar | undefined): string | null =>
  calendar ? `${calendar.id}@${calendar.version}` : null;
const lengthOf = ({ n, unit }: Duration): string => `${n} ${unit.replace('_', ' ')}${n === 1 ? '' : 's'}`;
