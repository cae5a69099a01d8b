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
import { CreateDeadLetters } from './1763900020000-create-dead-letters';
import { CreateAlertDeliveries } from './1763900020001-create-alert-deliveries';
import { CreateIntakeRates } from './1763900020002-create-intake-rates';
import { CreateQueuesAndMuting } from './1763900021000-create-queues-and-muting';
import { AddStaffTagsAndDetachments } from './1763900021001-add-staff-tags-and-detachments';
import { ExtendCasesAndCreateTeams } from './1763900023000-extend-cases-and-create-teams';
import { CreateTasksAndFields } from './1763900023001-create-tasks-and-fields';
import { SeedPlaybooks } from './1763900023002-seed-playbooks';
import { CreateDatesLinksMentions } from './1763900023003-create-dates-links-mentions';
import { CreateWebhooks } from './1763900028000-create-webhooks';
import { IndexForSearch } from './1763900029000-index-for-search';
import { CreateSavedViews } from './1763900029001-create-saved-views';
import { ClaimIdempotencyKeys } from './1763900030000-claim-idempotency-keys';
import { NameOutboxJobs } from './1763900030001-name-outbox-jobs';
import { CreateCorrelationRules } from './1763900040000-create-correlation-rules';
import { CreateCorrelationProposals } from './1763900040001-create-correlation-proposals';
import { CreateCaseMerges } from './1763900041000-create-case-merges';
import { ExtendCaseAccounts } from './1763900042000-extend-case-accounts';
import { ExtendCaseEntities } from './1763900042001-extend-case-entities';
import { CreateAssertions } from './1763900043000-create-assertions';
import { SeedMisuseAndResale } from './1763900043001-seed-misuse-and-resale';
import { IndexForKpis } from './1763900044000-index-for-kpis';
import { CreateImportMappings } from './1763900050000-create-import-mappings';
import { CreateImportStreams } from './1763900050001-create-import-streams';
import { CreateClusters } from './1763900051000-create-clusters';
import { CreateAlertTags } from './1763900055000-create-alert-tags';
import { IndexInboxBySeverity } from './1763900055001-index-inbox-by-severity';
import { CreateWithdrawals } from './1763900060000-create-withdrawals';
import { CreateClaimRecounts } from './1763900060001-create-claim-recounts';
import { CreateLetterFlags } from './1763900060002-create-letter-flags';
import { CreateJudgements } from './1763900061000-create-judgements';
import { CreateEvidencePacks } from './1763900061001-create-evidence-packs';
import { CreateUsageIntervals } from './1763900062000-create-usage-intervals';
import { CreateRetention } from './1763900062001-create-retention';
import { KeepAnswersAsSent } from './1763900073000-keep-answers-as-sent';
import { NameFlaggedClaims } from './1763900073001-name-flagged-claims';
import { FlagAttribution } from './1763900075000-flag-attribution';
import { TellStages } from './1763900076000-tell-stages';

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
  CreateWebhooks,
  IndexForSearch,
  CreateSavedViews,
  ClaimIdempotencyKeys,
  NameOutboxJobs,
  CreateCorrelationRules,
  CreateCorrelationProposals,
  CreateCaseMerges,
  ExtendCaseAccounts,
  ExtendCaseEntities,
  CreateAssertions,
  SeedMisuseAndResale,
  IndexForKpis,
  CreateImportMappings,
  CreateImportStreams,
  CreateClusters,
  CreateAlertTags,
  IndexInboxBySeverity,
  CreateWithdrawals,
  CreateClaimRecounts,
  CreateLetterFlags,
  CreateJudgements,
  CreateEvidencePacks,
  CreateUsageIntervals,
  CreateRetention,
  KeepAnswersAsSent,
  NameFlaggedClaims,
  FlagAttribution,
  TellStages,
];
