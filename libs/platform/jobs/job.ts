import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import { UnrecoverableError, type JobsOptions } from 'bullmq';
import { STRICT, toFieldErrors } from '../problems/validation.pipe';

/**
 * Terms. A *job* is one piece of work that survives a crash; its *definition* names the queue and the shape of its
 * payload; its *handler* does the work and may be called again with the same payload at any time (at least once).
 */
export interface JobDefinition<P extends object> {
  queue: string;
  name: string;
  payload: new () => P;
  options: JobsOptions;
}

/** A definition bound to the code that does the work. */
export interface JobHandler {
  job: JobDefinition<object>;
  /** How many jobs of its queue run at once in one process; the largest of the queue's handlers counts. */
  concurrency: number;
  run(data: unknown): Promise<void>;
}

const definitions = new Map<string, JobDefinition<object>>();
const DEFAULTS: JobsOptions = {
  attempts: 8,
  backoff: { type: 'exponential', delay: 1_000 },
  removeOnComplete: { age: 3_600, count: 5_000 },
  removeOnFail: { age: 14 * 86_400 },
};

/** Declares a job. Payloads carry ids and windows, never entities. @throws Error on a name declared twice */
export function defineJob<P extends object>(
  definition: Omit<JobDefinition<P>, 'options'> & { options?: JobsOptions },
): JobDefinition<P> {
  if (definitions.has(definition.name)) throw new Error(`job declared twice: ${definition.name}`);
  const whole = { ...definition, options: { ...DEFAULTS, ...definition.options } };
  definitions.set(definition.name, whole);
  return whole;
}

/** The queues of every job that is declared, by name. */
export const queueNames = (): string[] =>
  [...new Set([...definitions.values()].map(({ queue }) => queue))].sort();

/** Binds `handle` to `job`; the payload is validated first, so that a handler never sees a wrong shape. */
export function on<P extends object>(
  job: JobDefinition<P>,
  handle: (payload: P) => Promise<void>,
  concurrency = 4,
): JobHandler {
  return {
    job,
    concurrency,
    async run(data) {
      const payload = plainToInstance(job.payload, data);
      const faults = toFieldErrors(await validate(payload, STRICT));
      if (faults.length > 0)
        throw new UnrecoverableError(
          `${job.name}: ${faults.map((f) => `${f.pointer} ${f.detail}`).join('; ')}`,
        );
      await handle(payload);
    },
  };
}

/** @throws Error unless every declared job has exactly one handler: called at boot, so that no job waits for nobody. */
export function assertComplete(handlers: readonly JobHandler[]): void {
  const handled = handlers.map((handler) => handler.job.name);
  const missing = [...definitions.keys()].filter((name) => !handled.includes(name));
  const doubled = handled.filter((name, at) => handled.indexOf(name) !== at);
  if (missing.length > 0 || doubled.length > 0) {
    throw new Error(`job handlers: missing [${missing.join(', ')}], doubled [${doubled.join(', ')}]`);
  }
}
