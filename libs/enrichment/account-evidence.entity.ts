import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Case } from '@app/cases';
import { Finding } from './finding.entity';
import type { AccountSuggestion } from './evidence-rows';

/** What the latest findings say of one account of a case. The findings stay; this follows them. */
@Entity('account_evidence')
@Index('ix_account_evidence_case_id_suggestion_account_id', ['caseId', 'suggestion', 'accountId'])
@Check('ck_account_evidence_suggestion', `suggestion IN ('confirm', 'clear', 'review')`)
export class AccountEvidence {
  @PrimaryColumn('uuid')
  @ForeignKey(() => Case, { onDelete: 'RESTRICT' })
  caseId!: string;

  @PrimaryColumn({ type: 'text', collation: 'C' })
  accountId!: string;

  @Column('bigint', { nullable: true })
  exchanges!: string | null;

  /** Requests answered 429 or 500 and upward. */
  @Column('bigint', { nullable: true })
  failed!: string | null;

  @Column('bigint', { nullable: true })
  inputTokens!: string | null;

  @Column('bigint', { nullable: true })
  outputTokens!: string | null;

  /** First and last exchange; null when it was never used. */
  @Column('timestamptz', { nullable: true })
  firstAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  lastAt!: Date | null;

  @Column('integer', { nullable: true })
  activeDays!: number | null;

  @Column('integer', { nullable: true })
  keys!: number | null;

  @Column('uuid', { nullable: true })
  @ForeignKey(() => Finding, { onDelete: 'RESTRICT' })
  totalsFindingId!: string | null;

  @Column('text', { nullable: true })
  suggestion!: AccountSuggestion | null;

  @Column('real', { nullable: true })
  score!: number | null;

  @Column('bigint', { nullable: true })
  campaignExchanges!: string | null;

  @Column('integer', { nullable: true })
  campaignFamilies!: number | null;

  /** Counts of what it shares with other accounts of the case. */
  @Column('jsonb', { nullable: true })
  shared!: Record<string, unknown> | null;

  /** Why the suggestion, in sentences. */
  @Column('jsonb', { nullable: true })
  because!: string[] | null;

  @Column('uuid', { nullable: true })
  @ForeignKey(() => Finding, { onDelete: 'RESTRICT' })
  suggestionFindingId!: string | null;
}
