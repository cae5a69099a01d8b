import { ACCOUNTS_AT, NETWORK_KEY, USAGE_AT } from '@app/usage';
import { FAMILIES, familyOf } from '../sharing/family-queries';
import { inSet, IS_EXCHANGE, IS_MEMBER, OWNER, rowsOf } from '../sql';

const HINTED = rowsOf('hinted');

/** Prompt templates of accounts that a hint leads to, where several owners among them use it; the campaign's are known. */
export const TEMPLATES = `
  SELECT account_id AS accountId, toString(owner_hash) AS owner, toString(template_hash) AS hash, count() AS exchanges
  FROM ${USAGE_AT}
  WHERE ${IS_EXCHANGE} AND ${HINTED} AND template_hash NOT IN (SELECT hash FROM ${FAMILIES}) AND template_hash IN (
    SELECT template_hash FROM ${USAGE_AT} WHERE ${IS_EXCHANGE} AND ${HINTED} AND template_hash IS NOT NULL
    GROUP BY template_hash HAVING min(owner_hash) != max(owner_hash))
  GROUP BY accountId, owner, hash
  ORDER BY accountId, hash
  LIMIT 2000000`;

/** Networks that they come from. */
export const NETWORKS = `
  SELECT account_id AS accountId, toString(${NETWORK_KEY}) AS network, count() AS exchanges
  FROM ${USAGE_AT}
  WHERE ${IS_EXCHANGE} AND ${HINTED}
  GROUP BY accountId, network
  HAVING network != '0'
  ORDER BY accountId, network
  LIMIT 2000000`;

const FAMILY = familyOf('template_hash');

/** Everybody who runs the prompts of kits that were found, whatever else they do. */
export const USERS = `
  SELECT accountId, owner, sum(n) AS exchanges, groupArrayIf(family, family != 0) AS families, groupArrayIf(n, family != 0) AS counts,
         any(isKept) AS isKept, any(isMember) AS isMember
  FROM (
    SELECT account_id AS accountId, toString(owner_hash) AS owner, ${FAMILY} AS family, count() AS n
    FROM ${USAGE_AT}
    WHERE ${IS_EXCHANGE} AND account_hash IN (SELECT account_hash FROM ${USAGE_AT} WHERE ${IS_EXCHANGE} AND ${FAMILY} != 0)
    GROUP BY accountId, owner, family) AS u
  LEFT JOIN (
    SELECT account_id, ifNull(protected, false) OR contract = 'enterprise' AS isKept, ${IS_MEMBER} AS isMember
    FROM ${ACCOUNTS_AT}) AS a ON u.accountId = a.account_id
  GROUP BY accountId, owner
  ORDER BY accountId`;

/** Accounts on cards of those that were found, of which no platform's list or contract speaks. */
const ON_THEIR_CARDS = `
  SELECT account_id FROM ${ACCOUNTS_AT}
  WHERE NOT ifNull(protected, false) AND ifNull(contract, 'none') != 'enterprise' AND payment_instrument IN (
    SELECT payment_instrument FROM ${ACCOUNTS_AT} WHERE ${inSet('account_id', 'found')} AND payment_instrument != '')`;

/** The same with what they did. */
export const PAYING_ALONG = `
  SELECT u.accountId AS accountId, assumeNotNull(payment_instrument) AS instrument, ${OWNER} AS owner, ${IS_MEMBER} AS isMember, u.exchanges AS exchanges
  FROM (
    SELECT account_id AS accountId, count() AS exchanges
    FROM ${USAGE_AT} WHERE ${IS_EXCHANGE} AND account_id IN (${ON_THEIR_CARDS})
    GROUP BY accountId) AS u
  INNER JOIN ${ACCOUNTS_AT} AS a ON u.accountId = a.account_id
  ORDER BY accountId`;
