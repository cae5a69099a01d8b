import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Case } from '@app/cases';
import { Finding } from './finding.entity';
import type { KeySuggestion } from './evidence-rows';

/** What the latest finding says of one API key on one account of a case. */
@Entity('key_evidence')
@Index('ix_key_evidence_case_id_suggestion_account_id_api_key_id', [
  'caseId',
  'suggestion',
  'accountId',
  'apiKeyId',
])
@Check('ck_key_evidence_suggestion', `suggestion IN ('cover', 'campaign', 'review')`)
export class KeyEvidence {
  @PrimaryColumn('uuid')
  @ForeignKey(() => Case, { onDelete: 'RESTRICT' })
  caseId!: string;

  @PrimaryColumn({ type: 'text', collation: 'C' })
  accountId!: string;

  @PrimaryColumn({ type: 'text', collation: 'C' })
  apiKeyId!: string;

  @Column('bigint')
  exchanges!: string;

  /** Exchanges in template families of the campaign. */
  @Column('bigint')
  campaignExchanges!: string;

  /** Exchanges by capability. */
  @Column('jsonb')
  capabilities!: Record<string, number>;

  /** Exchanges by hour of the day, UTC: 24 numbers. */
  @Column('jsonb')
  hours!: number[];

  @Column('text')
  suggestion!: KeySuggestion;

  /** Share of its exchanges outside the campaign's families. */
  @Column('real')
  score!: number;

  @Column('jsonb')
  because!: string[];

  @Column('uuid')
  @ForeignKey(() => Finding, { onDelete: 'RESTRICT' })
  findingId!: string;
}
