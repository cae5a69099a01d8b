import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  ConflictError,
  decodeCursor,
  NotFoundError,
  type Page,
  type PageQuery,
  toPage,
  figure,
} from '@app/platform';
import type { Actor } from '@app/audit';
import { AccountActs, type AccountStatus, Cases } from '@app/cases';
import {
  countWeighed,
  weighedAccounts,
  type WeighedAccount,
  type WeighedCount,
  type WeighedFilter,
  weighedIds,
} from './weighed-accounts.queries';

/** The accounts of a case by what the evidence says of them, and verdicts on all that it puts together. */
@Injectable()
export class WeighedAccounts {
  constructor(
    private readonly db: DataSource,
    private readonly cases: Cases,
    private readonly acts: AccountActs,
  ) {}

  /** In byte order of the ids. @throws NotFoundError */
  async list(caseId: string, filter: WeighedFilter, page: PageQuery): Promise<Page<WeighedAccount>> {
    const db = this.db.manager;
    await this.cases.find(db, caseId);
    const after = page.cursor ? { after: String(decodeCursor(page.cursor, 1)[0]) } : {};
    const rows = await weighedAccounts(db, caseId, filter, { limit: page.limit + 1, ...after });
    return toPage(
      rows,
      page.limit,
      (row) => [row.accountId],
      (row) => row,
    );
  }

  /** @throws NotFoundError when the case lists no such account */
  async find(caseId: string, accountId: string): Promise<WeighedAccount> {
    await this.cases.find(this.db.manager, caseId);
    const [found] = await weighedAccounts(this.db.manager, caseId, { accountId }, { limit: 1 });
    if (!found) throw new NotFoundError(`The case does not list the account ${accountId}.`);
    return found;
  }

  /** @throws NotFoundError */
  async counts(caseId: string, filter: WeighedFilter): Promise<WeighedCount[]> {
    await this.cases.find(this.db.manager, caseId);
    return countWeighed(this.db.manager, caseId, filter);
  }

  /**
   * Gives a verdict on every suspected account that the filter shows, provided that they are as many as the person saw.
   * @throws NotFoundError, CaseClosedError, ConflictError
   */
  async judge(
    actor: Actor,
    caseId: string,
    filter: Omit<WeighedFilter, 'status'>,
    { accounts, ...verdict }: { accounts: number; status: AccountStatus; reason: string },
  ): ReturnType<AccountActs['judge']> {
    await this.cases.find(this.db.manager, caseId);
    const ids = await weighedIds(this.db.manager, caseId, { ...filter, status: 'suspected' });
    if (ids.length !== accounts)
      throw new ConflictError(
        `They are ${figure(ids.length)} now, and not ${figure(accounts)}; nothing was judged.`,
        {
          accounts: ids.length,
        },
      );
    return this.acts.judge(actor, caseId, ids, verdict);
  }
}
