import { Logger } from '@nestjs/common';
import { UnrecoverableError } from 'bullmq';
import type { JobHandler } from './job';
import type { QueueBackend, RunningWorker } from './queue-backend';
import { SparingLogger } from './sparing-logger';

/** Runs handlers on their queues until closed. */
export class JobRunner {
  private readonly logger = new Logger('jobs');
  private readonly sparing = new SparingLogger('jobs');
  private readonly workers: RunningWorker[] = [];

  constructor(
    private readonly backend: QueueBackend,
    /** How long a job is held for its worker, ms; one whose worker died is taken up again soon after. */
    private readonly lockMs: number,
    /** Hears of every job that is done. */
    private readonly onDone: () => void = () => undefined,
  ) {}

  start(handlers: readonly JobHandler[]): void {
    for (const queue of new Set(handlers.map((handler) => handler.job.queue))) {
      this.workers.push(
        this.open(
          queue,
          handlers.filter((handler) => handler.job.queue === queue),
        ),
      );
    }
  }

  /** Lets running jobs end; queued ones stay. */
  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.close()));
  }

  private open(queue: string, handlers: readonly JobHandler[]): RunningWorker {
    const byName = new Map(handlers.map((handler) => [handler.job.name, handler]));
    const worker = this.backend.worker(
      queue,
      async (job) => {
        const handler = byName.get(job.name);
        if (!handler) throw new UnrecoverableError(`queue ${queue} has no handler for ${job.name}`);
        await handler.run(job.data);
      },
      {
        concurrency: Math.max(...handlers.map((handler) => handler.concurrency)),
        lockDuration: this.lockMs,
        stalledInterval: Math.max(500, Math.round(this.lockMs / 3)),
        // A worker may be killed any number of times; attempts bound the failures, not the deaths.
        maxStalledCount: 1_000,
      },
    );
    worker.on('failed', (job, error) => {
      this.logger.error(
        `${queue}/${job?.name ?? '?'} ${job?.id ?? ''} attempt ${job?.attemptsMade ?? '?'}: ${error.stack ?? error.message}`,
      );
    });
    worker.on('completed', this.onDone);
    worker.on('error', (error) => this.sparing.warn(`${queue}: ${error.message}`));
    return worker;
  }
}
