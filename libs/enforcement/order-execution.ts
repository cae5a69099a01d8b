import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock, findById, lockById, Outbox } from '@app/platform';
import { Audit, systemActor } from '@app/audit';
import { Webhooks } from '@app/updates';
import { AccountPlatform } from './account-platform';
import { executeOrder } from './execute-order.job';
import { takeRun, untilNext } from './execution.queries';
import { Order } from './order.entity';
import { OrderRun, type Halt } from './order-run';
import { countItems, countReasons } from './orders.queries';

/** A job sends for this long, then queues itself again: a worker that is asked to end never waits longer, ms. */
const SLICE_MS = 20_000;
/** How long a job waits for a dead run's lease to end, ms; a live one renews it, and then the job is not needed. */
const WAIT_FOR_LEASE_MS = 7_000;

/** Executes approved orders against the platform. Safe to call at any time and any number of times. */
@Injectable()
export class OrderExecution {
  private readonly actor = systemActor('execute-order');

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
    private readonly platform: AccountPlatform,
    private readonly webhooks: Webhooks,
  ) {}

  /** One stretch of an order's execution, then either its end or the next stretch in the queue. */
  async advance(orderId: string): Promise<void> {
    const runId = uuidv7();
    if (!(await this.take(orderId, runId))) return;
    const order = await findById(this.db.manager, Order, orderId);
    const run = new OrderRun(this.db, this.platform, order, runId, SLICE_MS);
    const halt = await run.send();
    await this.conclude(orderId, runId, halt, run.lockedOutNote);
  }

  private async take(orderId: string, runId: string): Promise<boolean> {
    const until = Date.now() + WAIT_FOR_LEASE_MS;
    for (;;) {
      const taken = await takeRun(this.db.manager, orderId, runId);
      if (taken === 'taken') return true;
      if (taken === 'over' || Date.now() > until) return false;
      await sleep(250);
    }
  }

  private async conclude(
    orderId: string,
    runId: string,
    halt: Halt | undefined,
    note: string | null,
  ): Promise<void> {
    await this.db.transaction(async (tx) => {
      const order = await lockById(tx, Order, orderId);
      if (order.runId !== runId) return;
      await tx.update(Order, { id: orderId }, { runId: null, runLeaseUntil: null });
      if (order.status !== 'executing') return;
      const counts = await countItems(tx, orderId);
      if (counts.pending + counts.claimed === 0) {
        const outcome = counts.failed + counts.skipped === 0 ? 'complete' : 'partial';
        const finishedAt = this.clock.now();
        await tx.update(
          Order,
          { id: orderId },
          { status: 'executed', outcome, finishedAt, pausedUntil: null },
        );
        const details = {
          outcome,
          counts,
          reasons: await countReasons(tx, orderId),
          accounts: order.accountsDigest,
        };
        await this.audit.record(tx, this.actor, {
          action: 'order.executed',
          subjectId: orderId,
          caseId: order.caseId,
          details,
        });
        await this.webhooks.announce(tx, [
          {
            type: 'order.executed',
            subject: `orders/${orderId}`,
            at: finishedAt,
            data: { orderId, caseId: order.caseId, action: order.action, stage: 'executed', outcome },
          },
        ]);
      } else if (halt === 'locked out') {
        const statusReason = `The platform does not let Docket in: ${note ?? 'it did not say why'}`;
        await tx.update(Order, { id: orderId }, { status: 'stopped', statusReason });
        await this.audit.record(tx, this.actor, {
          action: 'order.stopped',
          subjectId: orderId,
          caseId: order.caseId,
          details: { statusReason },
        });
      } else {
        await this.outbox.add(
          tx,
          executeOrder,
          { orderId },
          { delayMs: Math.round((await untilNext(tx, orderId)) ?? 0) },
        );
      }
    });
  }
}
