import { Module } from '@nestjs/common';
import { AlertsModule } from '@app/alerts';
import { PoliciesModule } from '@app/policies';
import { CaseAccountsController } from './accounts/case-accounts.controller';
import { CaseAccounts } from './accounts/case-accounts.service';
import { CaseAlertsController } from './alerts/case-alerts.controller';
import { CaseAlerts } from './alerts/case-alerts.service';
import { CaseFileController } from './file/case-file.controller';
import { CaseFile } from './file/case-file.service';
import { CaseMembersController } from './members/case-members.controller';
import { CaseMembers } from './members/case-members.service';
import { CaseMerge } from './merge/case-merge.service';
import { CaseDatesController } from './dates/case-dates.controller';
import { CaseDates } from './dates/case-dates.service';
import { CaseLinksController } from './links/case-links.controller';
import { CaseLinks } from './links/case-links.service';
import { CaseNotesController } from './notes/case-notes.controller';
import { CaseNotes } from './notes/case-notes.service';
import { CaseBulk } from './case-bulk.service';
import { CustomFieldsController } from './fields/custom-fields.controller';
import { CustomFields } from './fields/custom-fields.service';
import { PlaybooksController } from './playbooks/playbooks.controller';
import { Playbooks } from './playbooks/playbooks.service';
import { TasksController } from './tasks/tasks.controller';
import { Tasks } from './tasks/tasks.service';
import { CasesController } from './cases.controller';
import { Cases } from './cases.service';
import { CasesWorker } from './cases.worker';
import { Correlation } from './correlation/correlation.service';

/** Cases, what belongs to them, and how alerts find theirs. */
@Module({
  imports: [AlertsModule, PoliciesModule],
  controllers: [
    CaseAlertsController,
    CasesController,
    CaseAccountsController,
    CaseFileController,
    CaseMembersController,
    CaseNotesController,
    CaseDatesController,
    CaseLinksController,
    CustomFieldsController,
    PlaybooksController,
    TasksController,
  ],
  providers: [
    Cases,
    CaseAccounts,
    CaseAlerts,
    CaseFile,
    CaseMembers,
    CaseNotes,
    CaseDates,
    CaseLinks,
    CaseBulk,
    CustomFields,
    Playbooks,
    Tasks,
    CaseMerge,
    Correlation,
    CasesWorker,
  ],
  exports: [Cases, CaseAccounts, CasesWorker],
})
export class CasesModule {}
