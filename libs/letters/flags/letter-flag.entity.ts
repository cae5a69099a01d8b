import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { Transitions } from '@app/platform';
import { Task } from '@app/cases';
import { Claim, ClaimRecount } from '@app/claims';
import { Judgement } from '@app/enrichment';
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

/**
 * A frozen letter says a figure that a later count found untrue, or more of who is behind the accounts than is approved
 * any more; once for each claim and each judgement. The letter stays as it was frozen.
 */
@Entity('letter_flags')
@Unique('uq_letter_flags_letter_id_claim_id', ['letterId', 'claimId'])
@Unique('uq_letter_flags_letter_id_judgement_id', ['letterId', 'judgementId'])
@Index('ix_letter_flags_open', ['letterId'], { where: `state = 'open'` })
@Index('ix_letter_flags_claim_id', ['claimId'])
@Index('ix_letter_flags_recount_id', ['recountId'])
@Index('ix_letter_flags_judgement_id', ['judgementId'])
@Index('ix_letter_flags_task_id', ['taskId'])
@Index('ix_letter_flags_amendment_id', ['amendmentId'])
@Check('ck_letter_flags_state', `state IN ('open', 'resolved')`)
@Check('ck_letter_flags_outcome', `outcome IN ('amended', 'withdrawn', 'accepted')`)
@Check(
  'ck_letter_flags_resolved',
  `(state = 'resolved') = (outcome IS NOT NULL AND reason IS NOT NULL AND resolved_by IS NOT NULL AND resolved_at IS NOT NULL)`,
)
@Check(
  'ck_letter_flags_cause',
  `CASE WHEN judgement_id IS NULL
     THEN num_nonnulls(claim_id, claim, recount_id, snapshot_id) = 4 AND num_nonnulls(judgement, why) = 0
     ELSE num_nonnulls(claim_id, claim, recount_id, snapshot_id) = 0 AND num_nonnulls(judgement, why) = 2 END`,
)
@Check('ck_letter_flags_amendment', `(outcome IS NOT DISTINCT FROM 'amended') = (amendment_id IS NOT NULL)`)
export class LetterFlag {
  /** Ordered by time. */
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => Letter, { onDelete: 'RESTRICT' })
  @Column('uuid')
  letterId!: string;

  /** Of a figure; what it was counted by anew stands with it. */
  @ForeignKey(() => Claim, { onDelete: 'RESTRICT' })
  @Column('uuid', { nullable: true })
  claimId!: string | null;

  /** What the letter calls it, such as `C-3`. */
  @Column('text', { nullable: true })
  claim!: string | null;

  /** Of words on who is behind the accounts: the judgement that they rested on. */
  @ForeignKey(() => Judgement, { onDelete: 'RESTRICT' })
  @Column('uuid', { nullable: true })
  judgementId!: string | null;

  /** Such as `judgement 3`. */
  @Column('text', { nullable: true })
  judgement!: string | null;

  /** How the judgement came to stand no more. */
  @Column('text', { nullable: true })
  why!: string | null;

  /** As the claim was approved, or the words of the letter. */
  @Column('text')
  phrase!: string;

  /** The value, or the rung that the words need. */
  @Column('text')
  valueThen!: string;

  /** What the later count gave, or the rung that is approved; null where there is nothing left. */
  @Column('text', { nullable: true })
  valueNow!: string | null;

  @ForeignKey(() => ClaimRecount, { onDelete: 'RESTRICT' })
  @Column('uuid', { nullable: true })
  recountId!: string | null;

  /** The snapshot of that count. */
  @Column('uuid', { nullable: true })
  snapshotId!: string | null;

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
