import { Module } from '@nestjs/common';
import { CasesModule } from '@app/cases';
import { UsageModule } from '@app/usage';
import { EnrichmentController } from './enrichment.controller';
import { Enrichment } from './enrichment.service';
import { EnrichmentSteps } from './enrichment-steps.service';
import { EnrichmentWorker } from './enrichment.worker';
import { EvidenceController } from './evidence.controller';
import { CaseEvidence } from './evidence.service';
import { Findings } from './findings.service';

/** Analyzers that read a snapshot for a case and leave findings. */
@Module({
  imports: [CasesModule, UsageModule],
  controllers: [EnrichmentController, EvidenceController],
  providers: [Enrichment, EnrichmentSteps, Findings, CaseEvidence, EnrichmentWorker],
  exports: [Findings, CaseEvidence, EnrichmentWorker],
})
export class EnrichmentModule {}
