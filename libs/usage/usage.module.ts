import { Module } from '@nestjs/common';
import { EvidenceModule } from '@app/evidence';
import { MemberSets } from './member-sets';
import { ImportLoader } from './import-loader';
import { ImportSettler } from './import-settler';
import { ImportsController } from './imports.controller';
import { Imports } from './imports.service';
import { SnapshotsController } from './snapshots.controller';
import { Snapshots } from './snapshots.service';
import { UsageEngine } from './usage-engine';
import { UsageWorker } from './usage.worker';

/** The usage engine: import, snapshots, typed queries. */
@Module({
  imports: [EvidenceModule],
  controllers: [ImportsController, SnapshotsController],
  providers: [UsageEngine, Imports, ImportLoader, ImportSettler, Snapshots, MemberSets, UsageWorker],
  exports: [UsageEngine, Snapshots, MemberSets],
})
export class UsageModule {}
