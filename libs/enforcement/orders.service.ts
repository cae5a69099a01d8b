import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import {
  assertTransition,
  Clock,
  ConflictError,
  findById,
  IllegalTransitionError,
  insertBehind,
  lockById,
  Outbox,
  updateBehind,
} from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import { Cases } from '@app/cases';
import { AccountPlatform } from './account-platform';
import { assertConfirmed } from './confirmed-accounts';
import { NoPlatformError, SelfApprovalError, StaleContentError } from './enforcement.problems';
import { executeOrder } from './execute-order.job';
import { ORDER_TRANSITIONS, type OrderStatus } from './order-status';
import { OrderApproval } from './order-approval.entity';
import { Order } from './order.entity';
import { isHeld, openAccounts, reopenFailed, settleOpen, storedAccountsDigest } from './orders.queries';

/** An order's way from draft to executed. */
@Injectable()
export class Orders {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
    private readonly cases: Cases,
    private readonly platform: AccountPlatform,
  ) {}

  /** @throws NotFoundError */
  find(db: EntityManager, id: string): Promise<Order> {
    return findById(db, Order, id);
  }

  /** Orders of a case, newest first. */
  ofCase(db: EntityManager, caseId: string): Promise<Order[]> {
    return db.find(Order, { where: { caseId }, order: { draftedAt: 'DESC', id: 'DESC' } });
  }

  /** Puts a draft before those who may approve it. @throws NotFoundError, IllegalTransitionError */
  propose(actor: Actor, id: string): Promise<Order> {
    return this.move(actor, id, 'proposed', 'order.proposed', async (tx, order) => {
      const proposed = { proposedBy: actor.id, proposedByName: actor.name, proposedAt: this.clock.now() };
      await updateBehind(tx, Order, order.id, proposed);
      return { contentHash: order.contentHash };
    });
  }

  /**
   * Consents to exactly the content whose hash the approver read.
   * @throws NotFoundError, IllegalTransitionError, SelfApprovalError, StaleContentError
   */
  approve(actor: Actor, id: string, contentHash: string): Promise<Order> {
    return this.move(actor, id, 'approved', 'order.approved', async (tx, order) => {
      if (order.proposedBy === actor.id) throw new SelfApprovalError('You proposed this order yourself.');
      await this.assertContent(tx, order, contentHash);
      const approval = {
        id: uuidv7(),
        orderId: id,
        proposerId: order.proposedBy!,
        contentHash,
        approvedAt: this.clock.now(),
      };
      await insertBehind(tx, OrderApproval, { ...approval, approverId: actor.id, approverName: actor.name });
      return { contentHash, accounts: order.itemCount, accountsDigest: order.accountsDigest };
    });
  }

  /** @throws NotFoundError, IllegalTransitionError */
  reject(actor: Actor, id: string, reason: string): Promise<Order> {
    return this.move(actor, id, 'rejected', 'order.rejected', (tx, order) => this.because(tx, order, reason));
  }

  /**
   * Withdraws an order; what a stopped one has not sent is skipped.
   * @throws NotFoundError, IllegalTransitionError, ConflictError while calls of the stopped order are under way
   */
  cancel(actor: Actor, id: string, reason: string): Promise<Order> {
    return this.move(actor, id, 'cancelled', 'order.cancelled', async (tx, order) => {
      if (await isHeld(tx, id))
        throw new ConflictError('The last calls of the order are still being recorded.', {
          retryAfterSeconds: 2,
        });
      await settleOpen(tx, id);
      if (order.startedAt)
        await tx.update(Order, { id }, { outcome: 'partial', finishedAt: this.clock.now() });
      return this.because(tx, order, reason);
    });
  }

  /**
   * Starts the execution of an approved order.
   * @throws NotFoundError, IllegalTransitionError, NoPlatformError, StaleContentError, AccountsNotConfirmedError
   */
  execute(actor: Actor, id: string): Promise<Order> {
    return this.start(actor, id, 'approved', 'order.execution_started', async (tx, order) => {
      await this.assertContent(tx, order, order.contentHash);
      await updateBehind(tx, Order, id, { startedAt: this.clock.now() });
      return { contentHash: order.contentHash };
    });
  }

  /** The kill switch: no account is sent any more but those under way this second. @throws NotFoundError, IllegalTransitionError */
  stop(actor: Actor, id: string, reason: string): Promise<Order> {
    return this.move(actor, id, 'stopped', 'order.stopped', (tx, order) => this.because(tx, order, reason));
  }

  /** Goes on where a stopped order stood. @throws NotFoundError, IllegalTransitionError, NoPlatformError, AccountsNotConfirmedError */
  resume(actor: Actor, id: string): Promise<Order> {
    return this.start(actor, id, 'stopped', 'order.resumed', (tx, order) => this.because(tx, order, null));
  }

  /** Tries the failed items of an executed order again. @throws NotFoundError, IllegalTransitionError, NoPlatformError, AccountsNotConfirmedError */
  retry(actor: Actor, id: string): Promise<Order> {
    return this.start(actor, id, 'executed', 'order.retried', async (tx, order) => {
      const items = await reopenFailed(tx, order.id);
      if (items === 0)
        throw new IllegalTransitionError('No item of this order has failed.', {
          from: order.status,
          allowed: [],
        });
      await tx.update(Order, { id }, { outcome: null, finishedAt: null });
      return { items };
    });
  }

  private start(
    actor: Actor,
    id: string,
    from: OrderStatus,
    action: string,
    change: (tx: EntityManager, order: Order) => Promise<Record<string, unknown>>,
  ): Promise<Order> {
    return this.move(actor, id, 'executing', action, async (tx, order) => {
      if (order.status !== from) {
        throw new IllegalTransitionError(`The order is ${order.status}, not ${from}.`, {
          from: order.status,
          allowed: ORDER_TRANSITIONS[order.status],
        });
      }
      if (!this.platform.isConfigured)
        throw new NoPlatformError('This installation knows no account platform.');
      const [details, held] = await Promise.all([
        change(tx, order),
        // Held, so that nobody clears an account between this look and the start.
        order.action === 'ban' ? this.cases.lockSurvivor(tx, order.caseId) : undefined,
      ]);
      if (held) await assertConfirmed(tx, this.cases, held.id, openAccounts(tx, id));
      await this.outbox.add(tx, executeOrder, { orderId: id });
      return details;
    });
  }

  /** Locks, checks the way there, lets `change` act and describe itself, moves, audits. */
  private move(
    actor: Actor,
    id: string,
    to: OrderStatus,
    action: string,
    change: (tx: EntityManager, order: Order) => Promise<Record<string, unknown>>,
  ): Promise<Order> {
    return this.db.transaction(async (tx) => {
      const order = await lockById(tx, Order, id);
      assertTransition<OrderStatus>(ORDER_TRANSITIONS, order.status, to);
      const details = await change(tx, order);
      await updateBehind(tx, Order, id, { status: to });
      await this.audit.record(tx, actor, {
        action,
        subjectId: id,
        caseId: order.caseId,
        details: { from: order.status, ...details },
      });
      return findById(tx, Order, id);
    });
  }

  private async because(
    tx: EntityManager,
    order: Order,
    statusReason: string | null,
  ): Promise<Record<string, unknown>> {
    await updateBehind(tx, Order, order.id, { statusReason });
    return { statusReason };
  }

  /** The hash is made again from what is stored, so that neither the caller nor a row changed by hand can mislead. */
  private async assertContent(tx: EntityManager, order: Order, contentHash: string): Promise<void> {
    const stored = order.contentHashWith(await storedAccountsDigest(tx, order.id));
    if (contentHash !== stored || stored !== order.contentHash) {
      throw new StaleContentError('The hash is not that of the stored content.', {
        contentHash: order.contentHash,
      });
    }
  }
}
