import { Injectable } from '@nestjs/common';
import { type JobHandler, on } from '@app/platform';
import { Claims } from './claims.service';
import { computeClaim } from './compute-claim.job';

/** Does the jobs of the claims. */
@Injectable()
export class ClaimsWorker {
  readonly handlers: readonly JobHandler[];

  constructor(claims: Claims) {
    this.handlers = [on(computeClaim, ({ claimId }) => claims.compute(claimId), 2)];
  }
}
