import { Module } from '@nestjs/common';
import { CasesModule } from '@app/cases';
import { ClaimsModule } from '@app/claims';
import { EnrichmentModule } from '@app/enrichment';
import { EvidenceModule } from '@app/evidence';
import { UsageModule } from '@app/usage';
import { ApprovalsController } from './approvals/approvals.controller';
import { CaseClaims } from './case-claims';
import { Delivering } from './delivering.service';
import { FileDelivery } from './delivery/file-delivery';
import { LetterDelivery } from './delivery/letter-delivery';
import { Dispatching } from './dispatching.service';
import { Drafting } from './drafting.service';
import { AttributionFlags } from './flags/attribution-flags.service';
import { FlagRaiser } from './flags/flag-raiser';
import { LetterFlagsController } from './flags/letter-flags.controller';
import { LetterFlags } from './flags/letter-flags.service';
import { Freezing } from './freezing.service';
import { LetterActsController } from './letter-acts.controller';
import { LetterReader } from './letter-reader.service';
import { LetterTexts } from './letter-text.service';
import { LettersController } from './letters.controller';
import { LettersWorker } from './letters.worker';
import { Reviewing } from './reviewing.service';

/** Letters from their template to their receipt. */
@Module({
  imports: [EvidenceModule, CasesModule, UsageModule, EnrichmentModule, ClaimsModule],
  controllers: [LettersController, LetterActsController, LetterFlagsController, ApprovalsController],
  providers: [
    CaseClaims,
    LetterTexts,
    LetterReader,
    Drafting,
    Reviewing,
    Freezing,
    Dispatching,
    Delivering,
    FlagRaiser,
    LetterFlags,
    AttributionFlags,
    LettersWorker,
    { provide: LetterDelivery, useClass: FileDelivery },
  ],
})
export class LettersModule {}
