import type { EntityManager } from 'typeorm';
import { figure } from '@app/platform';
import type { Cases } from '@app/cases';
import { AccountsNotConfirmedError } from './enforcement.problems';

const SHOWN = 50;

/** An order touches accounts only while a person's verdict on them stands. @throws AccountsNotConfirmedError naming those without one */
export async function assertConfirmed(
  db: EntityManager,
  cases: Cases,
  caseId: string,
  named: readonly string[] | Promise<readonly string[]>,
): Promise<void> {
  const [accounts, listed] = await Promise.all([named, cases.accounts(db, caseId)]);
  const statuses = new Map(listed.map((row) => [row.accountId, row.status]));
  const others = accounts.filter((account) => statuses.get(account) !== 'confirmed');
  if (others.length === 0) return;
  const detail =
    others.length === 1
      ? 'One account is not confirmed.'
      : `${figure(others.length)} accounts are not confirmed.`;
  const shown = others
    .slice(0, SHOWN)
    .map((accountId) => ({ accountId, status: statuses.get(accountId) ?? null }));
  throw new AccountsNotConfirmedError(detail, { count: others.length, accounts: shown });
}
