import { Module } from '@nestjs/common';
import { CasesModule } from '@app/cases';
import { DeterminationsController } from './determinations.controller';
import { Determinations } from './determinations.service';
import { Facts } from './facts.service';
import { ObligationsController } from './obligations.controller';
import { Obligations } from './obligations.service';

/** Regimes as data, dated facts, determinations, and the clocks derived from them. */
@Module({
  imports: [CasesModule],
  controllers: [DeterminationsController, ObligationsController],
  providers: [Obligations, Facts, Determinations],
  exports: [Obligations, Facts, Determinations],
})
export class ObligationsModule {}
