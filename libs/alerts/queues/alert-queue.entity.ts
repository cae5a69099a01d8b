import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Detector } from '../detectors/detector.entity';

/** Which alerts a queue takes; all that is said must hold, and nothing said takes every alert. */
export interface QueueMatch {
  detectorId: string | null;
  /** What the alert's type begins with. */
  typePrefix: string | null;
  minimumSeverity: number | null;
  /** The alert has all of them. */
  tags: string[];
}

/** A part of the inbox that some team looks after. A new alert goes to the first queue, by position, that takes it. */
@Entity('alert_queues')
@Index('uq_alert_queues_name', ['name'], { unique: true, where: 'archived_at IS NULL' })
@Index('uq_alert_queues_catch_all', ['isCatchAll'], { unique: true, where: 'is_catch_all' })
@Index('ix_alert_queues_detector_id', ['detectorId'])
@Check('ck_alert_queues_minimum_severity', 'minimum_severity BETWEEN 1 AND 4')
@Check(
  'ck_alert_queues_catch_all',
  `NOT is_catch_all OR (archived_at IS NULL AND detector_id IS NULL AND type_prefix IS NULL AND minimum_severity IS NULL AND tags = '{}')`,
)
export class AlertQueue implements QueueMatch {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  /** Lower is asked first; of equals the older. The catch-all is asked last whatever stands here. */
  @Column('integer')
  position!: number;

  @ForeignKey(() => Detector, { onDelete: 'RESTRICT' })
  @Column('uuid', { nullable: true })
  detectorId!: string | null;

  @Column('text', { nullable: true })
  typePrefix!: string | null;

  @Column('smallint', { nullable: true })
  minimumSeverity!: number | null;

  @Column('text', { array: true })
  tags!: string[];

  /** The queue that takes what no other takes. There is exactly one, from the start, and it stays. */
  @Column('boolean')
  isCatchAll!: boolean;

  /** Counts the changes of this row; an edit must name the one that it read. */
  @Column('integer')
  version!: number;

  @Column('timestamptz')
  createdAt!: Date;

  /** Since when it takes nothing any more; what it holds stays in it until it is moved. */
  @Column('timestamptz', { nullable: true })
  archivedAt!: Date | null;
}
