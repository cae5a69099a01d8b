import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { FieldError } from '@app/platform';
import { Detector } from '../detectors/detector.entity';
import type { Outcome } from '../intake/fold';

/** An item that a detector sent and that could not be taken, with the reasons. */
@Entity('dead_letters')
@Index('ix_dead_letters_detector_id_id', ['detectorId', 'id'])
@Index('ix_dead_letters_delivery_id_id', ['deliveryId', 'id'])
@Check(
  'ck_dead_letters_replayed',
  'num_nulls(replayed_at, replayed_by, alert_id, outcome, revision) IN (0, 5)',
)
export class DeadLetter {
  /** Version 7: the order of ids is the order of arrival. */
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  detectorId!: string;

  @ManyToOne(() => Detector, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'detector_id' })
  detector?: Relation<Detector>;

  @Column('uuid')
  deliveryId!: string;

  /** Place in the delivery, from 0. */
  @Column('integer')
  index!: number;

  @Column('timestamptz')
  receivedAt!: Date;

  /** The item as text, cut at `RAW_LIMIT`. */
  @Column('text')
  raw!: string;

  /** Length of the item before it was cut. */
  @Column('integer')
  rawLength!: number;

  /** Why it was rejected; pointers are relative to the item. */
  @Column('jsonb')
  errors!: FieldError[];

  @Column('timestamptz', { nullable: true })
  replayedAt!: Date | null;

  /** Name of who replayed it. */
  @Column('text', { nullable: true })
  replayedBy!: string | null;

  /** What came of the replay. */
  @Column('uuid', { nullable: true })
  alertId!: string | null;

  @Column('text', { nullable: true })
  outcome!: Outcome | null;

  @Column('integer', { nullable: true })
  revision!: number | null;
}

/** How many dead letters are held of a detector, and how many were dropped unseen because there were too many. */
@Entity('dead_letter_tallies')
export class DeadLetterTally {
  @PrimaryColumn('uuid')
  detectorId!: string;

  @Column('integer')
  held!: number;

  @Column('bigint')
  dropped!: string;
}
