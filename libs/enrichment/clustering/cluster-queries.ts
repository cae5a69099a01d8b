import { ACCOUNTS_AT, USAGE_AT } from '@app/usage';
import { familyOf } from '../sharing/family-queries';
import { inSet, IS_EXCHANGE, NETWORK_KEY, networkText } from '../sql';

/** The members that are to be clustered. */
const IN_MEMBERS = inSet('account_id', 'members');

/** Things of each kind of one account that count, the most used ones. */
const MOST_THINGS = 48;

/** Requests of each member with each of the things of a kind, 0 for those with none. */
const uses = (kind: number, thing: string): string => `
  SELECT account_id, toUInt8(${kind}) AS kind, ${thing} AS thing, count() AS n
  FROM ${USAGE_AT} WHERE ${IS_EXCHANGE} AND ${IN_MEMBERS}
  GROUP BY account_id, thing`;

const TIED_NETWORK = `if(ifNull(ip, '') != '' AND (${NETWORK_KEY}) IN (SELECT toUInt64(member) FROM account_sets WHERE set_hash = {networks:String}), ${NETWORK_KEY}, toUInt64(0))`;

/** What each member used: template families of the campaign (kind 1) and networks that tie (kind 2). */
export const MEMBER_THINGS = `
  SELECT account_id AS accountId, kind, sum(n) AS exchanges,
         arrayMap(used -> if(kind = 1, toString(used.1), ${networkText('used.1')}),
           arraySlice(arraySort(used -> (-toInt64(used.2), used.1), groupArrayIf((thing, n), thing != 0)), 1, ${MOST_THINGS}) AS most) AS things,
         arrayMap(used -> toUInt32(used.2), most) AS counts
  FROM (${uses(1, `toUInt64(${familyOf('template_hash')})`)} UNION ALL ${uses(2, TIED_NETWORK)})
  GROUP BY accountId, kind
  ORDER BY accountId, kind`;

/** Payment instruments of the members. */
export const MEMBER_RECORDS = `
  SELECT account_id AS accountId, ifNull(payment_instrument, '') AS instrument
  FROM ${ACCOUNTS_AT} WHERE ${IN_MEMBERS}
  ORDER BY accountId`;
