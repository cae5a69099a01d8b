export * from './usage.options';
export * from './usage.problems';
export * from './retention/retention.options';
export * from './retention/retention.problems';
export * from './retention/usage-keepers';
export type { Keeper } from './retention/partitions';
export { applyRetention } from './retention/apply-retention.job';
export * from './read-only/read-only.problems';
export * from './read-only/usage-source';
export { readMapping } from './read-only/mapping-file';
export * from './usage-engine';
export * from './snapshot.entity';
export * from './snapshots.service';
export { isUncountable, RECENTLY_MS, SnapshotGuard } from './snapshot-guard.service';
export * from './snapshot-sql';
export * from './member-sets';
export * from './network-key';
export * from './import.entity';
export { CAPABILITIES, type ImportKind, MOMENT_SECONDS } from './usage-columns';
export { SCHEMA_VERSION } from './usage-schema';
export * from './load-import.job';
export * from './usage.worker';
export { UsageHousekeeping } from './housekeeping';
export * from './usage.module';

import { ImportDay } from './import-day.entity';
import { Import } from './import.entity';
import { ImportMapping } from './mappings/import-mapping.entity';
import { UsageInterval } from './read-only/usage-interval.entity';
import { LegalHold } from './retention/legal-hold.entity';
import { UsageDrop } from './retention/usage-drop.entity';
import { Snapshot } from './snapshot.entity';
import { ImportBatch } from './streams/import-batch.entity';
import { ImportStream } from './streams/import-stream.entity';
import { WithdrawalDay } from './withdrawals/withdrawal-day.entity';

export const USAGE_ENTITIES = [
  Import,
  ImportDay,
  ImportMapping,
  ImportStream,
  ImportBatch,
  UsageInterval,
  LegalHold,
  UsageDrop,
  WithdrawalDay,
  Snapshot,
];
