import { Module } from '@nestjs/common';
import { CasesModule } from '@app/cases';
import { EvidenceModule } from '@app/evidence';
import { UsageModule } from '@app/usage';
import { Judgements } from './attribution';
import { JudgementsController } from './attribution/judgements.controller';
import { ClustersController } from './clusters.controller';
import { CaseClusters } from './clusters.service';
import { EnrichmentController } from './enrichment.controller';
import { Enrichment } from './enrichment.service';
import { EnrichmentSteps } from './enrichment-steps.service';
import { EnrichmentWorker } from './enrichment.worker';
import { EvidenceController } from './evidence.controller';
import { CaseEvidence } from './evidence.service';
import { FindingAccountsController } from './finding-accounts.controller';
import { FindingAccounts } from './finding-accounts.service';
import { Findings } from './findings.service';

import { Packs } from './packs';
import { PacksController } from './packs/packs.controller';
import { StandingController } from './standing/standing.controller';
import { EnrichmentStanding } from './standing/standing.service';
import { WeighedAccountsController } from './weighed/weighed-accounts.controller';
import { WeighedAccounts } from './weighed/weighed-accounts.service';

/** Analyzers that read a snapshot for a case and leave findings, and what people judge by them. */
@Module({
  imports: [EvidenceModule, CasesModule, UsageModule],
  controllers: [
    EnrichmentController,
    EvidenceController,
    FindingAccountsController,
    ClustersController,
    JudgementsController,
    PacksController,
    StandingController,
    WeighedAccountsController,
  ],
  providers: [
    Enrichment,
    EnrichmentSteps,
    Findings,
    CaseEvidence,
    FindingAccounts,
    CaseClusters,
    Judgements,
    Packs,
    EnrichmentStanding,
    WeighedAccounts,
    EnrichmentWorker,
  ],
  exports: [Findings, CaseEvidence, Judgements, EnrichmentWorker],
})
export class EnrichmentModule {}
