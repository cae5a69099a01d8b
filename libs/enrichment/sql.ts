/** SQL words that all analyzers use in the same sense. */

/** The request was answered: only then is it an exchange. */
export const IS_EXCHANGE = 'status BETWEEN 200 AND 299';

/** The request was refused for its rate or broke on the platform's side. */
export const IS_FAILURE = '(status = 429 OR status >= 500)';

/** The row belongs to an account of the frozen set. */
export const IN_CASE = 'account_id IN (SELECT member FROM account_sets WHERE set_hash = {accounts:String})';

/** Who owns the account: its organisation, or itself. Colleagues share things without conspiring. */
export const OWNER = "ifNull(nullIf(org_id, ''), account_id)";

/** The owner as a number, without a look at whether there is an organisation's text: counted several times faster. */
export const OWNER_KEY = `if(cityHash64(assumeNotNull(org_id)) = cityHash64(''), cityHash64(account_id), cityHash64(assumeNotNull(org_id)))`;

/**
 * The owner as a number whose lowest bit says whether the row is of `inside`. One number of eight bytes groups twice as
 * fast as with a second key beside it; 63 bits still tell millions of them apart.
 */
export const markedOwner = (inside: string): string =>
  `bitOr(bitAnd(${OWNER_KEY}, 18446744073709551614), toUInt64(${inside}))`;

/** Whether an owner that `markedOwner` marked is inside. */
export const IS_INSIDE = 'bitTest(owner, 0) = 1';

/**
 * The account as a number. To group by numbers that cannot be null is several times faster than by texts, most of all
 * where there is a second key beside it; the text comes along as `any(account_id)`.
 */
export const ACCOUNT_KEY = 'cityHash64(account_id)';

/** The model as a number, for the same reason. */
export const MODEL_KEY = 'cityHash64(model)';

/** The hour of a request, counted since 1970 in UTC: a number groups several times faster than the text of an instant. */
export const HOUR = 'toUInt32(intDiv(toUnixTimestamp(ts), 3600))';

/** An instant as RFC 3339 in UTC, milliseconds. */
export const instantText = (expression: string): string =>
  `formatDateTime(${expression}, '%Y-%m-%dT%H:%i:%S', 'UTC') || 'Z'`;

/** The row belongs to the core: accounts that plainly do as the campaign does, of the case or not. */
export const IN_CORE = 'account_id IN (SELECT member FROM account_sets WHERE set_hash = {core:String})';

/** The value is in the frozen set that a parameter names. */
export const inSet = (value: string, parameter: string): string =>
  `${value} IN (SELECT member FROM account_sets WHERE set_hash = {${parameter}:String})`;
