import { Module } from '@nestjs/common';
import { AlertsModule } from '@app/alerts';
import { EvidenceModule } from '@app/evidence';
import { PoliciesModule } from '@app/policies';
import { UpdatesModule } from '@app/updates';
import { CaseAccountsController } from './accounts/case-accounts.controller';
import { CaseAccounts } from './accounts/case-accounts.service';
import { AssertionsController } from './assertions/assertions.controller';
import { Assertions } from './assertions/assertions.service';
import { CaseExportController } from './export/case-export.controller';
import { CaseExport } from './export/case-export.service';
import { AccountActsController } from './accounts/account-acts.controller';
import { AccountActs } from './accounts/account-acts.service';
import { CaseAlertsController } from './alerts/case-alerts.controller';
import { CaseAlerts } from './alerts/case-alerts.service';
import { CaseEntitiesController } from './entities/case-entities.controller';
import { CaseEntities } from './entities/case-entities.service';
import { CaseFileController } from './file/case-file.controller';
import { CaseFile } from './file/case-file.service';
import { GroupsController } from './groups/groups.controller';
import { Groups } from './groups/groups.service';
import { CaseMembersController } from './members/case-members.controller';
import { CaseMembers } from './members/case-members.service';
import { CaseMerge } from './merge/case-merge.service';
import { CaseMergesController } from './merge/case-merges.controller';
import { CaseUnmerge } from './merge/case-unmerge.service';
import { CaseDatesController } from './dates/case-dates.controller';
import { CaseDates } from './dates/case-dates.service';
import { CaseLinksController } from './links/case-links.controller';
import { CaseLinks } from './links/case-links.service';
import { CaseNotesController } from './notes/case-notes.controller';
import { CaseNotes } from './notes/case-notes.service';
import { CaseBulk } from './case-bulk.service';
import { CustomFieldsController } from './fields/custom-fields.controller';
import { CustomFields } from './fields/custom-fields.service';
import { AccountPagesController, EntityPagesController } from './pages/subject-pages.controller';
import { SubjectPages } from './pages/subject-pages.service';
import { TimelineController } from './timeline/timeline.controller';
import { Timeline } from './timeline/timeline.service';
import { PlaybooksController } from './playbooks/playbooks.controller';
import { Playbooks } from './playbooks/playbooks.service';
import { TasksController } from './tasks/tasks.controller';
import { Tasks } from './tasks/tasks.service';
import { CasesController } from './cases.controller';
import { Cases } from './cases.service';
import { CasesWorker } from './cases.worker';
import { Correlation } from './correlation/correlation.service';
import { CorrelationRulesController } from './correlation/rules.controller';
import { CorrelationRules } from './correlation/rules.service';
import { ProposalsController } from './proposals/proposals.controller';
import { Proposals } from './proposals/proposals.service';
import { SimilarCasesController } from './similar/similar-cases.controller';
import { SimilarCases } from './similar/similar-cases.service';

/** Cases, what belongs to them, and how alerts find theirs. */
@Module({
  imports: [AlertsModule, EvidenceModule, PoliciesModule, UpdatesModule],
  controllers: [
    CaseAlertsController,
    CasesController,
    CaseExportController,
    CaseAccountsController,
    AccountActsController,
    AccountPagesController,
    EntityPagesController,
    CaseEntitiesController,
    TimelineController,
    CaseFileController,
    CaseMembersController,
    CaseNotesController,
    CaseDatesController,
    CaseLinksController,
    AssertionsController,
    GroupsController,
    CaseMergesController,
    CustomFieldsController,
    PlaybooksController,
    TasksController,
    CorrelationRulesController,
    ProposalsController,
    SimilarCasesController,
  ],
  providers: [
    Cases,
    CaseAccounts,
    AccountActs,
    SubjectPages,
    CaseEntities,
    Timeline,
    CaseAlerts,
    CaseFile,
    CaseMembers,
    CaseNotes,
    CaseDates,
    CaseLinks,
    Assertions,
    Groups,
    CaseBulk,
    CaseExport,
    CustomFields,
    Playbooks,
    Tasks,
    CaseMerge,
    CaseUnmerge,
    Correlation,
    CorrelationRules,
    Proposals,
    SimilarCases,
    CasesWorker,
  ],
  exports: [Cases, CaseAccounts, AccountActs, Tasks, CasesWorker],
})
export class CasesModule {}
