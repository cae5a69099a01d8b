import { Module } from '@nestjs/common';
import { CasesModule } from '@app/cases';
import { EnrichmentModule } from '@app/enrichment';
import { UsageModule } from '@app/usage';
import { ClaimCounter } from './claim-counter.service';
import { ClaimsController } from './claims.controller';
import { Claims } from './claims.service';
import { ClaimsWorker } from './claims.worker';
import { RecountsController } from './recounts/recounts.controller';
import { Recounts } from './recounts/recounts.service';

/** Figures for prose: exact value, qualifier, counting rule, snapshot, reproduction. */
@Module({
  imports: [CasesModule, UsageModule, EnrichmentModule],
  controllers: [ClaimsController, RecountsController],
  providers: [Claims, Recounts, ClaimCounter, ClaimsWorker],
  exports: [Claims, Recounts, ClaimsWorker],
})
export class ClaimsModule {}
