import { Injectable } from '@nestjs/common';
import type { JobHandler } from '@app/platform';

/** Does the jobs of the updates. */
@Injectable()
export class UpdatesWorker {
  readonly handlers: readonly JobHandler[] = [];
}
