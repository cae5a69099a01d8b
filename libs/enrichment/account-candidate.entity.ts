import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Case } from '@app/cases';
import type { CandidateTier, EvidenceFamily } from './evidence-rows';
import { Finding } from './finding.entity';

/** An account outside a case that the latest finding ties to it, or tells from it although it looks alike. */
@Entity('account_candidates')
@Index('ix_account_candidates_case_id_tier_account_id', ['caseId', 'tier', 'accountId'])
@Check('ck_account_candidates_tier', `tier IN ('ban', 'review', 'look_alike')`)
export class AccountCandidate {
  @PrimaryColumn('uuid')
  @ForeignKey(() => Case, { onDelete: 'RESTRICT' })
  caseId!: string;

  @PrimaryColumn({ type: 'text', collation: 'C' })
  accountId!: string;

  @Column('text')
  tier!: CandidateTier;

  /** How likely it belongs to the campaign, 0 to 1. */
  @Column('real')
  score!: number;

  @Column('bigint')
  exchanges!: string;

  /** Exchanges in template families of the campaign. */
  @Column('bigint')
  campaignExchanges!: string;

  /** Independent families of evidence that speak for it. */
  @Column('jsonb')
  evidence!: EvidenceFamily[];

  /** Why this tier, in sentences. */
  @Column('jsonb')
  because!: string[];

  @Column('uuid')
  @ForeignKey(() => Finding, { onDelete: 'RESTRICT' })
  findingId!: string;
}
