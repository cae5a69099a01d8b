import type { Measure } from './measure';
import { CAMPAIGN_BY_ACCOUNT_DAY, CAMPAIGN_EXCHANGES } from './measure-sql';

/** The day on which the campaign was last seen. */
export const activityLastDay: Measure = {
  name: 'activity.last_day',
  unit: 'date',
  countingRule: 'The UTC day of the last exchange of a confirmed account, cover traffic not counted.',
  query: {
    store: 'engine',
    sql: `SELECT if(count() = 0, NULL, toString(toDate(max(ts), 'UTC'))) AS value ${CAMPAIGN_EXCHANGES}`,
  },
  secondQuery: {
    store: 'engine',
    sql: `SELECT toString(day) AS value FROM ${CAMPAIGN_BY_ACCOUNT_DAY} WHERE exchanges > 0 ORDER BY day DESC LIMIT 1`,
  },
};
