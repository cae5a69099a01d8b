import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
  Unique,
} from 'typeorm';
import type { Tlp } from './alert-content';
import type { AlertResolution, AlertStage } from './alert-stage';
import { Detector } from './detectors/detector.entity';

/** What waits for a person: the inbox's lists and counts are read from indexes of these alone. */
export const IN_THE_INBOX = `stage IN ('New', 'InProgress') AND NOT sandbox AND muted_by IS NULL`;

/**
 * What a detector claims, as its latest revision has it, and how far people are with it.
 * One row for one identity: detector, type and the detector's own reference.
 */
@Entity('alerts')
@Unique('uq_alerts_detector_id_type_source_ref', ['detectorId', 'type', 'sourceRef'])
@Index('ix_alerts_stage_severity_id', ['stage', 'severity', 'id'])
@Index('ix_alerts_type_stage_id', ['type', 'stage', 'id'])
@Index('ix_alerts_detector_id_stage_id', ['detectorId', 'stage', 'id'])
@Index('ix_alerts_case_id_id', ['caseId', 'id'], { where: 'case_id IS NOT NULL' })
@Index('ix_alerts_case_id_occurred_from_id', ['caseId', 'occurredFrom', 'id'], {
  where: 'case_id IS NOT NULL',
})
@Index('ix_alerts_case_id_first_seen_at_id', ['caseId', 'firstSeenAt', 'id'], {
  where: 'case_id IS NOT NULL',
})
@Index('ix_alerts_inbox_id', ['id'], { where: IN_THE_INBOX })
@Index('ix_alerts_inbox_queue_id_id', ['queueId', 'id'], { where: IN_THE_INBOX })
@Index('ix_alerts_inbox_severity_id', ['severity', 'id'], { where: IN_THE_INBOX })
@Index('ix_alerts_inbox_type_severity_id', ['type', 'severity', 'id'], { where: IN_THE_INBOX })
@Index('ix_alerts_inbox_queue_id_severity_id', ['queueId', 'severity', 'id'], { where: IN_THE_INBOX })
@Index('ix_alerts_assignee_id_id', ['assigneeId', 'id'], { where: 'assignee_id IS NOT NULL' })
@Index('ix_alerts_muted_by_id', ['mutedBy', 'id'], { where: 'muted_by IS NOT NULL' })
@Index('ix_alerts_imported_at', ['importedAt'], { where: 'imported_at IS NOT NULL' })
@Index('ix_alerts_closed_at', ['closedAt'], { where: 'closed_at IS NOT NULL' })
@Check('ck_alerts_stage', `stage IN ('New', 'InProgress', 'Imported', 'Closed')`)
@Check('ck_alerts_severity', 'severity BETWEEN 1 AND 4')
@Check(
  'ck_alerts_closed',
  `(stage = 'Closed') = (resolution IS NOT NULL) AND (stage = 'Closed') = (summary IS NOT NULL)`,
)
@Check('ck_alerts_imported', `(stage = 'Imported') = (case_id IS NOT NULL)`)
@Check('ck_alerts_snoozed', `snoozed_until IS NULL OR stage IN ('New', 'InProgress')`)
export class Alert {
  /** Version 7: the order of ids is the order of arrival. */
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  detectorId!: string;

  @ManyToOne(() => Detector, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'detector_id' })
  detector?: Relation<Detector>;

  @Column('text')
  type!: string;

  @Column('text')
  sourceRef!: string;

  /** SHA-256 of the identity. */
  @Column('text')
  fingerprint!: string;

  /** SHA-256 of what the latest revision claims. */
  @Column('text')
  contentHash!: string;

  /** Number of the latest revision, from 1. */
  @Column('integer')
  revision!: number;

  @Column('text')
  title!: string;

  @Column('text', { nullable: true })
  description!: string | null;

  /** 1 low to 4 critical. */
  @Column('smallint')
  severity!: number;

  /** 0 to 1. */
  @Column('double precision', { nullable: true })
  confidence!: number | null;

  @Column('text')
  tlp!: Tlp;

  @Column('text')
  analyticName!: string;

  @Column('text', { nullable: true })
  analyticVersion!: string | null;

  @Column('text', { array: true })
  tags!: string[];

  @Column('timestamptz')
  occurredFrom!: Date;

  @Column('timestamptz')
  occurredTo!: Date;

  @Column('timestamptz')
  detectedAt!: Date;

  /** How often the same was sent again. */
  @Column('integer')
  repeats!: number;

  /** When it first arrived here; the stage New was entered then. */
  @Column('timestamptz')
  firstSeenAt!: Date;

  /** When it last arrived here, changed or not. */
  @Column('timestamptz')
  lastSeenAt!: Date;

  @Column('text')
  stage!: AlertStage;

  /** Instants at which a stage was first entered. */
  @Column('timestamptz', { nullable: true })
  inProgressAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  importedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  closedAt!: Date | null;

  @Column('text', { nullable: true })
  resolution!: AlertResolution | null;

  /** Why it was closed, in the words of whoever closed it. */
  @Column('text', { nullable: true })
  summary!: string | null;

  /** The case that took it. */
  @Column('uuid', { nullable: true })
  caseId!: string | null;

  /**
   * The queue in which people see it. No foreign key here and below: it would cost each delivery a look per alert;
   * queues and rules refuse deletion by staying in their tables, and only the intake and the inbox write here.
   */
  @Column('uuid')
  queueId!: string;

  /** Who handles it. */
  @Column('uuid', { nullable: true })
  assigneeId!: string | null;

  /** Tags that people put on it; those of the detector follow its latest revision. */
  @Column('text', { array: true, default: [] })
  staffTags!: string[];

  /** Until when it is left out of the inbox; it comes back by the passing of time. */
  @Column('timestamptz', { nullable: true })
  snoozedUntil!: Date | null;

  /** Sent while its detector was in the sandbox; it reaches neither the inbox nor correlation, for ever. */
  @Column('boolean')
  sandbox!: boolean;

  /** The muting rule that keeps it from the inbox and from correlation. */
  @Column('uuid', { nullable: true })
  mutedBy!: string | null;
}
