import { PHASES } from './membership/schedule';

/** SQL words that all analyzers use in the same sense. */

/** The request was answered: only then is it an exchange. */
export const IS_EXCHANGE = 'status BETWEEN 200 AND 299';

/** The request was refused for its rate or broke on the platform's side. */
export const IS_FAILURE = '(status = 429 OR status >= 500)';

/** The account is of the case's frozen set. */
export const IN_CASE = 'account_id IN (SELECT member FROM account_sets WHERE set_hash = {accounts:String})';

/** The account is of the core: accounts that plainly do as the campaign does, of the case or not. */
export const IN_CORE = 'account_id IN (SELECT member FROM account_sets WHERE set_hash = {core:String})';

/** The value is in the frozen set that a parameter names. */
export const inSet = (value: string, parameter: string): string =>
  `${value} IN (SELECT member FROM account_sets WHERE set_hash = {${parameter}:String})`;

/**
 * Whether a row of usage is of an account of the frozen set that a parameter names, by its hash: less than half the work
 * of `inSet`. Figures that people must prove are asked by the text.
 * @param account SQL of the account's hash, where it is not a row that is asked
 */
export const isOf = (parameter: string, account = 'account_hash'): string =>
  `${account} IN (SELECT cityHash64(member) FROM account_sets WHERE set_hash = {${parameter}:String})`;

/** The rows of usage of these accounts alone. The engine finds them by the text, which it reads of no row. */
export const rowsOf = (parameter: string): string =>
  `indexHint(${inSet('account_id', parameter)}) AND ${isOf(parameter)}`;

/** Who owns the account: its organisation, or itself. Colleagues share things without conspiring. */
export const OWNER = "ifNull(nullIf(org_id, ''), account_id)";

/**
 * Whether the platform binds an account to other owners, as a row of the account file says: to those of its programme, or,
 * under a contract, to an organisation that is not on record. Colleagues of one that is have one owner.
 */
export const IS_MEMBER =
  "ifNull(contract = 'programme' OR (contract = 'enterprise' AND ifNull(org_id, '') = ''), false)";

/**
 * The owner as a number whose lowest bit says whether the row is of `inside`. One number of eight bytes groups twice as
 * fast as with a second key beside it; 63 bits still tell millions of them apart.
 */
export const markedOwner = (inside: string): string =>
  `bitOr(bitAnd(owner_hash, 18446744073709551614), toUInt64(${inside}))`;

/** Whether an owner that `markedOwner` marked is inside. */
export const IS_INSIDE = 'bitTest(owner, 0) = 1';

/** Table of (account, id): the hash and the text of each account of the frozen set that a parameter names. */
export const namesIn = (parameter: string): string =>
  `(SELECT DISTINCT cityHash64(member) AS account, member AS id FROM account_sets WHERE set_hash = {${parameter}:String})`;

/** The phase of the hour of a request. */
export const PHASE = `moment % ${PHASES}`;

/** The hour of the UTC day of a request. */
export const HOUR_OF_DAY = `intDiv(moment, ${PHASES})`;

/** The model as a number: to group by numbers is several times faster than by texts. */
export const MODEL_KEY = 'cityHash64(model)';

/** The hour of a request, counted since 1970 in UTC: a number groups several times faster than the text of an instant. */
export const HOUR = 'toUInt32(intDiv(toUnixTimestamp(ts), 3600))';

/** An instant as RFC 3339 in UTC, milliseconds. */
export const instantText = (expression: string): string =>
  `formatDateTime(${expression}, '%Y-%m-%dT%H:%i:%S', 'UTC') || 'Z'`;
