import { ACCOUNTS_AT, NETWORK_KEY, networkText, USAGE_AT } from '@app/usage';
import { IN_CORE, IS_EXCHANGE, IS_INSIDE, isOf, markedOwner, OWNER, rowsOf } from '../sql';

/** Accounts of a set with exchanges of which the log has no template: by some paths, or from some clients, it never has. */
export const UNTEMPLATED = `
  SELECT any(account_id) AS accountId FROM ${USAGE_AT} WHERE ${IS_EXCHANGE} AND ${rowsOf('some')}
  GROUP BY account_hash
  HAVING count(template_hash) = 0
  ORDER BY accountId`;

/** What accounts have on record that others may have too: `payment_instrument` or `email_domain`. */
const onRecord = (column: string): string => `
  SELECT ${column} AS value, value AS key, uniqExactIf(${OWNER}, ${IN_CORE}) AS ownersInside, uniqExactIf(${OWNER}, NOT ${IN_CORE}) AS ownersOutside
  FROM ${ACCOUNTS_AT}
  WHERE ${column} IN (SELECT ${column} FROM ${ACCOUNTS_AT} WHERE ${IN_CORE} AND ${column} != '')
  GROUP BY value
  HAVING ownersInside + ownersOutside >= 2
  ORDER BY value`;

/** Payment instruments of the core, with the owners on them inside and outside. */
export const INSTRUMENTS = onRecord('payment_instrument');

/** Domains of e-mail addresses of the core; a free-mail provider is everybody's and ties nobody. */
export const DOMAINS = onRecord('email_domain');

/**
 * Who had exchanges, and from which networks, in the core and elsewhere. One pass over the usage: from where each owner
 * came is gathered first, and is little; owners are counted over that. The row of the empty value counts all owners; for
 * networks a sketch of fixed size is near enough, as the rule asks for factors.
 */
export const NETWORKS = `
  SELECT if(at = 0, '', ${networkText('network')}) AS value, if(at = 0, '', toString(network)) AS key,
         if(at = 0, uniqCombinedIf(17)(owner, at = 0 AND ${IS_INSIDE}), uniqCombinedIf(12)(owner, ${IS_INSIDE})) AS ownersInside,
         if(at = 0, uniqCombinedIf(17)(owner, at = 0 AND NOT ${IS_INSIDE}), uniqCombinedIf(12)(owner, NOT ${IS_INSIDE})) AS ownersOutside
  FROM (
    SELECT owner, at, at * ofRow AS network
    FROM (SELECT ${markedOwner(isOf('core'))} AS owner, ${NETWORK_KEY} AS ofRow
          FROM ${USAGE_AT} WHERE ${IS_EXCHANGE}
          GROUP BY owner, ofRow)
    ARRAY JOIN if(ofRow != 0, [0, 1], [0]) AS at)
  GROUP BY at, network
  HAVING at = 0 OR ownersInside >= 2
  ORDER BY value`;

/** Part of an account's exchanges that a client must carry to be the account's: a stray one is nobody's software. */
const OWN_CLIENT = 0.1;

/** Client fingerprints that are a good part of what an account sends, with the owners in the core and elsewhere. */
export const FINGERPRINTS = `
  SELECT toString(client_hash) AS key, ownersInside, ownersOutside
  FROM (
    SELECT client.1 AS client_hash, uniqExactIf(owner, inside) AS ownersInside, uniqExactIf(owner, NOT inside) AS ownersOutside
    FROM (
      SELECT min(ofClient) AS owner, ${isOf('core')} AS inside, sum(used) AS exchanges, groupArray((client_hash, used)) AS clients
      FROM (SELECT account_hash, client_hash, min(owner) AS ofClient, sum(n) AS used
            FROM (SELECT account_hash, owner_hash AS owner, client_hash, count() AS n
                  FROM ${USAGE_AT} WHERE ${IS_EXCHANGE} AND client_hash != 0
                  GROUP BY account_hash, owner, client_hash)
            GROUP BY account_hash, client_hash)
      GROUP BY account_hash)
    ARRAY JOIN arrayFilter(each -> each.2 >= ${OWN_CLIENT} * exchanges, clients) AS client
    GROUP BY client_hash
    HAVING ownersInside >= 2)
  ORDER BY key`;

/** The texts of client fingerprints by their hashes. The engine stops as soon as it has met each of them. */
export const FINGERPRINT_TEXTS = `
  SELECT toString(client_hash) AS key, assumeNotNull(client_fingerprint) AS text
  FROM ${USAGE_AT}
  WHERE client_hash IN (SELECT arrayJoin(arrayMap(each -> toUInt64(each), {clients:Array(String)})))
  LIMIT 1 BY client_hash
  LIMIT {count:UInt32}`;
