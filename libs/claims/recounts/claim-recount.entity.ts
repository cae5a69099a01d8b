import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Transitions } from '@app/platform';
import { Snapshot } from '@app/usage';
import { Claim } from '../claim.entity';
import type { MeasureParameters } from '../measures/measure';

/** Where a recount stands. */
export const RECOUNT_STATES = {
  waiting: ['counted'],
  counted: [],
} as const satisfies Transitions<'waiting' | 'counted'>;
export type RecountState = keyof typeof RECOUNT_STATES;

/**
 * What a recount says of the claim's words: still true, true no more, or nothing, since its two counts differ or the
 * rows are not there to be counted.
 */
export const RECOUNT_OUTCOMES = ['holds', 'fails', 'unclear'] as const;
export type RecountOutcome = (typeof RECOUNT_OUTCOMES)[number];

/** An approved claim counted on another snapshot, in both ways. It stands beside the claim, which stays as it is; once counted it never changes. */
@Entity('claim_recounts')
@Index('ix_claim_recounts_claim_id_id', ['claimId', 'id'])
@Index('ix_claim_recounts_snapshot_id', ['snapshotId'])
@Index('uq_claim_recounts_waiting', ['claimId', 'snapshotId'], { unique: true, where: `state = 'waiting'` })
@Check('ck_claim_recounts_state', `state IN ('waiting', 'counted')`)
@Check('ck_claim_recounts_outcome', `outcome IN ('holds', 'fails', 'unclear')`)
@Check(
  'ck_claim_recounts_counted',
  `(state = 'counted') = (outcome IS NOT NULL) AND (state = 'counted') = (counted_at IS NOT NULL)`,
)
export class ClaimRecount {
  /** Ordered by time. */
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  @ForeignKey(() => Claim, { onDelete: 'RESTRICT' })
  claimId!: string;

  @Column('uuid')
  @ForeignKey(() => Snapshot, { onDelete: 'RESTRICT' })
  snapshotId!: string;

  @Column('text')
  state!: RecountState;

  @Column('text', { nullable: true })
  outcome!: RecountOutcome | null;

  /** By the measure's first way; null where there is nothing to count. */
  @Column('text', { nullable: true })
  value!: string | null;

  /** By its second way. */
  @Column('text', { nullable: true })
  reproduced!: string | null;

  @Column('jsonb', { nullable: true })
  parameters!: MeasureParameters | null;

  /** SHA-256 of the first query and the parameters. */
  @Column('text', { nullable: true })
  queryHash!: string | null;

  @Column('text')
  requestedBy!: string;

  @Column('text')
  requestedByName!: string;

  @Column('timestamptz')
  requestedAt!: Date;

  @Column('timestamptz', { nullable: true })
  countedAt!: Date | null;
}
