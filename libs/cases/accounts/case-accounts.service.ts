import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In, IsNull, MoreThan } from 'typeorm';
import {
  Clock,
  ConflictError,
  contentHash,
  decodeCursor,
  findById,
  lockById,
  type Page,
  toPage,
} from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import {
  countAccounts,
  insertAccounts,
  type Judged,
  judgeAccounts,
  judgeKeys,
  otherCaseCounts,
  unlistedAccounts,
} from './case-accounts.queries';
import { CaseAccount } from './case-account.entity';
import { CaseApiKey } from './case-api-key.entity';
import { Case } from '../case.entity';
import type { AccountStatus, KeyVerdict } from '../case-terms';

/** Unlisted accounts that a refusal names. */
const NAMED_UNLISTED = 50;

/** An account of a case, and in how many other cases it is a subject too. */
export interface ListedAccount extends CaseAccount {
  otherCases: number;
}

/** A case in which an account is a subject. */
export interface Appearance {
  account: CaseAccount;
  case: Case;
}

/** The accounts and API keys of cases, and the verdicts on them. Made for tens of thousands in one act. */
@Injectable()
export class CaseAccounts {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** Lists accounts as suspected; what is listed already stays as it is. @throws NotFoundError, CaseClosedError */
  async add(
    actor: Actor,
    caseId: string,
    accounts: readonly string[] | 'alerts',
    source: string,
  ): Promise<{ added: number; already: number; total: number }> {
    return this.within(caseId, async (tx, now) => {
      const { added, asked, before } = await insertAccounts(tx, caseId, accounts, source, now);
      await this.record(tx, actor, caseId, 'case.accounts_added', added, { source });
      return { added: added.length, already: asked - added.length, total: before + added.length };
    });
  }

  /** Gives a verdict on the accounts named, or on all that have none yet. @throws NotFoundError, CaseClosedError */
  async judge(
    actor: Actor,
    caseId: string,
    accounts: readonly string[] | 'suspected',
    verdict: { status: AccountStatus; reason: string },
  ): Promise<Judged> {
    return this.within(caseId, async (tx, at) => {
      const judged = await judgeAccounts(tx, caseId, accounts, { ...verdict, by: actor.id, at });
      await this.record(tx, actor, caseId, 'case.accounts_judged', judged.changed, verdict);
      return judged;
    });
  }

  /** Says what API keys of accounts of the case were used for. @throws NotFoundError, CaseClosedError, ConflictError */
  async judgeKeys(
    actor: Actor,
    caseId: string,
    keys: readonly { apiKeyId: string; accountId: string }[],
    verdict: { verdict: KeyVerdict; reason: string },
  ): Promise<{ changed: number }> {
    return this.within(caseId, async (tx, at) => {
      const accountIds = keys.map((key) => key.accountId);
      const unlisted = await unlistedAccounts(tx, caseId, accountIds, NAMED_UNLISTED);
      if (unlisted.length > 0)
        throw new ConflictError('Keys are judged for accounts that the case lists.', { unlisted });
      const changed = await judgeKeys(tx, caseId, keys, { ...verdict, by: actor.id, at });
      await this.record(tx, actor, caseId, 'case.keys_judged', changed, verdict);
      return { changed: changed.length };
    });
  }

  /** In byte order of the account's id. @throws NotFoundError */
  async list(
    caseId: string,
    o: { limit: number; cursor?: string; status?: AccountStatus },
  ): Promise<Page<ListedAccount>> {
    const db = this.db.manager;
    await findById(db, Case, caseId);
    const after = o.cursor ? { accountId: MoreThan(String(decodeCursor(o.cursor, 1)[0])) } : {};
    const where = { caseId, ...(o.status ? { status: o.status } : {}), ...after };
    const rows = await db.find(CaseAccount, { where, order: { accountId: 'ASC' }, take: o.limit + 1 });
    const others = await otherCaseCounts(
      db,
      caseId,
      rows.map((row) => row.accountId),
    );
    return toPage(
      rows,
      o.limit,
      (row) => [row.accountId],
      (row) => ({ ...row, otherCases: others.get(row.accountId) ?? 0 }),
    );
  }

  /** In byte order of the key's id. @throws NotFoundError */
  async listKeys(
    caseId: string,
    o: { limit: number; cursor?: string; verdict?: KeyVerdict },
  ): Promise<Page<CaseApiKey>> {
    await findById(this.db.manager, Case, caseId);
    const after = o.cursor ? { apiKeyId: MoreThan(String(decodeCursor(o.cursor, 1)[0])) } : {};
    const where = { caseId, ...(o.verdict ? { verdict: o.verdict } : {}), ...after };
    const rows = await this.db.manager.find(CaseApiKey, {
      where,
      order: { apiKeyId: 'ASC' },
      take: o.limit + 1,
    });
    return toPage(
      rows,
      o.limit,
      (row) => [row.apiKeyId],
      (row) => row,
    );
  }

  /** @throws NotFoundError */
  async counts(caseId: string): Promise<Record<AccountStatus, number>> {
    await findById(this.db.manager, Case, caseId);
    return countAccounts(this.db.manager, caseId);
  }

  /** Every case in which the account is a subject, newest case first; at most `limit`. */
  async appearances(accountId: string, limit: number): Promise<Appearance[]> {
    const db = this.db.manager;
    const rows = await db.find(CaseAccount, { where: { accountId }, order: { caseId: 'DESC' }, take: limit });
    const cases = await db.findBy(Case, { id: In(rows.map((row) => row.caseId)), mergedIntoId: IsNull() });
    const byId = new Map(cases.map((one) => [one.id, one]));
    return rows.flatMap((account) => {
      const found = byId.get(account.caseId);
      return found ? [{ account, case: found }] : [];
    });
  }

  private within<T>(caseId: string, act: (tx: EntityManager, now: Date) => Promise<T>): Promise<T> {
    return this.db.transaction(async (tx) => {
      const subject = await lockById(tx, Case, caseId);
      subject.assertOpen();
      return act(tx, this.clock.now());
    });
  }

  /** One event however many: their number, and the digest of their sorted ids. An act that changed nothing is no act. */
  private async record(
    tx: EntityManager,
    actor: Actor,
    caseId: string,
    action: string,
    ids: readonly string[],
    details: object,
  ): Promise<void> {
    if (ids.length === 0) return;
    const digest = contentHash([...ids].sort());
    await this.audit.record(tx, actor, {
      action,
      subjectId: caseId,
      caseId,
      details: { ...details, count: ids.length, digest },
    });
  }
}
