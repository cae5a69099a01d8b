import { CAPABILITIES, USAGE_AT } from '@app/usage';
import { defineAnalyzer } from '../analyzer';
import type { KeySuggestion } from '../evidence-rows';
import { FAMILIES } from '../sharing/family-queries';
import { type KeyUse, suggestForKey } from '../sharing/key-suggestion';
import { IN_CASE, IS_EXCHANGE } from '../sql';

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

const BY_KEY = `
  SELECT any(account_id) AS accountId, any(assumeNotNull(api_key_id)) AS apiKeyId, count() AS exchanges,
         countIf(template_hash IN (SELECT hash FROM ${FAMILIES})) AS campaignExchanges,
         [${CAPABILITIES.map((name) => `countIf(capability = '${name}')`).join(', ')}] AS capabilities,
         [${HOURS.map((hour) => `countIf(hour = ${hour})`).join(', ')}] AS hours
  FROM (SELECT account_id, api_key_id, template_hash, capability, toHour(ts, 'UTC') AS hour
        FROM ${USAGE_AT} WHERE ${IS_EXCHANGE} AND ${IN_CASE} AND api_key_id != '')
  GROUP BY cityHash64(account_id, assumeNotNull(api_key_id))
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
  version: 2,
  question: "Which API keys of the case's accounts carry traffic that is no part of the campaign?",
  defaults: {},
  needs: ['shared-infrastructure'],
  async run({ ask, resultOf }) {
    const { campaignSet } = resultOf('shared-infrastructure')['families'] as { campaignSet: string };
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
