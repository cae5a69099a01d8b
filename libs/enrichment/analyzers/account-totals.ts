import { USAGE_AT } from '@app/usage';
import { defineAnalyzer } from '../analyzer';
import type { AccountTotals } from '../evidence-rows';
import { instantText, IS_EXCHANGE, IS_FAILURE, isOf, namesIn } from '../sql';

const TOTALS = `
  SELECT a.id AS accountId, exchanges, failed, inputTokens, outputTokens, firstAt, lastAt, activeDays, keys
  FROM (
    SELECT account,
           sumIf(n, ${IS_EXCHANGE}) AS exchanges,
           sumIf(n, ${IS_FAILURE}) AS failed,
           sumIf(tokensIn, ${IS_EXCHANGE}) AS inputTokens,
           sumIf(tokensOut, ${IS_EXCHANGE}) AS outputTokens,
           if(exchanges = 0, NULL, ${instantText(`minIf(first, ${IS_EXCHANGE})`)}) AS firstAt,
           if(exchanges = 0, NULL, ${instantText(`maxIf(last, ${IS_EXCHANGE})`)}) AS lastAt,
           uniqExactIf(day, ${IS_EXCHANGE}) AS activeDays,
           uniqExactIf(api_key_hash, ${IS_EXCHANGE} AND api_key_hash != 0) AS keys
    FROM (
      SELECT account_hash AS account, toDate(ts, 'UTC') AS day, api_key_hash, status, count() AS n,
             sum(input_tokens) AS tokensIn, sum(output_tokens) AS tokensOut, min(ts) AS first, max(ts) AS last
      FROM ${USAGE_AT} WHERE ${isOf('accounts')} GROUP BY account, day, api_key_hash, status)
    GROUP BY account) AS t
  INNER JOIN ${namesIn('accounts')} AS a USING account
  ORDER BY accountId`;

type Row = { [K in keyof AccountTotals]: AccountTotals[K] | string };

/** Counts what each account of the case did; an account without a request stands there with zeros. */
export const accountTotals = defineAnalyzer({
  name: 'account-totals',
  version: 1,
  question: 'How much did each account of the case use, when, and which were never used?',
  defaults: {},
  gives: ['accounts'],
  isAwaited: true,
  async run({ accounts, ask }) {
    const counted = new Map<string, AccountTotals>();
    for (const row of await ask<Row>(TOTALS)) {
      counted.set(String(row.accountId), {
        accountId: String(row.accountId),
        exchanges: Number(row.exchanges),
        failed: Number(row.failed),
        inputTokens: Number(row.inputTokens),
        outputTokens: Number(row.outputTokens),
        firstAt: row.firstAt as string | null,
        lastAt: row.lastAt as string | null,
        activeDays: Number(row.activeDays),
        keys: Number(row.keys),
      });
    }
    const rows = accounts.map((accountId) => counted.get(accountId) ?? unused(accountId));
    const used = rows.filter((row) => row.exchanges > 0);
    const total = (pick: (row: AccountTotals) => number): number =>
      rows.reduce((sum, row) => sum + pick(row), 0);
    return {
      result: {
        accounts: rows.length,
        accountsUsed: used.length,
        accountsNeverUsed: rows.length - used.length,
        exchanges: total((row) => row.exchanges),
        failed: total((row) => row.failed),
        inputTokens: total((row) => row.inputTokens),
        outputTokens: total((row) => row.outputTokens),
        firstAt: used.reduce<string | null>((first, { firstAt }) => earlier(first, firstAt), null),
        lastAt: used.reduce<string | null>((last, { lastAt }) => later(last, lastAt), null),
      },
      rows: [{ kind: 'account-totals', rows }],
    };
  },
});

const earlier = (a: string | null, b: string | null): string | null =>
  a === null || (b !== null && b < a) ? b : a;
const later = (a: string | null, b: string | null): string | null =>
  a === null || (b !== null && b > a) ? b : a;

const unused = (accountId: string): AccountTotals => ({
  accountId,
  exchanges: 0,
  failed: 0,
  inputTokens: 0,
  outputTokens: 0,
  firstAt: null,
  lastAt: null,
  activeDays: 0,
  keys: 0,
});
