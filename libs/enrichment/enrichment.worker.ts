import { Injectable } from '@nestjs/common';
import { type JobHandler, on } from '@app/platform';
import { EnrichmentSteps } from './enrichment-steps.service';
import { runAnalyzer } from './run-analyzer.job';

/** Three steps at once, of one case or more: the engine counts for one while another weighs what it was told. */
const AT_ONCE = 3;

/** Does the jobs of the enrichment. */
@Injectable()
export class EnrichmentWorker {
  readonly handlers: readonly JobHandler[];

  constructor(steps: EnrichmentSteps) {
    this.handlers = [on(runAnalyzer, ({ stepId }) => steps.run(stepId), AT_ONCE)];
  }
}
