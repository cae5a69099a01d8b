export * from './case-terms';
export * from './case-stage';
export * from './case.entity';
export * from './case-account.entity';
export * from './case-api-key.entity';
export * from './cases.problems';
export { type CaseChange, type CaseFilter, Cases, type NewCase } from './cases.service';
export * from './case-accounts.service';
export * from './cases.worker';
export * from './cases.module';

import { Case } from './case.entity';
import { CaseAccount } from './case-account.entity';
import { CaseAlert } from './case-alert.entity';
import { CaseApiKey } from './case-api-key.entity';
import { CaseEntity } from './case-entity.entity';
import { CaseMeeting } from './case-meeting.entity';
import { CaseNote } from './case-note.entity';
import { CaseViolation } from './case-violation.entity';

export const CASES_ENTITIES = [
  Case,
  CaseAlert,
  CaseAccount,
  CaseEntity,
  CaseApiKey,
  CaseViolation,
  CaseNote,
  CaseMeeting,
];
