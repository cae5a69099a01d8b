import { ACCOUNTS_AT, USAGE_AT } from '@app/usage';
import { IN_CASE, IS_EXCHANGE, NETWORK, OWNER } from '../sql';
import { FAMILIES } from './family-queries';

/** How many owners had exchanges, inside the case and outside. */
export const POPULATION = `
  SELECT uniqCombined(17)(if(inside, owner, NULL)) AS ownersInside, uniqCombined(17)(if(inside, NULL, owner)) AS ownersOutside
  FROM (SELECT account_id, any(cityHash64(${OWNER})) AS owner, ${IN_CASE} AS inside
        FROM ${USAGE_AT} WHERE ${IS_EXCHANGE} GROUP BY account_id)`;

/** Columns of the case's accounts as the platform has them. */
export const SUBJECTS = `
  SELECT account_id AS accountId, toUnixTimestamp64Milli(created_at) AS createdAt, ifNull(protected, false) AS isProtected,
         nullIf(payment_instrument, '') AS instrument
  FROM ${ACCOUNTS_AT} WHERE ${IN_CASE}
  ORDER BY accountId`;

/** Payment instruments of the case, with the owners on them inside and outside. */
export const INSTRUMENTS = `
  SELECT payment_instrument AS value, uniqExactIf(${OWNER}, ${IN_CASE}) AS ownersInside, uniqExactIf(${OWNER}, NOT ${IN_CASE}) AS ownersOutside
  FROM ${ACCOUNTS_AT}
  WHERE payment_instrument IN (SELECT payment_instrument FROM ${ACCOUNTS_AT} WHERE ${IN_CASE} AND payment_instrument != '')
  GROUP BY value
  HAVING ownersInside >= 2
  ORDER BY value`;

/** What the requests share, by an expression of the value; '' where there is none. */
const sharedBy = (value: string): string => `
  SELECT value, uniqCombined(12)(if(inside, owner, NULL)) AS ownersInside, uniqCombined(12)(if(inside, NULL, owner)) AS ownersOutside
  FROM (SELECT ${value} AS value, cityHash64(${OWNER}) AS owner, ${IN_CASE} AS inside
        FROM ${USAGE_AT} WHERE ${IS_EXCHANGE} AND value != '')
  GROUP BY value
  HAVING ownersInside >= 2
  ORDER BY value`;

/** Networks of the addresses, with the owners on them inside and outside. */
export const NETWORKS = sharedBy(`if(ip IS NULL, '', ${NETWORK})`);

/** Client fingerprints, with the owners that carry them inside and outside. */
export const FINGERPRINTS = sharedBy(`ifNull(client_fingerprint, '')`);

/** What each account of the case did in the campaign's families and on the things that tie. */
export const ACCOUNT_USE = `
  SELECT account_id AS accountId, count() AS exchanges, countIf(family > 0) AS campaignExchanges,
         groupBitmapIf(family, family > 0) AS campaignFamilies,
         countIf(isTiedNetwork) AS tiedNetworkExchanges, countIf(isTiedFingerprint) AS tiedFingerprintExchanges
  FROM (SELECT account_id, ifNull(template_hash, 0) AS template,
               ip IS NOT NULL AND (${NETWORK}) IN (SELECT member FROM account_sets WHERE set_hash = {networks:String}) AS isTiedNetwork,
               ifNull(client_fingerprint, '') IN (SELECT member FROM account_sets WHERE set_hash = {fingerprints:String}) AS isTiedFingerprint
        FROM ${USAGE_AT} WHERE ${IS_EXCHANGE} AND ${IN_CASE}) AS u
  LEFT ANY JOIN ${FAMILIES} AS f ON u.template = f.hash
  GROUP BY account_id
  ORDER BY account_id`;

/** Accounts outside the case that run the campaign's families: candidates for the case. */
export const CANDIDATES = `
  SELECT account_id AS accountId, count() AS exchanges, countIf(template_hash IN (SELECT hash FROM ${FAMILIES})) AS campaignExchanges
  FROM ${USAGE_AT}
  WHERE ${IS_EXCHANGE} AND NOT ${IN_CASE}
    AND account_id IN (SELECT account_id FROM ${USAGE_AT} WHERE ${IS_EXCHANGE} AND template_hash IN (SELECT hash FROM ${FAMILIES}))
  GROUP BY account_id
  HAVING campaignExchanges >= 3
  ORDER BY campaignExchanges DESC, account_id
  LIMIT 1000`;
