import { Injectable } from '@nestjs/common';
import { DataSource, In, LessThan, Not, type FindOptionsWhere } from 'typeorm';
import type { Actor } from '@app/audit';
import { Cases } from '@app/cases';
import { decodeCursor, findById, type Page, toPage } from '@app/platform';
import { AccountPlatform } from './account-platform';
import type { ItemsQuery, OrdersQuery } from './orders.dto';
import { OrderApproval } from './order-approval.entity';
import { Order } from './order.entity';
import { countItems, countReasons, pageOfItems, settledPerSecond } from './orders.queries';
import {
  type OrderItemView,
  type OrderSummaryView,
  type OrderView,
  toItemView,
  toOrderSummary,
  toOrderView,
} from './orders.views';

/** Orders as they are shown. */
@Injectable()
export class OrderReader {
  constructor(
    private readonly db: DataSource,
    private readonly cases: Cases,
    private readonly platform: AccountPlatform,
  ) {}

  /** An order with its progress and what this person may do. @throws NotFoundError */
  async view(actor: Actor, id: string): Promise<OrderView> {
    return this.db.transaction('REPEATABLE READ', async (tx) => {
      const order = await findById(tx, Order, id);
      const isExecuting = order.status === 'executing';
      const [counts, reasons, ratePerSecond, approval, reversal, labels] = await Promise.all([
        countItems(tx, id),
        countReasons(tx, id),
        isExecuting ? settledPerSecond(tx, id) : 0,
        tx.findOneBy(OrderApproval, { orderId: id }),
        tx.findOne(Order, {
          select: { id: true },
          where: { revertsOrderId: id, status: Not(In(['rejected', 'cancelled'])) },
        }),
        this.cases.labels(tx, [order.caseId]),
      ]);
      const hasPlatform = this.platform.isConfigured;
      const revertedById = reversal?.id ?? null;
      const progress = { counts, reasons, ratePerSecond, approval, revertedById, hasPlatform };
      return toOrderView(order, labels.get(order.caseId)!, progress, actor);
    });
  }

  /** Orders, newest first; of a case also those of the cases merged into it. @throws NotFoundError when the case is not there */
  async list(query: OrdersQuery): Promise<Page<OrderSummaryView>> {
    const [before] = query.cursor ? decodeCursor(query.cursor, 1) : [];
    const where: FindOptionsWhere<Order> = {
      ...(query.caseId ? { caseId: In(await this.cases.familyOf(this.db.manager, query.caseId)) } : {}),
      ...(query.status ? { status: query.status } : {}),
      ...(before === undefined ? {} : { number: LessThan(String(before)) }),
    };
    const rows = await this.db.manager.find(Order, {
      where,
      order: { number: 'DESC' },
      take: query.limit + 1,
    });
    const labels = await this.cases.labels(
      this.db.manager,
      rows.map(({ caseId }) => caseId),
    );
    return toPage(
      rows,
      query.limit,
      (order) => [Number(order.number)],
      (order) => toOrderSummary(order, labels.get(order.caseId)!),
    );
  }

  /** Items by position. @throws NotFoundError */
  async items(orderId: string, query: ItemsQuery): Promise<Page<OrderItemView>> {
    await findById(this.db.manager, Order, orderId);
    const [after] = query.cursor ? decodeCursor(query.cursor, 1) : [0];
    const rows = await pageOfItems(this.db.manager, {
      orderId,
      state: query.state,
      after: Number(after),
      limit: query.limit,
    });
    return toPage(rows, query.limit, (item) => [item.position], toItemView);
  }
}
