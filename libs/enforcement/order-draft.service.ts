import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock, ConflictError, contentHash, findById, IllegalTransitionError } from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import { Cases } from '@app/cases';
import { type BlastRadius, BlastRadii } from './blast-radius';
import { assertConfirmed } from './confirmed-accounts';
import { EmptyOrderError } from './enforcement.problems';
import type { OrderAction } from './order-status';
import { Order } from './order.entity';
import { changedAccounts, insertItems } from './orders.queries';

/** What a person asks to be drafted. */
export interface DraftInput {
  action: 'ban';
  reason: string;
  /** The case's confirmed accounts as they are now, or some of them. */
  accounts: 'confirmed' | readonly string[];
  /** Where the accounts' facts are read; the latest snapshot unless given. */
  snapshotId?: string | undefined;
}

interface DraftContent {
  caseId: string;
  action: OrderAction;
  reason: string;
  revertsOrderId: string | null;
  accounts: readonly string[];
  blastRadius: BlastRadius;
}

/** Makes orders: freezes who is meant and whom it hits. */
@Injectable()
export class OrderDrafts {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly cases: Cases,
    private readonly radii: BlastRadii,
  ) {}

  /**
   * Drafts an order on confirmed accounts of a case.
   * @throws NotFoundError, CaseClosedError, EmptyOrderError, AccountsNotConfirmedError, ProtectedAccountsError
   */
  async draft(actor: Actor, caseId: string, input: DraftInput): Promise<Order> {
    (await this.cases.find(this.db.manager, caseId)).assertOpen();
    const accounts = await this.chosen(this.db.manager, caseId, input.accounts);
    const inCase = await this.inCase(caseId, accounts);
    const blastRadius = await this.radii.of(accounts, inCase, {
      snapshotId: input.snapshotId,
      mayTouchProtected: false,
    });
    const { action, reason } = input;
    return this.db.transaction(async (tx) => {
      (await this.cases.lock(tx, caseId)).assertOpen();
      const now = await this.chosen(tx, caseId, input.accounts);
      if (contentHash(now) !== contentHash(accounts)) {
        throw new ConflictError('The accounts of the case changed while the order was drafted.');
      }
      return this.insert(tx, actor, { caseId, action, reason, revertsOrderId: null, accounts, blastRadius });
    });
  }

  /**
   * Drafts the order that undoes another: reinstates what that one changed, and nothing that was so before it. It takes
   * the same way through proposal and approval.
   * @throws NotFoundError, IllegalTransitionError, EmptyOrderError, AlreadyRevertedError
   */
  async draftReversal(actor: Actor, orderId: string, reason: string): Promise<Order> {
    const order = await findById(this.db.manager, Order, orderId);
    if (order.action !== 'ban' || (order.status !== 'executed' && order.status !== 'cancelled')) {
      throw new IllegalTransitionError('Only a ban that has ended can be reverted.', {
        from: order.status,
        allowed: [],
      });
    }
    const accounts = await changedAccounts(this.db.manager, orderId);
    if (accounts.length === 0) throw new EmptyOrderError('This order changed no account.');
    const workedOnIn = await this.cases.survivorOf(this.db.manager, order.caseId);
    const inCase = await this.inCase(workedOnIn, accounts);
    const blastRadius = await this.radii.of(accounts, inCase, { mayTouchProtected: true });
    const { caseId } = order;
    return this.db.transaction((tx) =>
      this.insert(tx, actor, {
        caseId,
        action: 'reinstate',
        reason,
        revertsOrderId: orderId,
        accounts,
        blastRadius,
      }),
    );
  }

  /** What the case holds of the accounts of an order, and whom of the case the order leaves as they are. */
  private async inCase(
    caseId: string,
    accounts: readonly string[],
  ): Promise<Required<Pick<BlastRadius, 'byCaseStatus' | 'staying'>>> {
    const listed = await this.cases.accounts(this.db.manager, caseId);
    const touched = new Set(accounts);
    const byCaseStatus: Record<string, number> = {};
    const staying: Record<string, number> = {};
    for (const { accountId, status } of listed) {
      const counts = touched.delete(accountId) ? byCaseStatus : staying;
      counts[status] = (counts[status] ?? 0) + 1;
    }
    return touched.size === 0
      ? { byCaseStatus, staying }
      : { byCaseStatus: { ...byCaseStatus, not_in_case: touched.size }, staying };
  }

  private async chosen(db: EntityManager, caseId: string, chosen: DraftInput['accounts']): Promise<string[]> {
    if (chosen === 'confirmed') {
      const confirmed = await this.cases.confirmedAccounts(db, caseId);
      if (confirmed.length === 0) throw new EmptyOrderError('No account of the case is confirmed.');
      return confirmed;
    }
    const wanted = [...new Set(chosen)].sort();
    await assertConfirmed(db, this.cases, caseId, wanted);
    return wanted;
  }

  private async insert(tx: EntityManager, actor: Actor, content: DraftContent): Promise<Order> {
    const { accounts, ...rest } = content;
    const order = tx.create(Order, {
      ...rest,
      id: uuidv7(),
      status: 'draft',
      itemCount: accounts.length,
      accountsDigest: contentHash(accounts),
      draftedBy: actor.id,
      draftedByName: actor.name,
      draftedAt: this.clock.now(),
    });
    order.contentHash = order.contentHashWith(order.accountsDigest);
    await tx.insert(Order, order);
    await insertItems(tx, order.id, accounts);
    const { id, action, contentHash: hash, accountsDigest, caseId, revertsOrderId } = order;
    const details = { action, accounts: accounts.length, accountsDigest, contentHash: hash, revertsOrderId };
    await this.audit.record(tx, actor, { action: 'order.drafted', subjectId: id, caseId, details });
    return findById(tx, Order, id);
  }
}
