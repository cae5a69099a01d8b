import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A month of usage that was destroyed because it was old enough and nothing kept it. What snapshots say of it stays. */
@Entity('usage_drops')
@Index('uq_usage_drops_month_open', ['month'], { unique: true, where: 'dropped_at IS NULL' })
@Index('ix_usage_drops_month_id', ['month', 'id'])
export class UsageDrop {
  @PrimaryColumn('uuid')
  id!: string;

  /** `YYYY-MM`. */
  @Column('text')
  month!: string;

  @Column('bigint')
  rows!: string;

  @Column('integer')
  retentionDays!: number;

  /** From then on no snapshot has its rows. */
  @Column('timestamptz')
  decidedAt!: Date;

  /** When the usage engine had dropped the partition; null while it is at it. */
  @Column('timestamptz', { nullable: true })
  droppedAt!: Date | null;
}
