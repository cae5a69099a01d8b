import { Injectable } from '@nestjs/common';
import { type JobHandler, on } from '@app/platform';
import { Claims } from './claims.service';
import { computeClaim } from './compute-claim.job';
import { recountClaim } from './recounts/recount-claim.job';
import { Recounts } from './recounts/recounts.service';

/** Does the jobs of the claims. */
@Injectable()
export class ClaimsWorker {
  readonly handlers: readonly JobHandler[];

  constructor(claims: Claims, recounts: Recounts) {
    this.handlers = [
      on(computeClaim, ({ claimId }) => claims.compute(claimId), 2),
      on(recountClaim, ({ recountId }) => recounts.count(recountId), 2),
    ];
  }
}
