import { Temporal } from 'temporal-polyfill';
import { isInstant } from '@app/platform';
import type { Word } from './query';
import { queryFault } from './query-fault';

/** What a time in a query covers: a day or month is a stretch in the caller's zone, an instant is one moment. */
export interface Stretch {
  from: string;
  /** The moment behind its end; the same as `from` for an instant. */
  until: string;
}

const DAY = /^(\d{4})-(\d\d)-(\d\d)$/;
const MONTH = /^(\d{4})-(\d\d)$/;
const RELATIVE = /^(now|today)(?:([+-])(\d{1,6})([hdw]))?$/;
const HOURS = { h: 1, d: 24, w: 168 } as const;
const CENTURY_H = 876_000;

/** What a time is in words, for whoever wrote another one. */
export const TIME_FORM =
  'a day (2026-06-01), a month (2026-06), an instant (2026-06-01T08:00:00Z), now or today, or these plus or minus hours, days or weeks (now-7d)';

/** What a word of a query means as a time, for somebody in `zone` at `now`. @throws InvalidQueryError */
export function readTime(word: Word, field: string, now: Date, zone: string): Stretch {
  const stretch = word.prefix ? undefined : stretchOf(word.text, now, zone);
  if (!stretch) throw queryFault(word.at, `"${field}" takes ${TIME_FORM}`, { field });
  return stretch;
}

function stretchOf(text: string, now: Date, zone: string): Stretch | undefined {
  const relative = RELATIVE.exec(text);
  if (relative) return relativeTo(relative, now, zone);
  const year = Number(text.slice(0, 4));
  if (!(year >= 1900 && year < 3000)) return undefined;
  if (isInstant(text)) {
    const at = new Date(text).toISOString();
    return { from: at, until: at };
  }
  try {
    if (DAY.test(text)) return day(Temporal.PlainDate.from(text), zone);
    if (MONTH.test(text)) {
      const month = Temporal.PlainYearMonth.from(text);
      const first = month.toPlainDate({ day: 1 });
      return { from: beginning(first, zone), until: beginning(first.add({ months: 1 }), zone) };
    }
  } catch {
    // No such day or month.
  }
  return undefined;
}

function relativeTo(
  [, base, sign, count, unit]: RegExpExecArray,
  now: Date,
  zone: string,
): Stretch | undefined {
  const hours = count ? Number(count) * HOURS[unit as keyof typeof HOURS] : 0;
  if (hours > CENTURY_H || (base === 'today' && unit === 'h')) return undefined;
  const signed = sign === '-' ? -hours : hours;
  if (base === 'now') {
    const at = new Date(now.getTime() + signed * 3_600_000).toISOString();
    return { from: at, until: at };
  }
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).toPlainDate();
  return day(today.add({ days: signed / 24 }), zone);
}

const day = (date: Temporal.PlainDate, zone: string): Stretch => ({
  from: beginning(date, zone),
  until: beginning(date.add({ days: 1 }), zone),
});

const beginning = (date: Temporal.PlainDate, zone: string): string =>
  new Date(date.toZonedDateTime(zone).epochMilliseconds).toISOString();
