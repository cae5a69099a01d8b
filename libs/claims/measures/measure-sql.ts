import { USAGE_AT, USAGE_AT_BY_ROW } from '@app/usage';
import { IN_CASE, IS_EXCHANGE } from '@app/enrichment';

/** The request falls into the window: whole UTC days, the last one excluded. */
export const IN_WINDOW =
  "ts >= toDateTime64({from:String}, 3, 'UTC') AND ts < toDateTime64({to:String}, 3, 'UTC')";

/** The request was made with a key that nobody judged to be cover; a request without a key counts to the campaign. */
const IS_NOT_COVER =
  "ifNull(api_key_id, '') NOT IN (SELECT member FROM account_sets WHERE set_hash = {cover:String})";

/** Exchanges of the confirmed accounts in the window. */
export const ALL_EXCHANGES = `FROM ${USAGE_AT} WHERE ${IS_EXCHANGE} AND ${IN_CASE} AND ${IN_WINDOW}`;

/** The same without those on cover keys. */
export const CAMPAIGN_EXCHANGES = `${ALL_EXCHANGES} AND ${IS_NOT_COVER}`;

/**
 * Another way to the same rows: usage joined with the account set (the small side on the right, which is held in
 * memory), the status by its hundreds, the window by the day; cover keys taken away by a join that keeps what has no partner.
 */
const perAccountDay = (coverToo: boolean): string => `
  SELECT u.account_id, toDate(u.ts, 'UTC') AS day, sum(if(intDiv(u.status, 100) = 2, 1, 0)) AS exchanges
  FROM ${USAGE_AT_BY_ROW} AS u
  INNER JOIN (SELECT DISTINCT member FROM account_sets WHERE set_hash = {accounts:String}) AS s ON u.account_id = s.member
  ${coverToo ? '' : `LEFT ANTI JOIN (SELECT DISTINCT member FROM account_sets WHERE set_hash = {cover:String}) AS c ON u.api_key_id = c.member`}
  WHERE toDate(u.ts, 'UTC') >= toDate({from:String}) AND toDate(u.ts, 'UTC') < toDate({to:String})
  GROUP BY u.account_id, day`;

/** Exchanges of the confirmed accounts by account and day. */
export const ALL_BY_ACCOUNT_DAY = `(${perAccountDay(true)})`;

/** The same without those on cover keys. */
export const CAMPAIGN_BY_ACCOUNT_DAY = `(${perAccountDay(false)})`;
