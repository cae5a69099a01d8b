import { IsUUID } from 'class-validator';
import type { EntityManager } from 'typeorm';
import { defineJob, type Outbox } from '@app/platform';
import type { AnalyzerName } from './analyzer';
import { ANALYZERS } from './analyzers';
import { urgencyOf } from './step-order';

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

/** Sends the steps of these analyzers on their way, the most urgent first; a run that is older than an analyzer has none of it. */
export async function sendSteps(
  outbox: Outbox,
  tx: EntityManager,
  steps: readonly { id: string; analyzer: AnalyzerName }[],
  names: readonly AnalyzerName[],
): Promise<void> {
  const sent = names.flatMap((name) => steps.filter(({ analyzer }) => analyzer === name));
  await outbox.addAll(
    tx,
    runAnalyzer,
    sent.map(({ id }) => ({ stepId: id })),
    sent.map(({ analyzer }) => urgencyOf(ANALYZERS, analyzer)),
  );
}
