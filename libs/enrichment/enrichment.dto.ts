import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { InstantField, ObjectField, PageQuery, TextField, UuidField } from '@app/platform';
import { KEY_VERDICTS, type KeyVerdict } from '@app/cases';
import type { AccountEvidence } from './account-evidence.entity';
import { ANALYZER_NAMES, type AnalyzerName, type AskedQuery, TAKEN, type Taken } from './analyzer';
import { analyzerNamed } from './analyzers';
import type { RunWithSteps } from './enrichment.service';
import { type EnrichmentStep, STEP_STATES, type StepState } from './enrichment-step.entity';
import {
  ACCOUNT_SUGGESTIONS,
  type AccountSuggestion,
  KEY_SUGGESTIONS,
  type KeySuggestion,
} from './evidence-rows';
import type { Finding } from './finding.entity';
import type { JudgedKeyEvidence } from './evidence.service';

/** A release whose uptake is to be looked at. */
export class NamedRelease {
  @TextField({ example: 'flagship-B' }) model!: string;
  @InstantField({ example: '2026-05-28T00:00:00Z' }) releasedAt!: string;
}

/** What to look at. */
export class StartEnrichment {
  @UuidField({ description: 'The snapshot to count from.' }) snapshotId!: string;
  @ObjectField(() => NamedRelease, {
    optional: true,
    description:
      'The release that `model-shift` looks at; without it, every model that appears in the window.',
  })
  release?: NamedRelease;
}

/** Which accounts' evidence a list shows. */
export class AccountEvidenceQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ACCOUNT_SUGGESTIONS })
  @IsOptional()
  @IsIn(ACCOUNT_SUGGESTIONS)
  readonly suggestion?: AccountSuggestion;
}

/** Which keys' evidence a list shows. */
export class KeyEvidenceQuery extends PageQuery {
  @ApiPropertyOptional({ enum: KEY_SUGGESTIONS })
  @IsOptional()
  @IsIn(KEY_SUGGESTIONS)
  readonly suggestion?: KeySuggestion;
}

export class StepView {
  @ApiProperty({ enum: ANALYZER_NAMES }) analyzer!: AnalyzerName;
  @ApiProperty() version!: number;
  @ApiProperty({ enum: STEP_STATES }) state!: StepState;
  @ApiProperty({ type: Number, nullable: true, description: 'Rows left beside the finding.' }) rows!:
    number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'How long it took or has taken so far.' })
  seconds!: number | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'What it is at while it works, in words; null where it has no parts that take long.',
  })
  stage!: string | null;
  @ApiProperty({ type: String, nullable: true }) error!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) findingId!: string | null;
}

export class RunView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) caseId!: string;
  @ApiProperty({ format: 'uuid' }) snapshotId!: string;
  @ApiProperty({ description: 'SHA-256 of the account set that was frozen for the run.' })
  accountsHash!: string;
  @ApiProperty() accountCount!: number;
  @ApiProperty({ enum: ['running', 'done', 'failed'] }) state!: 'running' | 'done' | 'failed';
  @ApiProperty({ description: 'Share of the steps that have ended, 0 to 1.' }) progress!: number;
  @ApiProperty() startedBy!: string;
  @ApiProperty({ format: 'date-time' }) startedAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) finishedAt!: string | null;
  @ApiProperty({ type: [StepView] }) steps!: StepView[];
}

export class FindingSummaryView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) caseId!: string;
  @ApiProperty({ enum: ANALYZER_NAMES }) analyzer!: AnalyzerName;
  @ApiProperty() version!: number;
  @ApiProperty({ description: 'What it answers.' }) question!: string;
  @ApiProperty({ format: 'uuid' }) snapshotId!: string;
  @ApiProperty() accountsHash!: string;
  @ApiProperty() accountCount!: number;
  @ApiProperty() rowCount!: number;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'The latest request that it saw.',
  })
  enrichedThrough!: string | null;
  @ApiProperty() contentHash!: string;
  @ApiProperty({ format: 'date-time' }) startedAt!: string;
  @ApiProperty({ format: 'date-time' }) finishedAt!: string;
}

export class FindingView extends FindingSummaryView {
  @ApiProperty({ type: 'object', additionalProperties: true }) parameters!: Record<string, unknown>;
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'Its shape is the analyzer’s.' })
  result!: Record<string, unknown>;
  @ApiProperty({
    type: 'array',
    items: { type: 'object', properties: { sql: { type: 'string' }, params: { type: 'object' } } },
    description: 'Every question to the engine, in order.',
  })
  queries!: AskedQuery[];
  @ApiProperty() engineVersion!: string;
  @ApiProperty({ type: String, nullable: true }) rowsHash!: string | null;
  @ApiProperty({
    enum: TAKEN,
    isArray: true,
    description: 'What of it can be taken into its case: accounts, and their shares of traffic.',
  })
  takes!: Taken[];
}

export class AccountEvidenceView {
  @ApiProperty({ format: 'uuid', description: 'The case, or one merged into it, in which it was found.' })
  caseId!: string;
  @ApiProperty() accountId!: string;
  @ApiProperty({ type: Number, nullable: true }) exchanges!: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Requests answered 429 or 500 and upward.' })
  failed!: number | null;
  @ApiProperty({ type: Number, nullable: true }) inputTokens!: number | null;
  @ApiProperty({ type: Number, nullable: true }) outputTokens!: number | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) firstAt!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) lastAt!: string | null;
  @ApiProperty({ type: Number, nullable: true }) activeDays!: number | null;
  @ApiProperty({ type: Number, nullable: true }) keys!: number | null;
  @ApiProperty({ enum: ACCOUNT_SUGGESTIONS, nullable: true }) suggestion!: AccountSuggestion | null;
  @ApiProperty({ type: Number, nullable: true }) score!: number | null;
  @ApiProperty({ type: Number, nullable: true }) campaignExchanges!: number | null;
  @ApiProperty({ type: Number, nullable: true }) campaignFamilies!: number | null;
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true }) shared!: Record<
    string,
    unknown
  > | null;
  @ApiProperty({ type: [String] }) because!: string[];
}

export class KeyEvidenceView {
  @ApiProperty({ format: 'uuid', description: 'The case, or one merged into it, in which it was found.' })
  caseId!: string;
  @ApiProperty() accountId!: string;
  @ApiProperty() apiKeyId!: string;
  @ApiProperty() exchanges!: number;
  @ApiProperty() campaignExchanges!: number;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' } }) capabilities!: Record<
    string,
    number
  >;
  @ApiProperty({ type: [Number], description: 'Exchanges by hour of the day, UTC.' }) hours!: number[];
  @ApiProperty({ enum: KEY_SUGGESTIONS }) suggestion!: KeySuggestion;
  @ApiProperty({ description: 'Share of its exchanges outside the template families of the campaign.' })
  score!: number;
  @ApiProperty({ type: [String] }) because!: string[];
  @ApiProperty({
    enum: KEY_VERDICTS,
    type: String,
    nullable: true,
    description: 'Of a person, in this case.',
  })
  verdict!: KeyVerdict | null;
}

const numberOrNull = (text: string | null): number | null => (text === null ? null : Number(text));
const instantOrNull = (instant: Date | null): string | null => instant?.toISOString() ?? null;

const toStepView = (step: EnrichmentStep, now: Date): StepView => ({
  analyzer: step.analyzer,
  version: step.version,
  state: step.state,
  rows: step.rows,
  seconds: step.startedAt ? ((step.finishedAt ?? now).getTime() - step.startedAt.getTime()) / 1000 : null,
  stage: step.stage,
  error: step.error,
  findingId: step.findingId,
});

export const toRunView = ({ run, steps }: RunWithSteps, now: Date): RunView => ({
  id: run.id,
  caseId: run.caseId,
  snapshotId: run.snapshotId,
  accountsHash: run.accountsHash,
  accountCount: run.accountCount,
  state:
    run.finishedAt === null ? 'running' : steps.some((step) => step.state === 'failed') ? 'failed' : 'done',
  progress: steps.filter((step) => step.isFinished).length / Math.max(1, steps.length),
  startedBy: run.startedBy,
  startedAt: run.startedAt.toISOString(),
  finishedAt: instantOrNull(run.finishedAt),
  steps: steps.map((step) => toStepView(step, now)),
});

export const toFindingSummaryView = (finding: Finding): FindingSummaryView => ({
  id: finding.id,
  caseId: finding.caseId,
  analyzer: finding.analyzer,
  version: finding.version,
  question: finding.question,
  snapshotId: finding.snapshotId,
  accountsHash: finding.accountsHash,
  accountCount: finding.accountCount,
  rowCount: finding.rowCount,
  enrichedThrough: instantOrNull(finding.enrichedThrough),
  contentHash: finding.contentHash,
  startedAt: finding.startedAt.toISOString(),
  finishedAt: finding.finishedAt.toISOString(),
});

export const toFindingView = (finding: Finding): FindingView => ({
  ...toFindingSummaryView(finding),
  parameters: finding.parameters,
  result: finding.result,
  queries: finding.queries,
  engineVersion: finding.engineVersion,
  rowsHash: finding.rowsHash,
  takes: [...analyzerNamed(finding.analyzer).gives],
});

export const toAccountEvidenceView = (row: AccountEvidence): AccountEvidenceView => ({
  caseId: row.caseId,
  accountId: row.accountId,
  exchanges: numberOrNull(row.exchanges),
  failed: numberOrNull(row.failed),
  inputTokens: numberOrNull(row.inputTokens),
  outputTokens: numberOrNull(row.outputTokens),
  firstAt: instantOrNull(row.firstAt),
  lastAt: instantOrNull(row.lastAt),
  activeDays: row.activeDays,
  keys: row.keys,
  suggestion: row.suggestion,
  score: row.score,
  campaignExchanges: numberOrNull(row.campaignExchanges),
  campaignFamilies: row.campaignFamilies,
  shared: row.shared,
  because: row.because ?? [],
});

export const toKeyEvidenceView = (row: JudgedKeyEvidence): KeyEvidenceView => ({
  caseId: row.caseId,
  accountId: row.accountId,
  apiKeyId: row.apiKeyId,
  exchanges: Number(row.exchanges),
  campaignExchanges: Number(row.campaignExchanges),
  capabilities: row.capabilities,
  hours: row.hours,
  suggestion: row.suggestion,
  score: row.score,
  because: row.because,
  verdict: row.verdict,
});
