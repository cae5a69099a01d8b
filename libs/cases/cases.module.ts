import { Module } from '@nestjs/common';
import { AlertsModule } from '@app/alerts';
import { PoliciesModule } from '@app/policies';
import { CaseAccountsController } from './case-accounts.controller';
import { CaseAccounts } from './case-accounts.service';
import { CaseAlerts } from './case-alerts.service';
import { CaseFileController } from './case-file.controller';
import { CaseFile } from './case-file.service';
import { CaseMerge } from './case-merge.service';
import { CasesController } from './cases.controller';
import { Cases } from './cases.service';
import { CasesWorker } from './cases.worker';
import { Correlation } from './correlation.service';

/** Cases, what belongs to them, and how alerts find theirs. */
@Module({
  imports: [AlertsModule, PoliciesModule],
  controllers: [CasesController, CaseAccountsController, CaseFileController],
  providers: [Cases, CaseAccounts, CaseAlerts, CaseFile, CaseMerge, Correlation, CasesWorker],
  exports: [Cases, CaseAccounts, CasesWorker],
})
export class CasesModule {}
