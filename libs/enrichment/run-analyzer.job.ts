import { IsUUID } from 'class-validator';
import { defineJob } from '@app/platform';

/** Payload of `run-analyzer`. */
export class RunAnalyzerPayload {
  @IsUUID() stepId!: string;
}

/** Errors after which a step is given up; the run goes on with the next. */
export const MAX_FAILURES = 4;

/** Runs one step of an enrichment. The step counts its failures itself and then ends, so the queue never gives up first. */
export const runAnalyzer = defineJob({
  queue: 'enrichment',
  name: 'run-analyzer',
  payload: RunAnalyzerPayload,
  options: { attempts: MAX_FAILURES + 1, backoff: { type: 'exponential', delay: 500 } },
});
