import { COUNTRIES } from './addresses';
import { GROUPS } from './groups';
import { operatorOf } from './operators';
import { accountId, emailDomain, instrumentId, orgId, orgName } from './identifiers';
import { NONE, type Population, STATUSES, isUsed } from './population';
import { CLUSTERS } from './profile';
import { STREAM, below, streamOf } from './random';

/** Columns of the accounts file, in its order. */
export const ACCOUNTS_HEADER =
  'account_id,created_at,org_id,org_name,org_seats,contract,protected,email_domain,payment_instrument,' +
  'declared_country,verification,status\n';

/** Account numbers in the order of the file: by identifier, which tells nothing. */
export function accountsInOrder(population: Population): number[] {
  const ids = Array.from({ length: population.accounts.count }, (_, account) =>
    accountId(population, account),
  );
  return ids.map((_, i) => i).sort((a, b) => ((ids[a] ?? '') < (ids[b] ?? '') ? -1 : 1));
}

/** One row of the accounts file, with its line end. */
export function accountRow(population: Population, account: number): string {
  const { accounts, orgSeats, seedKey } = population;
  const group = GROUPS[accounts.group[account] ?? 0];
  const org = accounts.org[account] ?? NONE;
  const chance = below(streamOf(seedKey, STREAM.account, account, 3), 0, 100);
  const campaign = account < population.campaign;
  const unverified = campaign ? 52 : 30;
  const verification = chance < unverified ? 'none' : chance < (campaign ? 98 : 90) ? 'phone' : 'id_document';
  const columns = [
    accountId(population, account),
    new Date(accounts.createdAt[account] ?? 0).toISOString(),
    orgId(population, account),
    orgName(population, account),
    org === NONE ? '' : String(orgSeats[org] ?? 1),
    group?.contract ?? 'none',
    String(group?.protected ?? false),
    emailDomain(population, account),
    instrumentId(population, account),
    COUNTRIES[accounts.country[account] ?? 0] ?? '',
    verification,
    STATUSES[accounts.status[account] ?? 0] ?? 'active',
  ];
  return `${columns.join(',')}\n`;
}

/** One row of the truth: label, cluster, and the kind of innocent account. */
export function truthRow(population: Population, account: number): string {
  const group = population.accounts.group[account] ?? 0;
  const id = accountId(population, account);
  if (group < CLUSTERS.length) {
    const operator = operatorOf(population, account);
    const cluster =
      operator === undefined ? CLUSTERS[group]?.name : `OP-${String(operator + 1).padStart(4, '0')}`;
    return `${id},campaign,${cluster ?? ''},${isUsed(population, account) ? '' : 'never_used'}\n`;
  }
  return `${id},${GROUPS[group]?.label ?? 'benign'},,${GROUPS[group]?.name ?? ''}\n`;
}
