import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { Transitions } from '@app/platform';
import { Task } from '@app/cases';
import { Claim, ClaimRecount } from '@app/claims';
import { Letter } from '../letter.entity';

/** Where a flag stands. */
export const FLAG_STATES = {
  open: ['resolved'],
  resolved: [],
} as const satisfies Transitions<'open' | 'resolved'>;
export type FlagState = keyof typeof FLAG_STATES;

/** How people settle a flag: another letter corrects it, it was given up before it left, or it stands as it is. */
export const FLAG_OUTCOMES = ['amended', 'withdrawn', 'accepted'] as const;
export type FlagOutcome = (typeof FLAG_OUTCOMES)[number];

/** A frozen letter says a figure that a later count found untrue; once for each claim in it. The letter stays as it was frozen. */
@Entity('letter_flags')
@Unique('uq_letter_flags_letter_id_claim_id', ['letterId', 'claimId'])
@Index('ix_letter_flags_open', ['letterId'], { where: `state = 'open'` })
@Index('ix_letter_flags_claim_id', ['claimId'])
@Index('ix_letter_flags_recount_id', ['recountId'])
@Index('ix_letter_flags_task_id', ['taskId'])
@Index('ix_letter_flags_amendment_id', ['amendmentId'])
@Check('ck_letter_flags_state', `state IN ('open', 'resolved')`)
@Check('ck_letter_flags_outcome', `outcome IN ('amended', 'withdrawn', 'accepted')`)
@Check(
  'ck_letter_flags_resolved',
  `(state = 'resolved') = (outcome IS NOT NULL AND reason IS NOT NULL AND resolved_by IS NOT NULL AND resolved_at IS NOT NULL)`,
)
@Check('ck_letter_flags_amendment', `(outcome IS NOT DISTINCT FROM 'amended') = (amendment_id IS NOT NULL)`)
export class LetterFlag {
  /** Ordered by time. */
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => Letter, { onDelete: 'RESTRICT' })
  @Column('uuid')
  letterId!: string;

  @ForeignKey(() => Claim, { onDelete: 'RESTRICT' })
  @Column('uuid')
  claimId!: string;

  /** What the letter calls it, such as `C-3`. */
  @Column('text')
  claim!: string;

  /** As the claim was approved. */
  @Column('text')
  phrase!: string;

  @Column('text')
  valueThen!: string;

  /** What the later count gave; null where there was nothing left to count. */
  @Column('text', { nullable: true })
  valueNow!: string | null;

  @ForeignKey(() => ClaimRecount, { onDelete: 'RESTRICT' })
  @Column('uuid')
  recountId!: string;

  /** The snapshot of that count. */
  @Column('uuid')
  snapshotId!: string;

  /** The work on it, where the case had room for one more task. */
  @ForeignKey(() => Task, { onDelete: 'RESTRICT' })
  @Column('uuid', { nullable: true })
  taskId!: string | null;

  @Column('timestamptz')
  raisedAt!: Date;

  @Column('text')
  state!: FlagState;

  @Column('text', { nullable: true })
  outcome!: FlagOutcome | null;

  @Column('text', { nullable: true })
  reason!: string | null;

  /** The letter that corrects this one. */
  @ForeignKey(() => Letter, { onDelete: 'RESTRICT' })
  @Column('uuid', { nullable: true })
  amendmentId!: string | null;

  @Column('text', { nullable: true })
  resolvedBy!: string | null;

  @Column('text', { nullable: true })
  resolvedByName!: string | null;

  @Column('timestamptz', { nullable: true })
  resolvedAt!: Date | null;
}
