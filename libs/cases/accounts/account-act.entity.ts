import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Case } from '../case.entity';
import type { AccountStatus } from '../case-terms';

/** What is done to accounts of a case: a verdict, a share of traffic said by itself, or the undoing of one of these. */
export const ACCOUNT_ACT_KINDS = ['verdict', 'share', 'undo'] as const;
export type AccountActKind = (typeof ACCOUNT_ACT_KINDS)[number];

/** One act on any number of accounts of a case, which can be undone as a whole. Never changed; the database refuses it. */
@Entity('case_account_acts')
@Index('ix_case_account_acts_case_id_id', ['caseId', 'id'])
@Index('ix_case_account_acts_undoes_id', ['undoesId'])
@Check('ck_case_account_acts_kind', `kind IN ('verdict', 'share', 'undo')`)
@Check('ck_case_account_acts_undoes', `(kind = 'undo') = (undoes_id IS NOT NULL)`)
export class AccountAct {
  /** Ordered by time. */
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => Case, { onDelete: 'RESTRICT' })
  @Column('uuid')
  caseId!: string;

  @Column('text')
  kind!: AccountActKind;

  /** Of a verdict. */
  @Column('text', { nullable: true })
  status!: AccountStatus | null;

  /** Why; of a share its basis. */
  @Column('text')
  reason!: string;

  /** Whether it says shares of traffic. */
  @Column('boolean')
  setsShare!: boolean;

  /** The act that this one undoes. */
  @ForeignKey(() => AccountAct, { onDelete: 'RESTRICT' })
  @Column('uuid', { nullable: true })
  undoesId!: string | null;

  /** Accounts that it changed. */
  @Column('integer')
  changed!: number;

  @Column('text')
  byId!: string;

  @Column('text')
  byName!: string;

  @Column('timestamptz')
  at!: Date;
}

/** What an act changed of one account, and what was held of it before. Never changed; the database refuses it. */
@Entity('case_account_changes')
@Index('ix_case_account_changes_account_id_act_id', ['accountId', 'actId'])
export class AccountChange {
  @PrimaryColumn('uuid')
  @ForeignKey(() => AccountAct, { onDelete: 'RESTRICT' })
  actId!: string;

  @PrimaryColumn({ type: 'text', collation: 'C' })
  accountId!: string;

  /** Both null when the act left the verdict as it was. */
  @Column('text', { nullable: true })
  fromStatus!: AccountStatus | null;

  @Column('text', { nullable: true })
  toStatus!: AccountStatus | null;

  @Column('text', { nullable: true })
  fromReason!: string | null;

  @Column('text', { nullable: true })
  fromDecidedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  fromDecidedAt!: Date | null;

  /** Of acts that say shares. */
  @Column('double precision', { nullable: true })
  fromShare!: number | null;

  @Column('double precision', { nullable: true })
  toShare!: number | null;

  @Column('text', { nullable: true })
  fromShareBasis!: string | null;

  @Column('text', { nullable: true })
  fromShareBy!: string | null;

  @Column('timestamptz', { nullable: true })
  fromShareAt!: Date | null;
}
