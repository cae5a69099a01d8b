import { USAGE_AT } from '@app/usage';
import { type AsSent, defineAnalyzer } from '../analyzer';
import { HOUR, instantText, IS_EXCHANGE, isOf, MODEL_KEY } from '../sql';

const FIRST_EXCHANGES = `
  SELECT toString(model) AS model, ${instantText('min(ts)')} AS firstAt
  FROM ${USAGE_AT} WHERE ${IS_EXCHANGE}
  GROUP BY model
  ORDER BY model`;

/** Exchanges of the hours in question; the others are not looked at further. */
const BY_HOUR = `
  SELECT hour, toString(used) AS model, own AS inside, n - own AS outside
  FROM (SELECT ${HOUR} AS hour, ${MODEL_KEY} AS modelKey, any(model) AS used, countIf(${isOf('accounts')}) AS own, count() AS n
        FROM ${USAGE_AT} WHERE ${IS_EXCHANGE} AND ${HOUR} IN {hours:Array(UInt32)}
        GROUP BY hour, modelKey)
  ORDER BY hour, model`;

/** When a model was first used. */
export interface FirstExchange {
  model: string;
  /** RFC 3339 UTC. */
  firstAt: string;
}

/** Exchanges of one hour with one model. */
export interface HourCount {
  /** Hours since 1970, UTC. */
  hour: number;
  model: string;
  inside: number;
  outside: number;
}

/** A model that came out while the snapshot was running. */
export interface Release {
  model: string;
  /** RFC 3339 UTC. */
  releasedAt: string;
  detected: boolean;
}

const DAY_HOURS = 24;
/** Hours after a release that are compared. */
const WATCHED_HOURS = 72;

/** Looks at how fast the case and everybody else take up a new model. */
export const modelShift = defineAnalyzer({
  name: 'model-shift',
  version: 1,
  question:
    'After a release, how fast did the case move to the new model compared with the accounts outside it?',
  defaults: { release: null as { model: string; releasedAt: string } | null },
  async run({ parameters, ask }) {
    const named = parameters.release;
    const releases = named
      ? [{ ...named, detected: false }]
      : detectReleases(await ask<FirstExchange>(FIRST_EXCHANGES));
    const watched = new Set(releases.flatMap(({ releasedAt }) => hoursAfter(releasedAt)));
    const hours =
      watched.size > 0
        ? await ask<AsSent<HourCount>>(BY_HOUR, { hours: [...watched].sort((a, b) => a - b) })
        : [];
    const counts = hours.map((row) => ({
      hour: Number(row.hour),
      model: row.model,
      inside: Number(row.inside),
      outside: Number(row.outside),
    }));
    return { result: { releases: releases.map((release) => ({ ...release, ...shift(counts, release) })) } };
  },
});

const hourOf = (instant: string): number => Math.floor(Date.parse(instant) / 3_600_000);

const hoursAfter = (releasedAt: string): number[] =>
  Array.from({ length: WATCHED_HOURS }, (_, at) => hourOf(releasedAt) + at);

/** Models that first appear a day or more after the snapshot's first exchange. */
export function detectReleases(firsts: readonly FirstExchange[]): Release[] {
  const begin = Math.min(...firsts.map(({ firstAt }) => hourOf(firstAt)));
  return firsts
    .filter(({ firstAt }) => hourOf(firstAt) - begin >= DAY_HOURS)
    .map(({ model, firstAt }) => ({ model, releasedAt: firstAt, detected: true }));
}

/** Shares of the new model: over the first day, over the first three, and in the last hour of each. */
export function shift(hours: readonly HourCount[], { model, releasedAt }: Release): Record<string, unknown> {
  const start = hourOf(releasedAt);
  const shares = (from: number, to: number): Record<string, unknown> => {
    const within = hours.filter(({ hour }) => hour >= start + from && hour < start + to);
    const share = (pick: (hour: HourCount) => number): number | null => {
      const all = within.reduce((sum, hour) => sum + pick(hour), 0);
      const own = within.reduce((sum, hour) => sum + (hour.model === model ? pick(hour) : 0), 0);
      return all === 0 ? null : Math.round((own / all) * 10_000) / 10_000;
    };
    return { share: share((hour) => hour.inside), shareOutside: share((hour) => hour.outside) };
  };
  return {
    first24Hours: shares(0, DAY_HOURS),
    first72Hours: shares(0, WATCHED_HOURS),
    at24Hours: shares(DAY_HOURS - 1, DAY_HOURS),
    at72Hours: shares(WATCHED_HOURS - 1, WATCHED_HOURS),
  };
}
