import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Case } from '@app/cases';

/** One asking of all analyzers about a case: at one snapshot, for the accounts that it had then. */
@Entity('enrichment_runs')
@Index('ix_enrichment_runs_case_id_id', ['caseId', 'id'])
export class EnrichmentRun {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  @ForeignKey(() => Case, { onDelete: 'RESTRICT' })
  caseId!: string;

  @Column('uuid')
  snapshotId!: string;

  /** SHA-256 of the account set that was frozen for the run. */
  @Column('text')
  accountsHash!: string;

  @Column('integer')
  accountCount!: number;

  @Column('text')
  startedBy!: string;

  @Column('timestamptz')
  startedAt!: Date;

  /** When the last step ended, whatever its outcome. */
  @Column('timestamptz', { nullable: true })
  finishedAt!: Date | null;
}
