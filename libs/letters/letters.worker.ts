import { Injectable } from '@nestjs/common';
import { on } from '@app/platform';
import { Delivering } from './delivering.service';
import { dispatchLetter } from './dispatch-letter.job';

/** Does the jobs of letters. */
@Injectable()
export class LettersWorker {
  constructor(private readonly delivering: Delivering) {}

  readonly handlers = [on(dispatchLetter, ({ dispatchId }) => this.delivering.deliver(dispatchId))];
}
