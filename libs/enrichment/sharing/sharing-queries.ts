import { ACCOUNTS_AT, USAGE_AT } from '@app/usage';
import { IN_CASE, IS_EXCHANGE, NETWORK_KEY, networkText, OWNER, OWNER_KEY } from '../sql';
import { FAMILIES } from './family-queries';

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

/** What the rows of `SHARED_USE` are about. */
export type SharedKind = 'population' | 'network' | 'fingerprint';

/**
 * Who had exchanges, from which networks and with which client fingerprints, inside the case and outside. One pass over
 * the usage: what each account used is gathered first, and is little; its owners are counted over that. The row
 * `population` counts all owners; for networks and fingerprints a sketch of fixed size is near enough, as the rule asks
 * for factors.
 */
export const SHARED_USE = `
  SELECT ['population', 'network', 'fingerprint'][at + 1] AS kind,
         if(at = 1, ${networkText('network')}, fingerprint) AS value,
         if(at = 1, toString(network), fingerprint) AS key,
         if(at = 0, uniqCombinedIf(17)(owner, at = 0 AND inside), uniqCombinedIf(12)(owner, inside)) AS ownersInside,
         if(at = 0, uniqCombinedIf(17)(owner, at = 0 AND NOT inside), uniqCombinedIf(12)(owner, NOT inside)) AS ownersOutside
  FROM (
    SELECT owner, inside, thing.1 AS at, thing.2 AS network, thing.3 AS fingerprint
    FROM (
      SELECT ${OWNER_KEY} AS owner, ${IN_CASE} AS inside,
             groupUniqArrayIf(${NETWORK_KEY}, ip != '') AS networks,
             groupUniqArrayIf(assumeNotNull(client_fingerprint), client_fingerprint != '') AS fingerprints
      FROM ${USAGE_AT} WHERE ${IS_EXCHANGE}
      GROUP BY account_id, owner)
    ARRAY JOIN arrayConcat([(0, toUInt64(0), '')],
                           arrayMap(n -> (1, n, ''), networks),
                           arrayMap(f -> (2, toUInt64(0), f), fingerprints)) AS thing)
  GROUP BY at, network, fingerprint
  HAVING at = 0 OR ownersInside >= 2
  ORDER BY kind, value`;

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
    AND account_id IN (SELECT account_id FROM ${USAGE_AT} WHERE ${IS_EXCHANGE} AND template_hash IN (SELECT hash FROM ${FAMILIES}) AND NOT ${IN_CASE})
  GROUP BY account_id
  HAVING campaignExchanges >= 3
  ORDER BY campaignExchanges DESC, account_id
  LIMIT 1000`;
