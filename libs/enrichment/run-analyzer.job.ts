import { IsUUID } from 'class-validator';
import { defineJob } from '@app/platform';
import type { AnalyzerName } from './analyzer';

/** Payload of `run-analyzer`. */
export class RunAnalyzerPayload {
  @IsUUID() stepId!: string;
}

/** Errors after which a step is given up; the run goes on with the others. */
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

/** Jobs for the steps of these analyzers, in the order of the names; a run that is older than an analyzer has none of it. */
export const jobsOf = (
  steps: readonly { id: string; analyzer: AnalyzerName }[],
  names: readonly AnalyzerName[],
): RunAnalyzerPayload[] =>
  names.flatMap((name) =>
    steps.filter(({ analyzer }) => analyzer === name).map(({ id }) => ({ stepId: id })),
  );
