import type { DataSource } from 'typeorm';
import { BackgroundLoop } from '../jobs/background-loop';
import type { JobQueue, QueueBackend } from '../jobs/queue-backend';
import { OutboxMessage } from './outbox-message.entity';

const BATCH = 200;

/** Moves committed messages to their queues, at least once; the job id makes a repeat harmless. */
export class OutboxRelay {
  private readonly queues = new Map<string, JobQueue>();
  private readonly loop: BackgroundLoop;

  constructor(
    private readonly db: DataSource,
    private readonly backend: QueueBackend,
    /** Wait after an empty look, ms. */
    idleMs = 200,
  ) {
    this.loop = new BackgroundLoop('outbox', async () => (await this.relay()) === BATCH, idleMs);
  }

  start(): void {
    this.loop.start();
  }

  /** Looks at once: something has been committed that may have left a message. */
  wake(): void {
    this.loop.wake();
  }

  async stop(): Promise<void> {
    await this.loop.stop();
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
  }

  /** Moves one batch and says how many it moved. The one place where a queue is called inside a transaction: the rows are nobody else's. */
  relay(): Promise<number> {
    return this.db.transaction(async (tx) => {
      const batch = await tx.find(OutboxMessage, {
        order: { id: 'ASC' },
        take: BATCH,
        lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' },
      });
      for (const message of batch) {
        await this.queue(message.queue).add(message.name, message.payload, {
          ...message.options,
          jobId: `outbox-${message.jobId}`,
        });
      }
      if (batch.length > 0)
        await tx.delete(
          OutboxMessage,
          batch.map((message) => message.id),
        );
      return batch.length;
    });
  }

  private queue(name: string): JobQueue {
    let queue = this.queues.get(name);
    if (!queue) this.queues.set(name, (queue = this.backend.queue(name)));
    return queue;
  }
}
