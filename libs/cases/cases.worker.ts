import { Injectable } from '@nestjs/common';
import { type JobHandler, on } from '@app/platform';
import { alertsReceived } from '@app/alerts';
import { Correlation } from './correlation/correlation.service';

/** Does the jobs of the cases. */
@Injectable()
export class CasesWorker {
  readonly handlers: readonly JobHandler[];

  constructor(correlation: Correlation) {
    this.handlers = [on(alertsReceived, ({ alertIds }) => correlation.correlate(alertIds))];
  }
}
