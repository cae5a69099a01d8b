export * from './usage.options';
export * from './usage.problems';
export * from './usage-engine';
export * from './snapshot.entity';
export * from './snapshots.service';
export * from './snapshot-sql';
export * from './member-sets';
export * from './import.entity';
export { CAPABILITIES, type ImportKind } from './usage-columns';
export { SCHEMA_VERSION } from './usage-schema';
export * from './load-import.job';
export * from './usage.worker';
export * from './usage.module';

import { ImportDay } from './import-day.entity';
import { Import } from './import.entity';
import { Snapshot } from './snapshot.entity';

export const USAGE_ENTITIES = [Import, ImportDay, Snapshot];
