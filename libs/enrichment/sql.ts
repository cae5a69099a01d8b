/** SQL words that all analyzers use in the same sense. */

/** The request was answered: only then is it an exchange. */
export const IS_EXCHANGE = 'status BETWEEN 200 AND 299';

/** The request was refused for its rate or broke on the platform's side. */
export const IS_FAILURE = '(status = 429 OR status >= 500)';

/** The row belongs to an account of the frozen set. */
export const IN_CASE = 'account_id IN (SELECT member FROM account_sets WHERE set_hash = {accounts:String})';

/** Who owns the account: its organisation, or itself. Colleagues share things without conspiring. */
export const OWNER = "ifNull(nullIf(org_id, ''), account_id)";

/** The neighbourhood of an address: /24 in IPv4, /48 in IPv6. */
export const NETWORK = `if(isIPv4String(ifNull(ip, '')), concat(substringIndex(ifNull(ip, ''), '.', 3), '.0/24'),
  concat(cutIPv6(IPv6StringToNumOrDefault(ifNull(ip, '')), 10, 0), '/48'))`;

/** An instant as RFC 3339 in UTC, milliseconds. */
export const instantText = (expression: string): string =>
  `formatDateTime(${expression}, '%Y-%m-%dT%H:%i:%S', 'UTC') || 'Z'`;
