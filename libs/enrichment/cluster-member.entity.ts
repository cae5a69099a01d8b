import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Case } from '@app/cases';
import type { EvidenceFamily } from './evidence-rows';
import { Finding } from './finding.entity';

/** One account of a cluster, with why it is in it. */
@Entity('cluster_members')
@Index('ix_cluster_members_case_id_number_account_id', ['caseId', 'number', 'accountId'])
export class ClusterMember {
  @PrimaryColumn('uuid')
  @ForeignKey(() => Case, { onDelete: 'RESTRICT' })
  caseId!: string;

  @PrimaryColumn({ type: 'text', collation: 'C' })
  accountId!: string;

  /** Number of the cluster. */
  @Column('integer')
  number!: number;

  /** Listed in the case when the run began. */
  @Column('boolean')
  inCase!: boolean;

  /** How much of what ties it to any cluster ties it to this one, 0 to 1. */
  @Column('real')
  strength!: number;

  @Column('jsonb')
  evidence!: EvidenceFamily[];

  @Column('jsonb')
  because!: string[];

  @Column('uuid')
  @ForeignKey(() => Finding, { onDelete: 'RESTRICT' })
  findingId!: string;
}
