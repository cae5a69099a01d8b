import { USAGE_AT } from '@app/usage';
import { type AsSent, defineAnalyzer } from '../analyzer';
import { HOUR, instantText, IS_EXCHANGE, IS_FAILURE, isOf, rowsOf } from '../sql';
import { changePoints } from './change-points';

const BY_DAY = `
  SELECT toString(day) AS day, sumIf(n, ${IS_EXCHANGE}) AS exchanges, uniqExactIf(account, ${IS_EXCHANGE}) AS activeAccounts, sumIf(n, ${IS_FAILURE}) AS failed
  FROM (
    SELECT toDate(ts, 'UTC') AS day, account_hash AS account, status, count() AS n
    FROM ${USAGE_AT} WHERE ${isOf('accounts')} GROUP BY day, account, status)
  GROUP BY day
  ORDER BY day`;

const BY_HOUR = `
  SELECT ${instantText("toDateTime(3600 * hour, 'UTC')")} AS at, exchanges
  FROM (SELECT ${HOUR} AS hour, count() AS exchanges FROM ${USAGE_AT} WHERE ${IS_EXCHANGE} AND ${rowsOf('accounts')} GROUP BY hour)
  ORDER BY at`;

const DAY_MS = 86_400_000;

/** Draws the case day by day and marks the days that stand out. */
export const dailyTimeline = defineAnalyzer({
  name: 'daily-timeline',
  version: 2,
  question: 'How did the traffic of the case run day by day (UTC), and on which days did it change?',
  defaults: { trailingDays: 7, riseFrom: 1.3, fallTo: 0.7 },
  async run({ parameters, ask }) {
    const [rows, hourly] = await Promise.all([
      ask<AsSent<Day>>(BY_DAY),
      ask<AsSent<{ at: string; exchanges: number }>>(BY_HOUR),
    ]);
    const days = withoutGaps(
      rows.map(({ day, exchanges, activeAccounts, failed }) => ({
        day,
        exchanges: Number(exchanges),
        activeAccounts: Number(activeAccounts),
        failed: Number(failed),
      })),
    );
    const hours = hourly.map(({ at, exchanges }) => ({ at, exchanges: Number(exchanges) }));
    return { result: { days, hours, changePoints: changePoints(days, parameters) } };
  },
});

interface Day {
  day: string;
  exchanges: number;
  activeAccounts: number;
  failed: number;
}

/** A day without a request is a day with zeros, or the median would not see it. */
function withoutGaps(days: Day[]): Day[] {
  const known = new Map(days.map((day) => [day.day, day]));
  const first = days[0];
  const last = days.at(-1);
  if (!first || !last) return [];
  const whole: Day[] = [];
  for (let at = Date.parse(first.day); at <= Date.parse(last.day); at += DAY_MS) {
    const day = new Date(at).toISOString().slice(0, 10);
    whole.push(known.get(day) ?? { day, exchanges: 0, activeAccounts: 0, failed: 0 });
  }
  return whole;
}
