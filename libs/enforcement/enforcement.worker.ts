import { Injectable } from '@nestjs/common';
import { on } from '@app/platform';
import { executeOrder } from './execute-order.job';
import { OrderExecution } from './order-execution';

/** Does this room's jobs. */
@Injectable()
export class EnforcementWorker {
  constructor(private readonly execution: OrderExecution) {}

  readonly handlers = [on(executeOrder, ({ orderId }) => this.execution.advance(orderId), 4)];
}
