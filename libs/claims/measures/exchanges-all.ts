import type { Measure } from './measure';
import { ALL_BY_ACCOUNT_DAY, ALL_EXCHANGES } from './measure-sql';

/** How many exchanges the campaign's accounts had, whoever's they were. */
export const exchangesAll: Measure = {
  name: 'exchanges.all',
  unit: 'exchanges',
  countingRule:
    'Requests of confirmed accounts answered with a status from 200 to 299, each request once, cover traffic included. Refused, failed and retried requests are not counted. Days are UTC.',
  query: { store: 'engine', sql: `SELECT toString(count()) AS value ${ALL_EXCHANGES}` },
  secondQuery: {
    store: 'engine',
    sql: `SELECT toString(sum(exchanges)) AS value FROM ${ALL_BY_ACCOUNT_DAY}`,
  },
};
