import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Case } from '@app/cases';
import type { AnalyzerName, AskedQuery } from './analyzer';

/** What an analyzer found, with all that is needed to find it again. Never changed; the database refuses it. */
@Entity('findings')
@Unique('uq_findings_case_id_input_hash', ['caseId', 'inputHash'])
@Index('ix_findings_case_id_analyzer_id', ['caseId', 'analyzer', 'id'])
export class Finding {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  @ForeignKey(() => Case, { onDelete: 'RESTRICT' })
  caseId!: string;

  @Column('text')
  analyzer!: AnalyzerName;

  /** Version of the analyzer. */
  @Column('integer')
  version!: number;

  @Column('text')
  question!: string;

  @Column('uuid')
  snapshotId!: string;

  /** SHA-256 of the account set; in the engine the set has this name. */
  @Column('text')
  accountsHash!: string;

  @Column('integer')
  accountCount!: number;

  @Column('jsonb')
  parameters!: Record<string, unknown>;

  /** SHA-256 of case, analyzer, version, snapshot, account set, parameters and what it read of other analyzers. */
  @Column('text')
  inputHash!: string;

  /** Every question to the engine in order, word for word. */
  @Column('jsonb')
  queries!: AskedQuery[];

  @Column('text')
  engineVersion!: string;

  @Column('jsonb')
  result!: Record<string, unknown>;

  /** Rows left beside the finding. */
  @Column('integer')
  rowCount!: number;

  /** SHA-256 of these rows; null when it leaves none. */
  @Column('text', { nullable: true })
  rowsHash!: string | null;

  /** Instant of the latest request that it could see; null in an empty snapshot. */
  @Column('timestamptz', { nullable: true })
  enrichedThrough!: Date | null;

  /** SHA-256 of the finding without its times: the same input must give it again. */
  @Column('text')
  contentHash!: string;

  @Column('timestamptz')
  startedAt!: Date;

  @Column('timestamptz')
  finishedAt!: Date;
}
