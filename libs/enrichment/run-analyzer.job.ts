import { IsUUID } from 'class-validator';
import { defineJob } from '@app/platform';

/** Payload of `run-analyzer`. */
export class RunAnalyzerPayload {
  @IsUUID() stepId!: string;
}

/** Errors after which a step is given up; the run goes on with the next. */
export const MAX_FAILURES = 4;

/**
 * Runs one step of an enrichment. The step counts its failures itself and ends with the last; the queue's own tries are
 * for a record that is away, which could not count them.
 */
export const runAnalyzer = defineJob({
  queue: 'enrichment',
  name: 'run-analyzer',
  payload: RunAnalyzerPayload,
  options: { attempts: 1_000, backoff: { type: 'fixed', delay: 1_000 } },
});
