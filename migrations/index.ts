import { CreatePlatformAndAudit } from './1763900000000-create-platform-and-audit';
import { CreateAccess } from './1763900001000-create-access';
import { CreateIdempotencyKeys } from './1763900001500-create-idempotency-keys';
import { CreateEvidence } from './1763900002000-create-evidence';
import { CreatePolicies } from './1763900003000-create-policies';
import { CreateAlerts } from './1763900004000-create-alerts';
import { CreateCases } from './1763900005000-create-cases';
import { CreateUsage } from './1763900006000-create-usage';
import { CreateEnrichment } from './1763900007000-create-enrichment';
import { CreateClaims } from './1763900008000-create-claims';
import { CreateEnforcement } from './1763900009000-create-enforcement';
import { CreateObligations } from './1763900010000-create-obligations';
import { CreateLetters } from './1763900011000-create-letters';
import { AddStaffTagsAndDetachments } from './1763900021001-add-staff-tags-and-detachments';
import { CreateDeadLetters } from './1763900020000-create-dead-letters';
import { CreateAlertDeliveries } from './1763900020001-create-alert-deliveries';
import { CreateIntakeRates } from './1763900020002-create-intake-rates';
import { CreateQueuesAndMuting } from './1763900021000-create-queues-and-muting';
import { ExtendCasesAndCreateTeams } from './1763900023000-extend-cases-and-create-teams';
import { CreateTasksAndFields } from './1763900023001-create-tasks-and-fields';
import { SeedPlaybooks } from './1763900023002-seed-playbooks';
import { CreateDatesLinksMentions } from './1763900023003-create-dates-links-mentions';

/** Every migration in order. */
export const MIGRATIONS = [
  CreatePlatformAndAudit,
  CreateAccess,
  CreateIdempotencyKeys,
  CreateEvidence,
  CreatePolicies,
  CreateAlerts,
  CreateCases,
  CreateUsage,
  CreateEnrichment,
  CreateClaims,
  CreateEnforcement,
  CreateObligations,
  CreateLetters,
  CreateDeadLetters,
  CreateAlertDeliveries,
  CreateIntakeRates,
  CreateQueuesAndMuting,
  AddStaffTagsAndDetachments,
  ExtendCasesAndCreateTeams,
  CreateTasksAndFields,
  SeedPlaybooks,
  CreateDatesLinksMentions,
];
