import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, LessThan } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import {
  Clock,
  ConflictError,
  decodeCursor,
  findById,
  invalidInput,
  lockById,
  NotFoundError,
  type Page,
  toPage,
} from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import { Case } from '../case.entity';
import type { AccountStatus } from '../case-terms';
import { familyOf } from '../merge/case-merge.queries';
import { AccountAct } from './account-act.entity';
import {
  type AccountHistoryEntry,
  type ActOutcome,
  type ActStamp,
  historyOf,
  judgeAccounts,
  setShares,
  undoAct,
  type UndoOutcome,
} from './account-acts.queries';
import { recordAccounts } from './record-accounts';

/** A verdict as a person gives it; `shareBasis` is the reason unless said. */
export interface Verdict {
  status: AccountStatus;
  reason: string;
  share?: number;
  shareBasis?: string;
}

interface Portion {
  limit: number;
  cursor?: string;
}

/** Verdicts on accounts of cases and their shares of traffic: every act is kept, and can be undone as a whole. */
@Injectable()
export class AccountActs {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** Gives a verdict on the accounts named, or on all that have none yet. @throws NotFoundError, CaseClosedError */
  async judge(
    actor: Actor,
    caseId: string,
    accounts: readonly string[] | 'suspected',
    verdict: Verdict,
  ): Promise<ActOutcome & { actId: string | null }> {
    return this.within(actor, caseId, async (tx, stamp) => {
      const judged = await judgeAccounts(tx, stamp, accounts, verdict);
      const details = { ...verdict, actId: stamp.actId };
      await recordAccounts(this.audit, tx, actor, caseId, 'case.accounts_judged', judged.changed, details);
      return { ...judged, actId: judged.changed.length > 0 ? stamp.actId : null };
    });
  }

  /** Says how much of the traffic of accounts belongs to the campaign. @throws NotFoundError, CaseClosedError, InvalidInputError */
  async setShares(
    actor: Actor,
    caseId: string,
    shares: readonly { accountId: string; share: number | null }[],
    basis: string,
  ): Promise<ActOutcome & { actId: string | null }> {
    const places = new Map<string, number>();
    for (const [at, { accountId }] of shares.entries()) {
      if (places.has(accountId))
        throw invalidInput([{ pointer: `/shares/${at}/accountId`, detail: 'is named twice' }]);
      places.set(accountId, at);
    }
    return this.within(actor, caseId, async (tx, stamp) => {
      const said = await setShares(tx, stamp, shares, basis);
      const details = { basis, actId: stamp.actId };
      await recordAccounts(this.audit, tx, actor, caseId, 'case.shares_set', said.changed, details);
      return { ...said, actId: said.changed.length > 0 ? stamp.actId : null };
    });
  }

  /**
   * Undoes an act where what it gave still stands. Said again it does what was not possible before, mostly nothing.
   * @throws NotFoundError, CaseClosedError, ConflictError on the undoing of an undoing
   */
  async undo(
    actor: Actor,
    caseId: string,
    actId: string,
    reason: string,
  ): Promise<UndoOutcome & { actId: string | null }> {
    return this.within(actor, caseId, async (tx, stamp) => {
      const act = await tx.findOneBy(AccountAct, { id: actId, caseId });
      if (!act) throw new NotFoundError(`The case has no act on accounts with the id ${actId}.`);
      if (act.kind === 'undo')
        throw new ConflictError('An undoing is not undone; give the verdict again.', {
          undoesId: act.undoesId,
        });
      const outcome = await undoAct(tx, stamp, actId, reason);
      const details = { reason, undoes: actId, left: outcome.left, actId: stamp.actId };
      await recordAccounts(this.audit, tx, actor, caseId, 'case.account_act_undone', outcome.undone, details);
      return { ...outcome, actId: outcome.undone.length > 0 ? stamp.actId : null };
    });
  }

  /** Acts on accounts of the case, latest first. @throws NotFoundError */
  async acts(caseId: string, o: Portion): Promise<Page<AccountAct>> {
    await findById(this.db.manager, Case, caseId);
    const before = o.cursor ? { id: LessThan(String(decodeCursor(o.cursor, 1)[0])) } : {};
    const rows = await this.db.manager.find(AccountAct, {
      where: { caseId, ...before },
      order: { id: 'DESC' },
      take: o.limit + 1,
    });
    return toPage(
      rows,
      o.limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  /** Acts on one account in the case and in those merged into it, latest first. @throws NotFoundError */
  async history(caseId: string, accountId: string, o: Portion): Promise<Page<AccountHistoryEntry>> {
    await findById(this.db.manager, Case, caseId);
    const family = await familyOf(this.db.manager, caseId);
    const before = o.cursor ? { before: String(decodeCursor(o.cursor, 1)[0]) } : {};
    const rows = await historyOf(this.db.manager, family, accountId, { limit: o.limit + 1, ...before });
    return toPage(
      rows,
      o.limit,
      (row) => [row.actId],
      (row) => row,
    );
  }

  private within<T>(
    actor: Actor,
    caseId: string,
    act: (tx: EntityManager, stamp: ActStamp) => Promise<T>,
  ): Promise<T> {
    return this.db.transaction(async (tx) => {
      const subject = await lockById(tx, Case, caseId);
      subject.assertOpen();
      return act(tx, {
        actId: uuidv7(),
        caseId,
        by: { id: actor.id, name: actor.name },
        at: this.clock.now(),
      });
    });
  }
}
