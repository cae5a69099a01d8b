export { ANALYZER_NAMES, type AnalyzerName, type AskedQuery } from './analyzer';
export { IN_CASE, IS_EXCHANGE } from './sql';
export * from './evidence-rows';
export * from './finding.entity';
export * from './findings.service';
export * from './account-evidence.entity';
export * from './key-evidence.entity';
export * from './evidence.service';
export * from './run-analyzer.job';
export * from './enrichment.worker';
export * from './enrichment.module';

import { AccountEvidence } from './account-evidence.entity';
import { EnrichmentRun } from './enrichment-run.entity';
import { EnrichmentStep } from './enrichment-step.entity';
import { Finding } from './finding.entity';
import { KeyEvidence } from './key-evidence.entity';

export const ENRICHMENT_ENTITIES = [EnrichmentRun, EnrichmentStep, Finding, AccountEvidence, KeyEvidence];
