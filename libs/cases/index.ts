export * from './case-terms';
export * from './case-stage';
export * from './case.entity';
export * from './accounts/case-account.entity';
export * from './accounts/case-api-key.entity';
export { type Bounds, boundsOf, QUALIFIERS, type Qualifier } from './assertions/quantity';
export * from './cases.problems';
export { type CaseChange, normaliseTag } from './case-change';
export { type CaseFilter } from './cases.queries';
export { type CaseLabel, Cases, type NewCase } from './cases.service';
export * from './accounts/case-accounts.service';
export { type AccountsFrom } from './accounts/account-origin';
export { AddedAccountsView } from './accounts/case-accounts.dto';
export { AccountActs } from './accounts/account-acts.service';
export { JudgedView, toJudgedView } from './accounts/account-acts.dto';
export { familySql, waySql } from './merge/family';
export { Task } from './tasks/task.entity';
export { Tasks } from './tasks/tasks.service';
export * from './cases.worker';
export * from './cases.module';

import { Case } from './case.entity';
import { CaseAccount, CaseAccountSource } from './accounts/case-account.entity';
import { AccountAct, AccountChange } from './accounts/account-act.entity';
import { CaseAlert } from './alerts/case-alert.entity';
import { CaseAlertDetachment } from './alerts/case-alert-detachment.entity';
import { CaseApiKey } from './accounts/case-api-key.entity';
import { CustomField } from './fields/custom-field.entity';
import { CasePlaybook, Playbook } from './playbooks/playbook.entity';
import { Task, TaskDependency, TaskLogEntry } from './tasks/task.entity';
import { CaseDate } from './dates/case-date.entity';
import { Assertion } from './assertions/assertion.entity';
import { CaseLink } from './links/case-link.entity';
import { CaseMember } from './members/case-member.entity';
import { CaseEntity } from './entities/case-entity.entity';
import { CaseMeeting } from './merge/case-meeting.entity';
import { CorrelationProposal } from './proposals/correlation-proposal.entity';
import { CorrelationRuleSet } from './correlation/rule-set.entity';
import { MergeRecord, MergeRow } from './merge/merge-record.entity';
import { CaseMention, CaseNote, CaseNoteRevision } from './notes/case-note.entity';
import { CaseViolation } from './file/case-violation.entity';

export const CASES_ENTITIES = [
  Case,
  CaseMember,
  CaseDate,
  Assertion,
  CaseLink,
  CustomField,
  Task,
  TaskDependency,
  TaskLogEntry,
  Playbook,
  CasePlaybook,
  CaseAlert,
  CaseAlertDetachment,
  CaseAccount,
  CaseAccountSource,
  AccountAct,
  AccountChange,
  CaseEntity,
  CaseApiKey,
  CaseViolation,
  CaseNote,
  CaseNoteRevision,
  CaseMention,
  CaseMeeting,
  CorrelationRuleSet,
  CorrelationProposal,
  MergeRecord,
  MergeRow,
];
