import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Case } from '../case.entity';
import type { AccountStatus } from '../case-terms';

/** An account of the lab's platform as a subject of one case; it may be a subject of others too. */
@Entity('case_accounts')
@Index('ix_case_accounts_case_id_status_account_id', ['caseId', 'status', 'accountId'])
@Index('ix_case_accounts_account_id', ['accountId'])
@Check('ck_case_accounts_status', `status IN ('suspected', 'confirmed', 'cleared')`)
export class CaseAccount {
  @PrimaryColumn('uuid')
  @ForeignKey(() => Case, { onDelete: 'RESTRICT' })
  caseId!: string;

  /** The platform's own id; ordered by its bytes, so that its order is the same everywhere. */
  @PrimaryColumn({ type: 'text', collation: 'C' })
  accountId!: string;

  @Column('text')
  status!: AccountStatus;

  /** Where it came from, in the words of whoever listed it: `alerts`, `enrichment`, `partner report`. */
  @Column('text')
  source!: string;

  @Column('timestamptz')
  addedAt!: Date;

  /** Why the present verdict was given. */
  @Column('text', { nullable: true })
  reason!: string | null;

  /** Id of the person or job that gave the verdict. */
  @Column('text', { nullable: true })
  decidedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  decidedAt!: Date | null;
}
