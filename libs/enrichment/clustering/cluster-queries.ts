import { ACCOUNTS_AT, USAGE_AT } from '@app/usage';
import { FAMILIES } from '../sharing/family-queries';
import { ACCOUNT_KEY, inSet, IS_EXCHANGE, NETWORK_KEY, networkText } from '../sql';

/** The members that are to be clustered. */
const IN_MEMBERS = inSet('account_id', 'members');

/** Things of each kind of one account that count, the most used ones. */
const MOST_THINGS = 48;

/** What each member used: template families of the campaign (kind 1) and networks that tie (kind 2). */
export const MEMBER_THINGS = `
  SELECT any(member) AS accountId, kind, sum(n) AS exchanges,
         arrayMap(used -> if(kind = 1, toString(used.1), ${networkText('used.1')}),
           arraySlice(arraySort(used -> (-toInt64(used.2), used.1), groupArrayIf((thing, n), thing != 0)), 1, ${MOST_THINGS}) AS most) AS things,
         arrayMap(used -> toUInt32(used.2), most) AS counts
  FROM (
    SELECT account, use.1 AS kind, use.2 AS thing, count() AS n
    FROM (SELECT account, toUInt64(family) AS family, if(isTiedNetwork, networkKey, toUInt64(0)) AS network
          FROM (SELECT ${ACCOUNT_KEY} AS account, ifNull(template_hash, 0) AS template,
                       if(ifNull(ip, '') != '', ${NETWORK_KEY}, toUInt64(0)) AS networkKey,
                       networkKey IN (SELECT toUInt64(member) FROM account_sets WHERE set_hash = {networks:String}) AS isTiedNetwork
                FROM ${USAGE_AT} WHERE ${IS_EXCHANGE} AND ${IN_MEMBERS}) AS r
          LEFT ANY JOIN ${FAMILIES} AS f ON r.template = f.hash)
    ARRAY JOIN [(toUInt8(1), family), (toUInt8(2), network)] AS use
    GROUP BY account, kind, thing) AS u
  INNER JOIN (SELECT DISTINCT member, cityHash64(member) AS account FROM account_sets WHERE set_hash = {members:String}) AS m USING account
  GROUP BY account, kind
  ORDER BY accountId, kind`;

/** Payment instruments of the members. */
export const MEMBER_RECORDS = `
  SELECT account_id AS accountId, ifNull(payment_instrument, '') AS instrument
  FROM ${ACCOUNTS_AT} WHERE ${IN_MEMBERS}
  ORDER BY accountId`;
