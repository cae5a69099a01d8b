import { Module } from '@nestjs/common';
import { CasesModule } from '@app/cases';
import { EnrichmentModule } from '@app/enrichment';
import { UsageModule } from '@app/usage';
import { ClaimCounter } from './claim-counter.service';
import { ClaimsController } from './claims.controller';
import { Claims } from './claims.service';
import { ClaimsWorker } from './claims.worker';

/** Figures for prose: exact value, qualifier, counting rule, snapshot, reproduction. */
@Module({
  imports: [CasesModule, UsageModule, EnrichmentModule],
  controllers: [ClaimsController],
  providers: [Claims, ClaimCounter, ClaimsWorker],
  exports: [Claims, ClaimsWorker],
})
export class ClaimsModule {}
