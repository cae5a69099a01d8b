import { Injectable } from '@nestjs/common';
import { on } from '@app/platform';
import { ImportLoader } from './import-loader';
import { applyRetention } from './retention/apply-retention.job';
import { Retention } from './retention/retention.service';
import { loadImport } from './load-import.job';

/** Two files at once: one is settled while another is read. */
const AT_ONCE = 2;

/** Does the room's jobs. */
@Injectable()
export class UsageWorker {
  readonly handlers;

  constructor(loader: ImportLoader, retention: Retention) {
    this.handlers = [
      on(loadImport, ({ importId }) => loader.load(importId), AT_ONCE),
      on(applyRetention, () => retention.apply(), AT_ONCE),
    ];
  }
}
