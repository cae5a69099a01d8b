import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { JobDefinition } from '../jobs/job';
import { OutboxMessage } from './outbox-message.entity';

/** The only bridge from a commit to anything outside the database. */
@Injectable()
export class Outbox {
  /**
   * Records `job` in the caller's transaction; it is queued only if that commits.
   * @param delayMs how long the job waits in its queue before it runs
   */
  async add<P extends object>(
    tx: EntityManager,
    job: JobDefinition<P>,
    payload: P,
    delayMs = 0,
  ): Promise<void> {
    const options = delayMs > 0 ? { ...job.options, delay: delayMs } : job.options;
    await tx.insert(OutboxMessage, { queue: job.queue, name: job.name, payload, options });
  }
}
