import { ACCOUNTS_AT, NETWORK_KEY, networkText, USAGE_AT } from '@app/usage';
import { TEMPLATE_USES } from '../sharing/family-queries';
import { inSet, IS_EXCHANGE, isOf } from '../sql';

/** Things of each kind of one account that count, the most used ones. */
const MOST_THINGS = 48;

/** The most used of two arrays of things and of their exchanges, as pairs; of equally used ones the lower. */
const mostUsed = (things: string, counts: string): string =>
  `arraySlice(arraySort(used -> (-toInt64(used.2), used.1), arrayZip(${things}, ${counts})), 1, ${MOST_THINGS})`;

/** Networks that tie, and how many exchanges each member had from them; 0 stands for all others. */
const NETWORK_USES = `
  SELECT account, sum(n) AS exchanges, groupArrayIf(network, network != 0) AS networks, groupArrayIf(toUInt32(n), network != 0) AS counts
  FROM (SELECT account_hash AS account,
               if((${NETWORK_KEY}) IN (SELECT toUInt64(member) FROM account_sets WHERE set_hash = {networks:String}), ${NETWORK_KEY}, toUInt64(0)) AS network,
               count() AS n
        FROM ${USAGE_AT} WHERE ${IS_EXCHANGE} AND ${isOf('members')}
        GROUP BY account, network)
  GROUP BY account`;

/** What each member used most: template families of the campaign by their numbers, and networks that tie by their keys. */
export const MEMBER_THINGS = `
  SELECT accountId, exchanges, mostFamilies.1 AS families, mostFamilies.2 AS familyCounts,
         arrayMap(key -> toString(key), mostNetworks.1) AS networks, mostNetworks.2 AS networkCounts
  FROM (
    SELECT m.accountId AS accountId, exchanges, ${mostUsed('t.families', 't.counts')} AS mostFamilies,
           ${mostUsed('n.networks', 'n.counts')} AS mostNetworks
    FROM (SELECT DISTINCT member AS accountId FROM account_sets WHERE set_hash = {members:String}) AS m
    LEFT JOIN (${NETWORK_USES}) AS n ON cityHash64(m.accountId) = n.account
    LEFT JOIN ${TEMPLATE_USES} AS t ON m.accountId = t.account_id)
  ORDER BY accountId`;

/** How people write the networks that tie, by their keys. */
export const NETWORK_TEXTS = `
  SELECT DISTINCT member AS key, ${networkText('toUInt64(member)')} AS text
  FROM account_sets WHERE set_hash = {networks:String}
  ORDER BY key`;

/** Payment instruments of the members. */
export const MEMBER_RECORDS = `
  SELECT account_id AS accountId, ifNull(payment_instrument, '') AS instrument
  FROM ${ACCOUNTS_AT} WHERE ${inSet('account_id', 'members')}
  ORDER BY accountId`;
