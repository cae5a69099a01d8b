import type { OnModuleDestroy } from '@nestjs/common';
import { ConflictError, NotFoundError } from '../problems/common-problems';
import { queueNames } from './job';
import { type JobQueue, type KeptJob, openQueueBackend, type QueueBackend } from './queue-backend';

/** How many jobs of a queue wait, run, wait for their time, and failed for good. */
export interface QueueState {
  name: string;
  waiting: number;
  running: number;
  delayed: number;
  failed: number;
}

/** Few: an administrator looks now and then. */
const POOL_SIZE = 2;

/** The queues as an administrator sees them. Opened when it is first asked, since most processes never are. */
export class JobDesk implements OnModuleDestroy {
  private backend: QueueBackend | undefined;
  private readonly queues = new Map<string, JobQueue>();

  constructor(private readonly url: string) {}

  /** Every queue of this installation. */
  states(): Promise<QueueState[]> {
    return Promise.all(
      queueNames().map(async (name) => {
        const counts = await this.queue(name).getJobCounts();
        return {
          name,
          waiting: (counts['waiting'] ?? 0) + (counts['prioritized'] ?? 0),
          running: counts['active'] ?? 0,
          delayed: counts['delayed'] ?? 0,
          failed: counts['failed'] ?? 0,
        };
      }),
    );
  }

  /** Jobs of a queue that run, or those that failed for good, the latest first. @throws NotFoundError */
  async jobs(queue: string, state: 'running' | 'failed', from: number, limit: number): Promise<KeptJob[]> {
    const kept = this.queue(queue);
    const to = from + limit - 1;
    return state === 'failed' ? kept.getFailed(from, to) : kept.getActive(from, to);
  }

  /** A job that failed for good. @throws NotFoundError, ConflictError when it runs, waits or is done */
  async failed(queue: string, id: string): Promise<KeptJob> {
    const job = await this.queue(queue).getJob(id);
    if (!job) throw new NotFoundError(`Queue ${queue} has no job ${id}.`);
    if (!(await job.isFailed()))
      throw new ConflictError(`Job ${id} has not failed, or is tried again already.`);
    return job;
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
    await this.backend?.close();
  }

  private queue(name: string): JobQueue {
    if (!queueNames().includes(name)) throw new NotFoundError(`There is no queue ${name}.`);
    const known = this.queues.get(name);
    if (known) return known;
    this.backend ??= openQueueBackend(this.url, POOL_SIZE);
    const opened = this.backend.queue(name);
    this.queues.set(name, opened);
    return opened;
  }
}
