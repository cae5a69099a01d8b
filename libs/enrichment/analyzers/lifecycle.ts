import { ACCOUNTS_AT, USAGE_AT } from '@app/usage';
import { defineAnalyzer } from '../analyzer';
import { type AccountLife, banWaves, bursts, reactivated, WINDOW_SECONDS } from '../membership/lives';
import { creations } from '../membership/moments';
import { IN_CORE, IS_EXCHANGE, isOf } from '../sql';

const LIVES = `
  SELECT a.account_id AS accountId, toUnixTimestamp64Milli(created_at) AS createdAt, ifNull(status, '') = 'banned' AS isBanned,
         nullIf(ifNull(payment_instrument, ''), '') AS instrument,
         u.used AS used, u.firstAt AS firstAt, u.lastAt AS lastAt, u.longestPause AS longestPause
  FROM (SELECT * FROM ${ACCOUNTS_AT} WHERE ${IN_CORE}) AS a
  LEFT JOIN (
    SELECT account, 1 AS used, toUnixTimestamp64Milli(min(first)) AS firstAt, toUnixTimestamp64Milli(max(last)) AS lastAt,
           arrayMax(arrayDifference(arraySort(groupArray(toInt32(day))))) AS longestPause
    FROM (SELECT account_hash AS account, toDate(ts, 'UTC') AS day, min(ts) AS first, max(ts) AS last
          FROM ${USAGE_AT} WHERE ${IS_EXCHANGE} AND ${isOf('core')}
          GROUP BY account, day)
    GROUP BY account) AS u ON cityHash64(a.account_id) = u.account
  ORDER BY accountId`;

interface Row {
  accountId: string;
  createdAt: number | string;
  isBanned: boolean | number;
  instrument: string | null;
  used: number;
  firstAt: number | string;
  lastAt: number | string;
  longestPause: number | string;
}

/** Bursts and waves that the result lists. */
const MOST_LISTED = 200;

/** Follows the lives of the campaign's accounts: how they came, what became of them, and what grew back after bans. */
export const lifecycle = defineAnalyzer({
  name: 'lifecycle',
  version: 2,
  question:
    'In which bursts were the accounts of the campaign created, what replaced those that were banned, and which were woken up?',
  defaults: { accountsAtLeast: 3, liftAtLeast: 5, agedDays: 30, pauseDays: 14 },
  needs: ['shared-infrastructure'],
  async run(context) {
    const { parameters, ask, resultOf } = context;
    const { set: core } = resultOf('shared-infrastructure')['core'] as { set: string };
    const counts = await creations(context, core);
    const lives = (await ask<Row>(LIVES, { core })).map(lifeOf);
    const found = bursts(counts, parameters);
    return {
      result: {
        accounts: lives.length,
        bursts: {
          count: found.length,
          accounts: found.reduce((sum, burst) => sum + burst.inside, 0),
          windows: found.map(({ window }) => window),
          top: found
            .toSorted((a, b) => b.inside - a.inside || a.window - b.window)
            .slice(0, MOST_LISTED)
            .map(({ window, inside, outside }) => ({
              from: new Date(window * WINDOW_SECONDS * 1000).toISOString(),
              to: new Date((window + 1) * WINDOW_SECONDS * 1000).toISOString(),
              accounts: inside,
              others: outside,
            })),
        },
        rule: parameters,
        banWaves: banWaves(lives, parameters.accountsAtLeast),
        reactivated: reactivated(lives, parameters),
      },
    };
  },
});

const lifeOf = (row: Row): AccountLife => ({
  accountId: row.accountId,
  createdAt: Number(row.createdAt),
  isBanned: Boolean(row.isBanned),
  instrument: row.instrument,
  firstAt: row.used ? Number(row.firstAt) : null,
  lastAt: row.used ? Number(row.lastAt) : null,
  longestPause: row.used ? Number(row.longestPause) : 0,
});
