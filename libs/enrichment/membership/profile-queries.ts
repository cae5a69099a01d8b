import { ACCOUNTS_AT, NETWORK_KEY, USAGE_AT } from '@app/usage';
import { TEMPLATE_USES } from '../sharing/family-queries';
import { HOUR_OF_DAY, IN_CASE, IN_CORE, inSet, IS_EXCHANGE, IS_MEMBER, PHASE } from '../sql';
import { WINDOW_SECONDS } from './lives';

/** A thousandth of the cosine of the hour's angle on the clock, or of the sine: whole numbers add up the same in any order. */
const around = (turn: (angle: number) => number): string =>
  `transform(${HOUR_OF_DAY}, range(24), [${Array.from({ length: 24 }, (_, hour) => Math.round(1000 * turn((hour / 12) * Math.PI))).join(', ')}], 0)`;

/** Exchanges from which the manner of an account can be told at all. */
const FEW = 5;
const ENOUGH = 20;

/** The bin of a share: none, some, much; 9 where there is nothing to share. */
const SHARE = (part: string, whole: string, much: number): string =>
  `multiIf(${whole} = 0, 9, ${part} = 0, 0, ${part} < ${much} * ${whole}, 1, 2)`;

/** From where and with what software each account sent its requests. */
const PLACES = `
  SELECT account, sumIf(n, isAddressed) AS addressed, sumIf(n, isTiedNetwork) AS tiedNetwork,
         sumIf(n, isFingerprinted) AS fingerprinted, sumIf(n, isTiedFingerprint) AS tiedFingerprint
  FROM (
    SELECT account_hash AS account, (${NETWORK_KEY}) != 0 AS isAddressed,
           isAddressed AND (${NETWORK_KEY}) IN (SELECT toUInt64(member) FROM account_sets WHERE set_hash = {networks:String}) AS isTiedNetwork,
           client_hash != 0 AS isFingerprinted,
           client_hash IN (SELECT cityHash64(member) FROM account_sets WHERE set_hash = {fingerprints:String}) AS isTiedFingerprint, count() AS n
    FROM ${USAGE_AT} WHERE ${IS_EXCHANGE}
    GROUP BY account, isAddressed, isTiedNetwork, isFingerprinted, isTiedFingerprint)
  GROUP BY account`;

/** What each account did, and when. */
const DEEDS = `
  SELECT account_hash AS account, count() AS exchanges, countIf(template_hash IS NOT NULL) AS templated,
         countIf(${PHASE} IN {phases:Array(UInt16)}) AS onSchedule,
         sum(ifNull(transform(capability, {capabilities:Array(String)}, {weights:Array(Int32)}, toInt32(0)), 0)) AS lean,
         sum(${around(Math.cos)}) AS east, sum(${around(Math.sin)}) AS north
  FROM ${USAGE_AT} WHERE ${IS_EXCHANGE}
  GROUP BY account`;

const USED = `
  SELECT d.account AS account, exchanges, templated, arraySum(counts) AS campaignExchanges, length(families) AS campaignFamilies,
         onSchedule, lean, east, north, addressed, tiedNetwork, fingerprinted, tiedFingerprint
  FROM (${DEEDS}) AS d
  INNER JOIN (${PLACES}) AS p ON d.account = p.account
  LEFT JOIN ${TEMPLATE_USES} AS t ON d.account = cityHash64(t.account_id)`;

/** What the platform has on record of each account. That an account of the core is on its own card ties it to nobody. */
const ON_RECORD = `
  SELECT cityHash64(account_id) AS account, account_id, 1 AS isKnown, toUnixTimestamp64Milli(created_at) AS createdAt, ifNull(protected, false) AS isProtected, ${IS_MEMBER} AS isMember,
         toString(ifNull(contract, 'none')) AS contract, ifNull(org_id, '') AS org, ifNull(org_seats, 0) AS seats,
         ifNull(payment_instrument, '') AS instrument,
         ${inSet("ifNull(payment_instrument, '')", 'instruments')} AND NOT isOnOwnCard AS isTiedInstrument,
         ${IN_CORE} AND ${inSet("ifNull(payment_instrument, '')", 'instruments')}
           AND NOT ${inSet("ifNull(payment_instrument, '')", 'sharedInstruments')} AS isOnOwnCard,
         ifNull(email_domain, '') AS domain, ${inSet("ifNull(email_domain, '')", 'domains')} AS isTiedDomain,
         has({bursts:Array(UInt32)}, toUInt32(intDiv(toUnixTimestamp(created_at), ${WINDOW_SECONDS}))) AS isInBurst
  FROM ${ACCOUNTS_AT}`;

/** Accounts that used something and of which the platform has nothing on record. */
const UNRECORDED = `
  SELECT account_hash AS account, any(account_id) AS account_id
  FROM ${USAGE_AT} WHERE account_hash NOT IN (SELECT cityHash64(account_id) FROM ${ACCOUNTS_AT})
  GROUP BY account`;

/**
 * Traits of every account as bins, in the order of `TRAITS`. Accounts that something ties to the core or that the case
 * has are listed one by one, and those that are after the same around the clock; the others only as many of the same
 * bins, and there are few different ones.
 */
export const PROFILES = `
  SELECT if(isListed, id, '') AS accountId, bins, count() AS accounts,
         any(if(isListed, isInside, false)) AS isInside, any(if(isListed, isInCore, false)) AS isInCore,
         any(if(isListed, isProtected, false)) AS isProtected, any(if(isListed, isMember, false)) AS isMember, any(if(isListed, contract, '')) AS contract,
         any(if(isListed, org, '')) AS org, any(if(isListed, seats, 0)) AS seats,
         any(if(isListed, instrument, '')) AS instrument, any(if(isListed, isOnOwnCard, false)) AS isOnOwnCard, any(if(isListed, createdAt, 0)) AS createdAt,
         any(if(isListed, isKnown, 0)) AS isKnown,
         any(if(isListed, exchanges, 0)) AS exchanges, any(if(isListed, campaignExchanges, 0)) AS campaignExchanges,
         any(if(isListed, campaignFamilies, 0)) AS campaignFamilies, any(if(isListed, tiedNetwork, 0)) AS tiedNetworkExchanges,
         any(if(isListed, tiedFingerprint, 0)) AS tiedFingerprintExchanges, any(if(isListed, onSchedule, 0)) AS scheduledExchanges
  FROM (
    SELECT *, isInside OR isInCore OR bins[1] IN (1, 2, 3) OR bins[2] = 2 OR bins[3] = 2 OR bins[4] = 2 OR bins[7] = 2 OR bins[8] = 1 OR bins[9] = 1 OR (bins[5] = 2 AND bins[6] = 0) AS isListed
    FROM (
      SELECT if(a.account_id != '', a.account_id, n.account_id) AS id, u.* EXCEPT account, a.* EXCEPT (account, account_id),
             ${IN_CASE.replace('account_id IN', 'id IN')} AS isInside, ${IN_CORE.replace('account_id IN', 'id IN')} AS isInCore,
             [multiIf(templated = 0, 9, campaignExchanges = 0, 0, campaignExchanges < 0.05 * exchanges, 1, campaignExchanges < 0.3 * exchanges, 2, 3),
              ${SHARE('tiedNetwork', 'addressed', 0.3)},
              ${SHARE('tiedFingerprint', 'fingerprinted', 0.3)},
              multiIf(exchanges < ${FEW} OR {coverage:Float64} = 0, 9, onSchedule < 2 * {coverage:Float64} * exchanges, 0, onSchedule < 5 * {coverage:Float64} * exchanges, 1, 2),
              multiIf(exchanges < ${FEW}, 9, lean < -50 * toInt64(exchanges), 0, lean < 50 * toInt64(exchanges), 1, 2),
              multiIf(exchanges < ${ENOUGH}, 9, east * east + north * north < pow(150 * exchanges, 2), 0, east * east + north * north < pow(400 * exchanges, 2), 1, 2),
              multiIf(isKnown = 0, 9, instrument = '', 0, isTiedInstrument, 2, 1),
              multiIf(isKnown = 0 OR domain = '', 9, isTiedDomain, 1, 0),
              multiIf(isKnown = 0, 9, isInBurst, 1, 0)] AS bins
      FROM (${USED}) AS u
      FULL JOIN (${ON_RECORD}) AS a ON u.account = a.account
      LEFT JOIN (${UNRECORDED}) AS n ON u.account = n.account))
  GROUP BY accountId, bins
  ORDER BY accountId, bins`;
