import {
  createPostgresBackend,
  Queue,
  Worker,
  withBackend,
  type PostgresConnectionOptions,
  type Processor,
  type WorkerOptions,
  type JobsOptions,
} from 'bullmq';
import { Pool } from 'pg';

/** A job as its queue keeps it. */
export interface KeptJob {
  id?: string | undefined;
  name: string;
  data: unknown;
  attemptsMade: number;
  failedReason?: string | undefined;
  /** When it was added, ms. */
  timestamp: number;
  /** When its last attempt began, and when it was over, ms. */
  processedOn?: number | undefined;
  finishedOn?: number | undefined;
  isFailed(): Promise<boolean>;
  retry(state: 'failed', options: { resetAttemptsMade: boolean }): Promise<void>;
}

/** A queue as the outbox relay and the operator's page use it. */
export interface JobQueue {
  add(name: string, data: object, options: JobsOptions): Promise<unknown>;
  getJobCounts(): Promise<Record<string, number>>;
  /** Those that failed for good, the latest first. */
  getFailed(start: number, end: number): Promise<KeptJob[]>;
  getActive(start: number, end: number): Promise<KeptJob[]>;
  getJob(id: string): Promise<KeptJob | undefined>;
  close(): Promise<void>;
}

/** What runs the jobs of one queue in this process. */
export interface RunningWorker {
  on(
    event: 'failed',
    listener: (job: { id?: string; name: string; attemptsMade: number } | undefined, error: Error) => void,
  ): unknown;
  on(event: 'completed', listener: () => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(force?: boolean): Promise<void>;
}

type WorkerTuning = Pick<
  WorkerOptions,
  'concurrency' | 'lockDuration' | 'stalledInterval' | 'maxStalledCount'
>;

/** Where jobs wait: BullMQ's own tables in PostgreSQL, or Redis. One choice for the whole process. */
export interface QueueBackend {
  readonly kind: 'postgres' | 'redis';
  queue(name: string): JobQueue;
  worker(name: string, process: Processor, tuning: WorkerTuning): RunningWorker;
  close(): Promise<void>;
}

/** Chooses by the URL's scheme. @param url `postgres://…` or `redis[s]://…` */
export function openQueueBackend(url: string, poolSize = 30): QueueBackend {
  return /^rediss?:/.test(url) ? redisBackend(url) : postgresBackend(url, poolSize);
}

function postgresBackend(url: string, poolSize: number): QueueBackend {
  const pool = new Pool({
    connectionString: url,
    max: poolSize,
    options: '-c search_path=bullmq',
    application_name: 'docket-queue',
  });
  // Every queue and worker of the process listens on the shared pool.
  pool.setMaxListeners(0);
  // An idle connection that the server drops (a restart) must not end the process; the next query opens a new one.
  pool.on('error', () => undefined);
  // Structurally what BullMQ asks for; only the overloads of pg's own types stand between.
  const connection = pool as unknown as PostgresConnectionOptions;
  const bound = withBackend(createPostgresBackend);
  return {
    kind: 'postgres',
    queue: (name) => new bound.Queue(name, { connection }),
    worker: (name, process, tuning) => new bound.Worker(name, process, { ...tuning, connection }),
    close: () => pool.end(),
  };
}

function redisBackend(url: string): QueueBackend {
  // Each queue and worker opens and closes connections of its own, as BullMQ asks for with Redis.
  const connection = { url, maxRetriesPerRequest: null };
  // Whoever adds holds a transaction meanwhile: without Redis it must fail soon, not wait.
  const forAdding = { ...connection, commandTimeout: 5_000 };
  return {
    kind: 'redis',
    queue: (name) => new Queue(name, { connection: forAdding }),
    worker: (name, process, tuning) => new Worker(name, process, { ...tuning, connection }),
    close: () => Promise.resolve(),
  };
}
