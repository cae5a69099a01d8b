import { IsUUID } from 'class-validator';
import { defineJob } from '@app/platform';

/** Payload of `execute-order`. */
export class ExecuteOrderPayload {
  @IsUUID() orderId!: string;
}

/**
 * Sends what an executing order still has to send, for a while, and queues itself again until nothing is left. Tried
 * again for as long as the order is executing: a database that is away for hours must not strand an order.
 */
export const executeOrder = defineJob({
  queue: 'enforcement',
  name: 'execute-order',
  payload: ExecuteOrderPayload,
  options: { attempts: 100_000, backoff: { type: 'fixed', delay: 5_000 } },
});
