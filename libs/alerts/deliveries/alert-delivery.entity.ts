import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { Problem } from '@app/platform';
import { Detector } from '../detectors/detector.entity';
import type { Receipt } from '../intake/intake.service';

/** How far a delivery is. */
export const DELIVERY_TRANSITIONS = {
  queued: ['working'],
  working: ['done', 'failed'],
  done: [],
  failed: [],
} as const satisfies Record<string, readonly string[]>;
export type DeliveryStatus = keyof typeof DELIVERY_TRANSITIONS;

/** A delivery that is worked off after it was answered. */
@Entity('alert_deliveries')
@Index('ix_alert_deliveries_detector_id_id', ['detectorId', 'id'])
@Index('ix_alert_deliveries_ended_at', ['endedAt'])
@Check('ck_alert_deliveries_status', `status IN ('queued', 'working', 'done', 'failed')`)
@Check('ck_alert_deliveries_ended', `(status IN ('done', 'failed')) = (ended_at IS NOT NULL)`)
export class AlertDelivery {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  detectorId!: string;

  @ManyToOne(() => Detector, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'detector_id' })
  detector?: Relation<Detector>;

  @Column('text')
  detectorName!: string;

  @Column('text')
  status!: DeliveryStatus;

  /** How many it holds. */
  @Column('integer')
  items!: number;

  @Column('integer')
  created!: number;

  @Column('integer')
  repeated!: number;

  @Column('integer')
  revised!: number;

  @Column('integer')
  rejected!: number;

  /** Why it failed. */
  @Column('jsonb', { nullable: true })
  problem!: Problem | null;

  @Column('timestamptz')
  receivedAt!: Date;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;
}

/** Some of a delivery's items, in order: as they were sent until they are taken, and then what became of them. */
@Entity('alert_delivery_parts')
@Check('ck_alert_delivery_parts_state', '(items IS NULL) <> (receipts IS NULL)')
export class AlertDeliveryPart {
  @PrimaryColumn('uuid')
  deliveryId!: string;

  @ManyToOne(() => AlertDelivery, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'delivery_id' })
  delivery?: Relation<AlertDelivery>;

  /** From 0. */
  @PrimaryColumn('integer')
  number!: number;

  /** A JSON array, as text: what is no storable text is rejected item by item later. */
  @Column('text', { nullable: true })
  items!: string | null;

  @Column('jsonb', { nullable: true })
  receipts!: Receipt[] | null;
}
