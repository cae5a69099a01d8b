import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Case } from '../case.entity';
import type { AccountStatus } from '../case-terms';
import type { OriginKind } from './account-origin';

/** An account of the lab's platform as a subject of one case; it may be a subject of others too. */
@Entity('case_accounts')
@Index('ix_case_accounts_case_id_status_account_id', ['caseId', 'status', 'accountId'])
@Index('ix_case_accounts_account_id', ['accountId'])
@Index('ix_case_accounts_case_id_share_account_id', ['caseId', 'share', 'accountId'], {
  where: 'share IS NOT NULL',
})
@Index('ix_case_accounts_case_id_decided_at_account_id', ['caseId', 'decidedAt', 'accountId'], {
  where: 'decided_at IS NOT NULL',
})
@Index('ix_case_accounts_account_id_trigrams', { synchronize: false })
@Check('ck_case_accounts_status', `status IN ('suspected', 'confirmed', 'cleared')`)
@Check(
  'ck_case_accounts_source_kind',
  `source_kind IN ('list', 'file', 'alerts', 'case', 'finding', 'suggestion')`,
)
@Check('ck_case_accounts_share', 'share BETWEEN 0 AND 1')
export class CaseAccount {
  @PrimaryColumn('uuid')
  @ForeignKey(() => Case, { onDelete: 'RESTRICT' })
  caseId!: string;

  /** The platform's own id; ordered by its bytes, so that its order is the same everywhere. */
  @PrimaryColumn({ type: 'text', collation: 'C' })
  accountId!: string;

  @Column('text')
  status!: AccountStatus;

  /** Where it came from first, in the words of whoever listed it: `alerts`, `enrichment`, `partner report`. */
  @Column('text')
  source!: string;

  @Column('text', { default: 'list' })
  sourceKind!: OriginKind;

  /** What it came from: SHA-256 of a file, id of a case or finding. */
  @Column('text', { nullable: true })
  sourceRef!: string | null;

  @Column('timestamptz')
  addedAt!: Date;

  /** Why the present verdict was given, or before any verdict why it was listed. */
  @Column('text', { nullable: true })
  reason!: string | null;

  /** Id of the person or job that gave the verdict. */
  @Column('text', { nullable: true })
  decidedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  decidedAt!: Date | null;

  /** How much of its traffic belongs to the campaign, 0 to 1; null is unknown. */
  @Column('double precision', { nullable: true })
  share!: number | null;

  /** What the share rests on. */
  @Column('text', { nullable: true })
  shareBasis!: string | null;

  /** Id of the person or job that said the share. */
  @Column('text', { nullable: true })
  shareBy!: string | null;

  @Column('timestamptz', { nullable: true })
  shareAt!: Date | null;
}

/** A further source that named an account which the case had already. */
@Entity('case_account_sources')
@Check('ck_case_account_sources_kind', `kind IN ('list', 'file', 'alerts', 'case', 'finding', 'suggestion')`)
export class CaseAccountSource {
  @PrimaryColumn('uuid')
  @ForeignKey(() => Case, { onDelete: 'RESTRICT' })
  caseId!: string;

  @PrimaryColumn({ type: 'text', collation: 'C' })
  accountId!: string;

  @PrimaryColumn('text')
  kind!: OriginKind;

  /** What it came from, or where that has no id the words of whoever named it. */
  @PrimaryColumn('text')
  ref!: string;

  @Column('text')
  source!: string;

  @Column('text')
  addedBy!: string;

  @Column('timestamptz')
  addedAt!: Date;
}
