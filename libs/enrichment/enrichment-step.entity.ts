import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { AnalyzerName } from './analyzer';
import { EnrichmentRun } from './enrichment-run.entity';
import { Finding } from './finding.entity';

/** `reused`: the same question about the same data was answered before. */
export const STEP_STATES = ['waiting', 'running', 'done', 'reused', 'failed'] as const;
export type StepState = (typeof STEP_STATES)[number];

/** One analyzer of a run. Steps run one after the other; a failed one does not stop those that do not need it. */
@Entity('enrichment_steps')
@Unique('uq_enrichment_steps_run_id_position', ['runId', 'position'])
@Index('ix_enrichment_steps_finding_id', ['findingId'])
@Check('ck_enrichment_steps_state', `state IN ('waiting', 'running', 'done', 'reused', 'failed')`)
export class EnrichmentStep {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  @ForeignKey(() => EnrichmentRun, { onDelete: 'RESTRICT' })
  runId!: string;

  @Column('smallint')
  position!: number;

  @Column('text')
  analyzer!: AnalyzerName;

  @Column('integer')
  version!: number;

  @Column('jsonb')
  parameters!: Record<string, unknown>;

  /** SHA-256 of everything that decides the result: the same hash is the same finding. */
  @Column('text')
  inputHash!: string;

  @Column('text')
  state!: StepState;

  /** Tries that ended in an error; a killed worker is none. */
  @Column('smallint')
  failures!: number;

  /** Rows left beside the finding; null until then. */
  @Column('integer', { nullable: true })
  rows!: number | null;

  @Column('timestamptz', { nullable: true })
  startedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  finishedAt!: Date | null;

  /** Why it failed or its last try did, in a person's words; stays while it is tried again. */
  @Column('text', { nullable: true })
  error!: string | null;

  /** What it is at while it works, in a person's words; null where it has no parts that take long. */
  @Column('text', { nullable: true })
  stage!: string | null;

  @Column('uuid', { nullable: true })
  @ForeignKey(() => Finding, { onDelete: 'RESTRICT' })
  findingId!: string | null;

  get isFinished(): boolean {
    return this.state === 'done' || this.state === 'reused' || this.state === 'failed';
  }
}
