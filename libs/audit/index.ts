export * from './actor';
export * from './audit-event.entity';
export * from './audit-seal.entity';
export * from './audit-pending.entity';
export * from './audit.service';
export * from './audit.module';
export * from './chain';
export * from './sealer';
export type { EventFilter, RecordedEvent, SealedAct } from './audit.queries';

import { AuditEvent } from './audit-event.entity';
import { AuditPending } from './audit-pending.entity';
import { AuditSeal } from './audit-seal.entity';

export const AUDIT_ENTITIES = [AuditEvent, AuditSeal, AuditPending];
