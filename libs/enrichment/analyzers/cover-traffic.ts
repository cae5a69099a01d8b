import { CAPABILITIES, USAGE_AT } from '@app/usage';
import { defineAnalyzer } from '../analyzer';
import type { KeySuggestion } from '../evidence-rows';
import { FAMILIES } from '../sharing/family-queries';
import { type KeyUse, suggestForKey } from '../sharing/key-suggestion';
import { HOUR_OF_DAY, IS_EXCHANGE, isOf, namesIn, rowsOf } from '../sql';

/**
 * What there is to tell of an exchange, as one number: the hour in the lowest five bits, the capability above it (0
 * where it has no label), and whether it is of the campaign's families. Numbers are gathered and then counted, key by
 * key: that takes less than half of counting each on its own, row by row.
 */
const TOLD = `toUInt16(${HOUR_OF_DAY} + 32 * ifNull(transform(capability, [${CAPABILITIES.map((name) => `'${name}'`).join(', ')}], [${CAPABILITIES.map((_, i) => i + 1).join(', ')}], 0), 0)
           + 512 * ifNull(template_hash IN (SELECT hash FROM ${FAMILIES}), 0))`;

/** Written out: a lambda would copy the array for each number. */
const counted = (from: number, to: number, part: string): string =>
  `[${Array.from({ length: to - from }, (_, i) => `countEqual(${part}, ${from + i})`).join(', ')}]`;

/** Counted before names are joined: a join copies what was gathered, two bytes of every exchange. */
const BY_KEY = `
  SELECT a.id AS accountId, apiKeyId, exchanges, campaignExchanges, capabilities, hours
  FROM (SELECT api_key_hash, length(told) AS exchanges, arrayCount(each -> each >= 512, told) AS campaignExchanges,
               ${counted(1, CAPABILITIES.length + 1, 'labels')} AS capabilities, ${counted(0, 24, 'moments')} AS hours
        FROM (SELECT api_key_hash, groupArray(${TOLD}) AS told,
                     arrayMap(each -> bitAnd(bitShiftRight(each, 5), 15), told) AS labels, arrayMap(each -> bitAnd(each, 31), told) AS moments
              FROM ${USAGE_AT} WHERE ${IS_EXCHANGE} AND ${rowsOf('accounts')} AND api_key_hash != 0
              GROUP BY api_key_hash)) AS u
  INNER JOIN (SELECT api_key_hash, account_hash AS account, assumeNotNull(any(api_key_id)) AS apiKeyId
              FROM ${USAGE_AT} WHERE ${isOf('accounts')} AND api_key_hash != 0
              GROUP BY api_key_hash, account) AS k USING api_key_hash
  INNER JOIN ${namesIn('accounts')} AS a ON k.account = a.account
  ORDER BY accountId, apiKeyId`;

interface Row {
  accountId: string;
  apiKeyId: string;
  exchanges: number | string;
  campaignExchanges: number | string;
  capabilities: (number | string)[];
  hours: (number | string)[];
}

/** Tells a reseller's real customers from the campaign that runs on the same accounts, key by key. */
export const coverTraffic = defineAnalyzer({
  name: 'cover-traffic',
  version: 3,
  question: "Which API keys of the case's accounts carry traffic that is no part of the campaign?",
  defaults: {},
  needs: ['membership'],
  async run({ ask, resultOf }) {
    const { campaignSet } = resultOf('membership')['shared'] as { campaignSet: string };
    const uses = (await ask<Row>(BY_KEY, { families: campaignSet })).map(useOf);
    const runners = new Set(uses.filter((use) => use.campaignExchanges > 0).map((use) => use.accountId));
    const rows = uses.map((use) => suggestForKey(use, runners.has(use.accountId)));
    const of = (suggestion: KeySuggestion) => rows.filter((row) => row.suggestion === suggestion);
    const sum = (suggestion: KeySuggestion): number =>
      of(suggestion).reduce((total, row) => total + row.exchanges, 0);
    return {
      result: {
        keys: rows.length,
        accountsWithCover: new Set(of('cover').map((row) => row.accountId)).size,
        suggestions: {
          cover: of('cover').length,
          campaign: of('campaign').length,
          review: of('review').length,
        },
        exchanges: { cover: sum('cover'), campaign: sum('campaign'), review: sum('review') },
      },
      rows: [{ kind: 'key-verdicts', rows }],
    };
  },
});

const useOf = (row: Row): KeyUse => ({
  accountId: row.accountId,
  apiKeyId: row.apiKeyId,
  exchanges: Number(row.exchanges),
  campaignExchanges: Number(row.campaignExchanges),
  capabilities: Object.fromEntries(
    CAPABILITIES.map((name, i) => [name, Number(row.capabilities[i])] as const).filter(
      ([, count]) => count > 0,
    ),
  ),
  hours: row.hours.map(Number),
});
