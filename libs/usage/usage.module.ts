import { Module } from '@nestjs/common';
import { CasesModule } from '@app/cases';
import { EvidenceModule } from '@app/evidence';
import { MemberSets } from './member-sets';
import { UsageHousekeeping } from './housekeeping';
import { ImportChecksController } from './import-checks.controller';
import { ImportChecks } from './import-checks.service';
import { ImportLoader } from './import-loader';
import { ImportSettler } from './import-settler';
import { ImportsController } from './imports.controller';
import { Imports } from './imports.service';
import { MappingsController } from './mappings/mappings.controller';
import { Mappings } from './mappings/mappings.service';
import { LegalHoldsController } from './retention/legal-holds.controller';
import { LegalHolds } from './retention/legal-holds.service';
import { RetentionController } from './retention/retention.controller';
import { Retention } from './retention/retention.service';
import { UsageKeepers } from './retention/usage-keepers';
import { SnapshotDiffsController } from './diff/snapshot-diffs.controller';
import { SnapshotDiffs } from './diff/snapshot-diffs.service';
import { SnapshotsController } from './snapshots.controller';
import { SnapshotGuard } from './snapshot-guard.service';
import { Snapshots } from './snapshots.service';
import { Batches } from './streams/batches.service';
import { StreamsController } from './streams/streams.controller';
import { Streams } from './streams/streams.service';
import { UploadsController } from './uploads.controller';
import { Uploads } from './uploads.service';
import { LabPins } from './read-only/lab-pins.service';
import { LabSchema } from './read-only/lab-schema';
import { UsageEngine } from './usage-engine';
import { UsageWorker } from './usage.worker';
import { WithdrawalsController } from './withdrawals/withdrawals.controller';
import { Withdrawals } from './withdrawals/withdrawals.service';

/** The usage engine: import, snapshots, typed queries. */
@Module({
  imports: [EvidenceModule, CasesModule],
  controllers: [
    ImportsController,
    UploadsController,
    ImportChecksController,
    MappingsController,
    StreamsController,
    SnapshotsController,
    LegalHoldsController,
    RetentionController,
    SnapshotDiffsController,
    WithdrawalsController,
  ],
  providers: [
    UsageEngine,
    LabSchema,
    LabPins,
    Imports,
    Uploads,
    ImportChecks,
    Mappings,
    Streams,
    Batches,
    UsageHousekeeping,
    ImportLoader,
    ImportSettler,
    LegalHolds,
    UsageKeepers,
    Retention,
    SnapshotGuard,
    Snapshots,
    SnapshotDiffs,
    Withdrawals,
    MemberSets,
    UsageWorker,
  ],
  exports: [UsageHousekeeping, UsageEngine, Snapshots, SnapshotGuard, MemberSets, UsageKeepers],
})
export class UsageModule {}
