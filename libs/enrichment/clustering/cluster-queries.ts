import { ACCOUNTS_AT, NETWORK_KEY, networkText, USAGE_AT } from '@app/usage';
import { WINDOW_SECONDS } from '../membership/lives';
import { TEMPLATE_USES } from '../sharing/family-queries';
import { inSet, IS_EXCHANGE, isOf, namesIn } from '../sql';

/** Things of each kind of one account that count, the most used ones. */
const MOST_THINGS = 48;

/** A thing and its exchanges, both of 32 bits, as one number: sorted, the most used come first, of equally used ones the lower. */
const use = (thing: string, exchanges: string): string =>
  `bitShiftLeft(toUInt64(4294967295 - ${exchanges}), 32) + ${thing}`;
const mostUsed = (uses: string): string => `arraySlice(arraySort(${uses}), 1, ${MOST_THINGS})`;
const thingsOf = (uses: string): string => `arrayMap(each -> toUInt32(bitAnd(each, 4294967295)), ${uses})`;
const countsOf = (uses: string): string =>
  `arrayMap(each -> toUInt32(4294967295 - bitShiftRight(each, 32)), ${uses})`;

/** The networks that tie, by their keys ascending; a network's number is its place in them, from 1. */
const TIED = 'arraySort(groupUniqArray(toUInt64(member)))';
const OF_TIED = 'FROM account_sets WHERE set_hash = {networks:String}';
const NUMBER_OF_NETWORK = `transform(${NETWORK_KEY}, (SELECT ${TIED} ${OF_TIED}),
    (SELECT arrayMap(each -> toUInt32(each), arrayEnumerate(${TIED})) ${OF_TIED}), toUInt32(0))`;

/** Networks that tie, by their numbers, and how many exchanges each member had from them; 0 stands for all others. */
const NETWORK_USES = `
  SELECT account, sum(n) AS exchanges, groupArrayIf(${use('network', 'n')}, network != 0) AS uses
  FROM (SELECT account_hash AS account, ${NUMBER_OF_NETWORK} AS network, count() AS n
        FROM ${USAGE_AT} WHERE ${IS_EXCHANGE} AND ${isOf('members')}
        GROUP BY account, network)
  GROUP BY account`;

/** What each member used most: template families of the campaign and networks that tie, by their numbers. */
export const MEMBER_THINGS = `
  SELECT accountId, exchanges, ${thingsOf('mostFamilies')} AS families, ${countsOf('mostFamilies')} AS familyCounts,
         ${thingsOf('mostNetworks')} AS networks, ${countsOf('mostNetworks')} AS networkCounts
  FROM (
    SELECT m.id AS accountId, exchanges, ${mostUsed('n.uses')} AS mostNetworks,
           ${mostUsed(`arrayMap((family, n) -> ${use('family', 'n')}, t.families, t.counts)`)} AS mostFamilies
    FROM ${namesIn('members')} AS m
    LEFT JOIN (${NETWORK_USES}) AS n ON m.account = n.account
    LEFT JOIN ${TEMPLATE_USES} AS t ON m.id = t.account_id)
  ORDER BY accountId`;

/** How people write the networks that tie, in the order of their numbers. */
export const NETWORK_TEXTS = `
  SELECT DISTINCT toUInt64(member) AS key, ${networkText('key')} AS text
  FROM account_sets WHERE set_hash = {networks:String}
  ORDER BY key`;

/** Payment instruments of the members, and the bursts in which they were created. */
export const MEMBER_RECORDS = `
  SELECT account_id AS accountId, ifNull(payment_instrument, '') AS instrument,
         toUInt32(intDiv(toUnixTimestamp(created_at), ${WINDOW_SECONDS})) AS created,
         has({bursts:Array(UInt32)}, created) AS isInBurst
  FROM ${ACCOUNTS_AT} WHERE ${inSet('account_id', 'members')}
  ORDER BY accountId`;
