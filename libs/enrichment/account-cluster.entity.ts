import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Case } from '@app/cases';
import type { ClusterRow, EvidenceFamily } from './evidence-rows';
import { Finding } from './finding.entity';

/** A group of the campaign's accounts that share more with each other than with the rest, as the latest finding has it. */
@Entity('account_clusters')
export class AccountCluster {
  @PrimaryColumn('uuid')
  @ForeignKey(() => Case, { onDelete: 'RESTRICT' })
  caseId!: string;

  /** From 1, the largest first; counted anew by each finding. */
  @PrimaryColumn('integer')
  number!: number;

  @Column('integer')
  accounts!: number;

  /** Of these, listed in the case when the run began. */
  @Column('integer')
  inCase!: number;

  @Column('bigint')
  exchanges!: string;

  /** Families of evidence that tie at least half of its accounts. */
  @Column('jsonb')
  evidence!: EvidenceFamily[];

  @Column('jsonb')
  because!: string[];

  /** Other clusters with which it shares payment instruments. */
  @Column('jsonb')
  bridges!: ClusterRow['bridges'];

  @Column('uuid')
  @ForeignKey(() => Finding, { onDelete: 'RESTRICT' })
  findingId!: string;
}
