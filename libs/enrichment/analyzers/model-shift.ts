import { USAGE_AT } from '@app/usage';
import { defineAnalyzer } from '../analyzer';
import { IN_CASE, instantText, IS_EXCHANGE, MODEL_KEY } from '../sql';

const BY_HOUR = `
  SELECT 3600 * number AS hour, toString(used) AS model, own AS inside, n - own AS outside, ${instantText('first')} AS firstAt
  FROM (SELECT toUInt32(intDiv(toUnixTimestamp64Milli(ts), 3600000)) AS number, ${MODEL_KEY} AS modelKey, any(model) AS used,
               countIf(${IN_CASE}) AS own, count() AS n, min(ts) AS first
        FROM ${USAGE_AT} WHERE ${IS_EXCHANGE}
        GROUP BY number, modelKey)
  ORDER BY hour, model`;

interface Row {
  hour: number | string;
  model: string;
  inside: number | string;
  outside: number | string;
  firstAt: string;
}

/** Exchanges of one hour with one model. */
export interface HourCount {
  /** Hours since 1970, UTC. */
  hour: number;
  model: string;
  inside: number;
  outside: number;
  firstAt: string;
}

/** A model that came out while the snapshot was running. */
export interface Release {
  model: string;
  /** RFC 3339 UTC. */
  releasedAt: string;
  detected: boolean;
}

const DAY_HOURS = 24;

/** Looks at how fast the case and everybody else take up a new model. */
export const modelShift = defineAnalyzer({
  name: 'model-shift',
  version: 1,
  question:
    'After a release, how fast did the case move to the new model compared with the accounts outside it?',
  defaults: { release: null as { model: string; releasedAt: string } | null },
  async run({ parameters, ask }) {
    const hours = (await ask<Row>(BY_HOUR)).map((row) => ({
      hour: Number(row.hour) / 3600,
      model: row.model,
      inside: Number(row.inside),
      outside: Number(row.outside),
      firstAt: row.firstAt,
    }));
    const named = parameters.release;
    const releases = named ? [{ ...named, detected: false }] : detectReleases(hours);
    return { result: { releases: releases.map((release) => ({ ...release, ...shift(hours, release) })) } };
  },
});

/** Models that first appear a day or more after the snapshot's first exchange. */
export function detectReleases(hours: readonly HourCount[]): Release[] {
  const first = new Map<string, HourCount>();
  for (const hour of hours) {
    const known = first.get(hour.model);
    if (!known || hour.firstAt < known.firstAt) first.set(hour.model, hour);
  }
  const begin = Math.min(...hours.map(({ hour }) => hour));
  return [...first.values()]
    .filter(({ hour }) => hour - begin >= DAY_HOURS)
    .map(({ model, firstAt }) => ({ model, releasedAt: firstAt, detected: true }));
}

/** Shares of the new model: over the first day, over the first three, and in the last hour of each. */
export function shift(hours: readonly HourCount[], { model, releasedAt }: Release): Record<string, unknown> {
  const start = Math.floor(Date.parse(releasedAt) / 3_600_000);
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
    first24Hours: shares(0, 24),
    first72Hours: shares(0, 72),
    at24Hours: shares(23, 24),
    at72Hours: shares(71, 72),
  };
}
