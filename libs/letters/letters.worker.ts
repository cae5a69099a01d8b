import { Injectable } from '@nestjs/common';
import { on } from '@app/platform';
import { flagLetters } from '@app/claims';
import { flagAttribution } from '@app/enrichment';
import { Delivering } from './delivering.service';
import { dispatchLetter } from './dispatch-letter.job';
import { AttributionFlags } from './flags/attribution-flags.service';
import { LetterFlags } from './flags/letter-flags.service';

/** Does the jobs of letters. */
@Injectable()
export class LettersWorker {
  constructor(
    private readonly delivering: Delivering,
    private readonly flags: LetterFlags,
    private readonly attribution: AttributionFlags,
  ) {}

  readonly handlers = [
    on(dispatchLetter, ({ dispatchId }) => this.delivering.deliver(dispatchId)),
    on(flagLetters, ({ recountId }) => this.flags.raise(recountId)),
    on(flagAttribution, ({ judgementId }) => this.attribution.raise(judgementId)),
  ];
}
