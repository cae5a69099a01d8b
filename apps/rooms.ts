import type { Type } from '@nestjs/common';
import { ACCESS_ENTITIES, AccessModule } from '@app/access';
import { ALERTS_ENTITIES, AlertsModule } from '@app/alerts';
import { AUDIT_ENTITIES, AuditModule } from '@app/audit';
import { EVIDENCE_ENTITIES, EvidenceModule } from '@app/evidence';
import { POLICIES_ENTITIES, PoliciesModule } from '@app/policies';
import { type JobHandler, OutboxMessage, PlatformModule } from '@app/platform';
import { USAGE_ENTITIES, UsageModule, UsageWorker } from '@app/usage';

/** Something that does jobs: each room that has any provides one. */
export interface Worker {
  readonly handlers: readonly JobHandler[];
}

/** The rooms that make up a process, in the order in which they may import each other. */
export const ROOMS: Type[] = [PlatformModule, AuditModule, AccessModule, EvidenceModule, PoliciesModule, AlertsModule, UsageModule];

/** Every table's class: what the processes open and what the drift test compares with the migrations. */
export const ENTITIES = [OutboxMessage, ...AUDIT_ENTITIES, ...ACCESS_ENTITIES, ...EVIDENCE_ENTITIES, ...POLICIES_ENTITIES, ...ALERTS_ENTITIES, ...USAGE_ENTITIES];

/** Who does the jobs. */
export const WORKERS: Type<Worker>[] = [UsageWorker];
