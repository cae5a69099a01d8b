export * from './enforcement.module';
export * from './enforcement.options';
export * from './enforcement.worker';
export * from './account-platform';
export * from './execute-order.job';
export * from './order-status';
export * from './orders.service';
export * from './order.entity';
export * from './order-item.entity';
export * from './order-approval.entity';
export type { AccountFacts, BlastRadius, OrganisationHit } from './blast-radius';

import { OrderApproval } from './order-approval.entity';
import { OrderAttempt } from './order-attempt.entity';
import { OrderItem } from './order-item.entity';
import { Order } from './order.entity';

export const ENFORCEMENT_ENTITIES = [Order, OrderItem, OrderAttempt, OrderApproval];
