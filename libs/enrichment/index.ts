export { ANALYZER_NAMES, type AnalyzerName, type AskedQuery } from './analyzer';
export { IN_CASE, IS_EXCHANGE } from './sql';
export * from './evidence-rows';
export * from './finding.entity';
export * from './findings.service';
export * from './account-evidence.entity';
export * from './key-evidence.entity';
export * from './account-candidate.entity';
export * from './account-cluster.entity';
export * from './cluster-member.entity';
export * from './evidence.service';
export * from './attribution';
export * from './packs';
export * from './run-analyzer.job';
export * from './enrichment.worker';
export * from './enrichment.module';

import { Judgement } from './attribution';
import { AccountCandidate } from './account-candidate.entity';
import { AccountCluster } from './account-cluster.entity';
import { AccountEvidence } from './account-evidence.entity';
import { ClusterMember } from './cluster-member.entity';
import { EnrichmentRun } from './enrichment-run.entity';
import { EnrichmentStep } from './enrichment-step.entity';
import { Finding } from './finding.entity';
import { EvidencePack } from './packs';
import { KeyEvidence } from './key-evidence.entity';

export const ENRICHMENT_ENTITIES = [
  EnrichmentRun,
  EnrichmentStep,
  Finding,
  AccountEvidence,
  KeyEvidence,
  AccountCandidate,
  AccountCluster,
  ClusterMember,
  Judgement,
  EvidencePack,
];
