import { IsUUID } from 'class-validator';
import { defineJob } from '@app/platform';

/** Payload of `load-import`. */
export class LoadImportPayload {
  @IsUUID() importId!: string;
}

/** Seconds apart, and so many that an engine that is away for some minutes costs nothing but the wait. */
export const MAX_ATTEMPTS = 100;

/** Loads the content of an import into the usage engine, or cleans up behind one that was cancelled. */
export const loadImport = defineJob({
  queue: 'usage',
  name: 'load-import',
  payload: LoadImportPayload,
  options: { attempts: MAX_ATTEMPTS, backoff: { type: 'fixed', delay: 2_000 } },
});
