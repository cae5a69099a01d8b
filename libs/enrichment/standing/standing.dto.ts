import { ApiProperty } from '@nestjs/swagger';
import type { Snapshot } from '@app/usage';
import { type Analyzer, ANALYZER_NAMES, type AnalyzerName } from '../analyzer';
import { AGEING_KINDS, type Aged, type AgeingKind } from './staleness';
import type { Standing } from './standing.service';

export class AnalyzerView {
  @ApiProperty({ enum: ANALYZER_NAMES }) name!: AnalyzerName;
  @ApiProperty() version!: number;
  @ApiProperty({ description: 'What it answers.' }) question!: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'Parameters unless a run says others.',
  })
  defaults!: Record<string, unknown>;
  @ApiProperty({ enum: ANALYZER_NAMES, isArray: true, description: 'Analyzers whose result it reads.' })
  needs!: readonly AnalyzerName[];
}

export class NamedSnapshotView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() number!: number;
  @ApiProperty({ format: 'date-time' }) takenAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Latest request in it.' })
  watermark!: string | null;
}

export class AgedView {
  @ApiProperty({ enum: AGEING_KINDS }) kind!: AgeingKind;
  @ApiProperty() detail!: string;
}

export class StandingView {
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'The latest request that the latest run saw.',
  })
  enrichedThrough!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The latest run.' })
  runId!: string | null;
  @ApiProperty({ type: NamedSnapshotView, nullable: true, description: 'What the latest run counted from.' })
  snapshot!: NamedSnapshotView | null;
  @ApiProperty({ type: NamedSnapshotView, nullable: true, description: 'The latest that there is.' })
  latestSnapshot!: NamedSnapshotView | null;
  @ApiProperty({ type: 'integer', description: 'Accounts that a run would look at now.' }) accounts!: number;
  @ApiProperty({ type: [AgedView], description: 'By which a new run could find something else.' })
  stale!: Aged[];
  @ApiProperty({ enum: ['start'], isArray: true, description: 'What may be done now.' }) allowed!: 'start'[];
}

/** Shows an analyzer. */
export const toAnalyzerView = ({ name, version, question, defaults, needs }: Analyzer): AnalyzerView => ({
  name,
  version,
  question,
  defaults,
  needs,
});

const toNamed = (snapshot: Snapshot | null): NamedSnapshotView | null =>
  snapshot && {
    id: snapshot.id,
    number: snapshot.number,
    takenAt: snapshot.takenAt.toISOString(),
    watermark: snapshot.watermark?.toISOString() ?? null,
  };

/** Shows how far the findings reach. */
export const toStandingView = (of: Standing): StandingView => ({
  enrichedThrough: of.enrichedThrough?.toISOString() ?? null,
  runId: of.run?.id ?? null,
  snapshot: toNamed(of.snapshot),
  latestSnapshot: toNamed(of.latestSnapshot),
  accounts: of.accounts,
  stale: of.stale,
  allowed: of.mayStart ? ['start'] : [],
});
