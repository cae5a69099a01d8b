import type { Type } from '@nestjs/common';
import { ACCESS_ENTITIES, AccessModule } from '@app/access';
import { ALERTS_ENTITIES, AlertsModule, AlertsWorker } from '@app/alerts';
import { AUDIT_ENTITIES, AuditModule } from '@app/audit';
import { CASES_ENTITIES, CasesModule, CasesWorker } from '@app/cases';
import { CLAIMS_ENTITIES, ClaimsModule, ClaimsWorker } from '@app/claims';
import { ENFORCEMENT_ENTITIES, EnforcementModule, EnforcementWorker } from '@app/enforcement';
import { ENRICHMENT_ENTITIES, EnrichmentModule, EnrichmentWorker } from '@app/enrichment';
import { EVIDENCE_ENTITIES, EvidenceModule } from '@app/evidence';
import { LETTERS_ENTITIES, LettersModule, LettersWorker } from '@app/letters';
import { OBLIGATIONS_ENTITIES, ObligationsModule } from '@app/obligations';
import { POLICIES_ENTITIES, PoliciesModule } from '@app/policies';
import { type JobHandler, OutboxMessage, PlatformModule } from '@app/platform';
import { KpisModule } from '@app/kpis';
import { SEARCH_ENTITIES, SearchModule } from '@app/search';
import { UPDATES_ENTITIES, UpdatesModule, UpdatesWorker } from '@app/updates';
import { USAGE_ENTITIES, UsageModule, UsageWorker } from '@app/usage';

/** Something that does jobs: each room that has any provides one. */
export interface Worker {
  readonly handlers: readonly JobHandler[];
}

/** The rooms that make up a process, in the order in which they may import each other. */
export const ROOMS: Type[] = [
  PlatformModule,
  AuditModule,
  AccessModule,
  UpdatesModule,
  EvidenceModule,
  PoliciesModule,
  AlertsModule,
  CasesModule,
  SearchModule,
  KpisModule,
  UsageModule,
  EnrichmentModule,
  ClaimsModule,
  EnforcementModule,
  ObligationsModule,
  LettersModule,
];

/** Every table's class: what the processes open and what the drift test compares with the migrations. */
export const ENTITIES = [
  OutboxMessage,
  ...AUDIT_ENTITIES,
  ...ACCESS_ENTITIES,
  ...UPDATES_ENTITIES,
  ...EVIDENCE_ENTITIES,
  ...POLICIES_ENTITIES,
  ...ALERTS_ENTITIES,
  ...CASES_ENTITIES,
  ...SEARCH_ENTITIES,
  ...USAGE_ENTITIES,
  ...ENRICHMENT_ENTITIES,
  ...CLAIMS_ENTITIES,
  ...ENFORCEMENT_ENTITIES,
  ...OBLIGATIONS_ENTITIES,
  ...LETTERS_ENTITIES,
];

/** Who does the jobs. */
export const WORKERS: Type<Worker>[] = [
  UpdatesWorker,
  AlertsWorker,
  CasesWorker,
  UsageWorker,
  EnrichmentWorker,
  ClaimsWorker,
  EnforcementWorker,
  LettersWorker,
];
