import { ACCOUNTS_AT, USAGE_AT } from '@app/usage';
import { IN_CASE, IS_EXCHANGE, NETWORK_KEY, networkText, OWNER } from '../sql';
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
  SELECT payment_instrument AS value, value AS key, uniqExactIf(${OWNER}, ${IN_CASE}) AS ownersInside, uniqExactIf(${OWNER}, NOT ${IN_CASE}) AS ownersOutside
  FROM ${ACCOUNTS_AT}
  WHERE payment_instrument IN (SELECT payment_instrument FROM ${ACCOUNTS_AT} WHERE ${IN_CASE} AND payment_instrument != '')
  GROUP BY value
  HAVING ownersInside >= 2
  ORDER BY value`;

/** Owners of what the requests share; a sketch of fixed size is near enough for a rule that asks for factors. */
const OWNERS = `uniqCombinedIf(12)(owner, inside) AS ownersInside, uniqCombinedIf(12)(owner, NOT inside) AS ownersOutside`;

/** Networks of the addresses, with the owners on them inside and outside. */
export const NETWORKS = `
  SELECT ${networkText('any(address)')} AS value, toString(network) AS key, ${OWNERS}
  FROM (SELECT ${NETWORK_KEY} AS network, assumeNotNull(ip) AS address, cityHash64(${OWNER}) AS owner, ${IN_CASE} AS inside
        FROM ${USAGE_AT} WHERE ${IS_EXCHANGE} AND ip != '')
  GROUP BY network
  HAVING ownersInside >= 2
  ORDER BY value`;

/** Client fingerprints, with the owners that carry them inside and outside. */
export const FINGERPRINTS = `
  SELECT value, value AS key, ${OWNERS}
  FROM (SELECT assumeNotNull(client_fingerprint) AS value, cityHash64(${OWNER}) AS owner, ${IN_CASE} AS inside
        FROM ${USAGE_AT} WHERE ${IS_EXCHANGE} AND client_fingerprint != '')
  GROUP BY value
  HAVING ownersInside >= 2
  ORDER BY value`;

/** What each account of the case did in the campaign's families and on the things that tie. */
export const ACCOUNT_USE = `
  SELECT account_id AS accountId, count() AS exchanges, countIf(family > 0) AS campaignExchanges,
         groupBitmapIf(family, family > 0) AS campaignFamilies,
         countIf(isTiedNetwork) AS tiedNetworkExchanges, countIf(isTiedFingerprint) AS tiedFingerprintExchanges
  FROM (SELECT account_id, ifNull(template_hash, 0) AS template,
               ip != '' AND (${NETWORK_KEY}) IN (SELECT toUInt64(member) FROM account_sets WHERE set_hash = {networks:String}) AS isTiedNetwork,
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
