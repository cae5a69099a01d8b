export * from './case-terms';
export * from './case-stage';
export * from './case.entity';
export * from './accounts/case-account.entity';
export * from './accounts/case-api-key.entity';
export * from './cases.problems';
export { type CaseChange } from './case-change';
export { type CaseFilter } from './cases.queries';
export { Cases, type NewCase } from './cases.service';
export * from './accounts/case-accounts.service';
export * from './cases.worker';
export * from './cases.module';

import { Case } from './case.entity';
import { CaseAccount } from './accounts/case-account.entity';
import { CaseAlert } from './alerts/case-alert.entity';
import { CaseAlertDetachment } from './alerts/case-alert-detachment.entity';
import { CaseApiKey } from './accounts/case-api-key.entity';
import { CustomField } from './fields/custom-field.entity';
import { CasePlaybook, Playbook } from './playbooks/playbook.entity';
import { Task, TaskDependency, TaskLogEntry } from './tasks/task.entity';
import { CaseDate } from './dates/case-date.entity';
import { CaseLink } from './links/case-link.entity';
import { CaseMember } from './members/case-member.entity';
import { CaseEntity } from './file/case-entity.entity';
import { CaseMeeting } from './merge/case-meeting.entity';
import { CaseMention, CaseNote, CaseNoteRevision } from './notes/case-note.entity';
import { CaseViolation } from './file/case-violation.entity';

export const CASES_ENTITIES = [
  Case,
  CaseMember,
  CaseDate,
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
  CaseEntity,
  CaseApiKey,
  CaseViolation,
  CaseNote,
  CaseNoteRevision,
  CaseMention,
  CaseMeeting,
];
