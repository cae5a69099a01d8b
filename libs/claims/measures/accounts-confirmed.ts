import type { Measure } from './measure';

/** How many accounts belong to the campaign. */
export const accountsConfirmed: Measure = {
  name: 'accounts.confirmed',
  unit: 'accounts',
  countingRule:
    'Accounts that a person confirmed as part of the campaign, each once, whether or not they were ever used; suspected and cleared accounts are not counted.',
  query: {
    store: 'engine',
    sql: 'SELECT toString(uniqExact(member)) AS value FROM account_sets WHERE set_hash = {accounts:String}',
  },
  secondQuery: {
    store: 'record',
    sql: `SELECT count(*)::text AS value FROM case_accounts WHERE case_id = $1 AND status = 'confirmed'`,
  },
};
