import { USAGE_AT } from '@app/usage';
import { defineAnalyzer } from '../analyzer';
import { type DayOfTraffic, displacement as displaced } from '../membership/displacement';
import type { BanWave } from '../membership/lives';
import { IS_EXCHANGE, isOf } from '../sql';

/** Daily exchanges of the campaign's accounts, by whether an account ended with the wave, went on, or came after it. */
const AROUND_WAVE = `
  SELECT toString(day) AS day, sumIf(n, lastAt <= waveEnd AND lastAt > waveEnd - toIntervalHour(24)) AS banned,
         sumIf(n, firstAt <= waveEnd AND NOT (lastAt <= waveEnd AND lastAt > waveEnd - toIntervalHour(24))) AS survivors,
         sumIf(n, firstAt > waveEnd) AS newcomers
  FROM (
    SELECT account, day, n, parseDateTimeBestEffort({waveEnd:String}, 'UTC') AS waveEnd,
           min(first) OVER (PARTITION BY account) AS firstAt, max(last) OVER (PARTITION BY account) AS lastAt
    FROM (SELECT account_hash AS account, toDate(ts, 'UTC') AS day, count() AS n, min(ts) AS first, max(ts) AS last
          FROM ${USAGE_AT} WHERE ${IS_EXCHANGE} AND ${isOf('members')}
          GROUP BY account, day))
  GROUP BY day
  ORDER BY day`;

const HOUR_MS = 3_600_000;
/** Waves that are looked at, the largest first: each is a question of its own. */
const MOST_WAVES = 3;

/** After an enforcement, says where the traffic went: to new accounts, to those that were left, or nowhere. */
export const displacement = defineAnalyzer({
  name: 'displacement',
  version: 2,
  question: 'After accounts of the campaign were banned, where did their traffic go?',
  defaults: { days: 7 },
  needs: ['lifecycle', 'membership'],
  async run({ parameters, ask, resultOf }) {
    const { banWaves } = resultOf('lifecycle') as { banWaves: BanWave[] };
    const { members } = resultOf('membership') as { members: { set: string } };
    const largest = banWaves
      .toSorted((a, b) => b.banned - a.banned || (a.at < b.at ? -1 : 1))
      .slice(0, MOST_WAVES);
    const waves = [];
    for (const wave of largest) {
      const waveEnd = new Date(Date.parse(wave.at) + HOUR_MS).toISOString();
      type Row = { [K in keyof DayOfTraffic]: DayOfTraffic[K] | string };
      const days = (await ask<Row>(AROUND_WAVE, { members: members.set, waveEnd })).map((row) => ({
        day: String(row.day),
        banned: Number(row.banned),
        survivors: Number(row.survivors),
        newcomers: Number(row.newcomers),
      }));
      const around = displaced(days, wave.at.slice(0, 10), parameters.days);
      waves.push({ at: wave.at, accounts: wave.banned, ...around, days });
    }
    return { result: { waves } };
  },
});
