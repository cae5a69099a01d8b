import { Temporal } from 'temporal-polyfill';

/** The working days of one authority. A published version is never edited: a correction is a new version. */
export interface Calendar {
  id: string;
  version: string;
  title: string;
  /** First and last civil day that the list covers. */
  from: string;
  to: string;
  /** Days off beside Saturdays and Sundays. */
  daysOff: Readonly<Record<string, string>>;
  source: string;
}

/** Why a day is not a working day, or undefined if it is. @throws RangeError outside the years that the calendar covers */
export function dayOff(calendar: Calendar, day: Temporal.PlainDate): string | undefined {
  const text = day.toString();
  if (text < calendar.from || text > calendar.to) {
    throw new RangeError(
      `${calendar.id}@${calendar.version} covers ${calendar.from} to ${calendar.to}, not ${text}`,
    );
  }
  return day.dayOfWeek > 5 ? (day.dayOfWeek === 6 ? 'Saturday' : 'Sunday') : calendar.daysOff[text];
}

/** The first working day after `day`. */
export function nextWorkingDay(calendar: Calendar, day: Temporal.PlainDate): Temporal.PlainDate {
  let next = day.add({ days: 1 });
  while (dayOff(calendar, next) !== undefined) next = next.add({ days: 1 });
  return next;
}
