import type { Measure } from './measure';
import { CAMPAIGN_BY_ACCOUNT_DAY, CAMPAIGN_EXCHANGES } from './measure-sql';

/** How many exchanges the campaign had. */
export const exchangesCampaign: Measure = {
  name: 'exchanges.campaign',
  unit: 'exchanges',
  countingRule:
    'Requests of confirmed accounts answered with a status from 200 to 299, each request once, without those on API keys that a person judged to carry cover traffic. Refused, failed and retried requests are not counted. Days are UTC.',
  query: { store: 'engine', sql: `SELECT toString(count()) AS value ${CAMPAIGN_EXCHANGES}` },
  secondQuery: {
    store: 'engine',
    sql: `SELECT toString(sum(exchanges)) AS value FROM ${CAMPAIGN_BY_ACCOUNT_DAY}`,
  },
};
