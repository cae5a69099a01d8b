import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { JobDefinition } from '../jobs/job';
import { insertBehind } from '../database/pipelined-runner';
import { OutboxMessage } from './outbox-message.entity';

/** The only bridge from a commit to anything outside the database. */
@Injectable()
export class Outbox {
  /**
   * Records `job` in the caller's transaction; it is queued only if that commits.
   * @param when.delayMs how long the job waits in its queue before it runs
   * @param when.priority in its queue: lower ones go first; those without one go before all
   */
  async add<P extends object>(
    tx: EntityManager,
    job: JobDefinition<P>,
    payload: P,
    { delayMs = 0, priority }: { delayMs?: number; priority?: number } = {},
  ): Promise<void> {
    const options = {
      ...job.options,
      ...(delayMs > 0 ? { delay: delayMs } : {}),
      ...(priority ? { priority } : {}),
    };
    await insertBehind(tx, OutboxMessage, { queue: job.queue, name: job.name, payload, options });
  }

  /**
   * Records one job for each payload, in one statement.
   * @param priorities of each job in its queue: lower ones go first; without them they go in order
   */
  async addAll<P extends object>(
    tx: EntityManager,
    job: JobDefinition<P>,
    payloads: readonly P[],
    priorities: readonly number[] = [],
  ): Promise<void> {
    if (payloads.length === 0) return;
    const { queue, name, options } = job;
    await insertBehind(
      tx,
      OutboxMessage,
      payloads.map((payload, i) => {
        const priority = priorities[i];
        return { queue, name, payload, options: priority ? { ...options, priority } : options };
      }),
    );
  }
}
