import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { SubjectKind } from '../alert-content';
import { Detector } from '../detectors/detector.entity';

/** Longest time for which a rule may mute, days of 24 hours. */
export const LONGEST_MUTE_DAYS = 90;

/** Which new alerts a rule mutes; all that is said must hold, and something is said. */
export interface MutingMatch {
  detectorId: string | null;
  type: string | null;
  /** One thing that the alert is about, with `subjectValue`. */
  subjectKind: SubjectKind | null;
  subjectValue: string | null;
}

/**
 * Keeps new alerts that match from the inbox and from correlation, for a time and a reason. They are stored and answered
 * like all others, and are let in again by a revision that is graver or that no rule would mute.
 */
@Entity('muting_rules')
@Index('ix_muting_rules_detector_id', ['detectorId'])
@Index('ix_muting_rules_standing', ['expiresAt'], { where: 'ended_at IS NULL' })
@Check(
  'ck_muting_rules_subject_kind',
  `subject_kind IN ('account', 'address', 'instrument', 'fingerprint', 'template')`,
)
@Check('ck_muting_rules_subject', '(subject_kind IS NULL) = (subject_value IS NULL)')
@Check('ck_muting_rules_match', 'num_nonnulls(detector_id, type, subject_kind) > 0')
@Check(
  'ck_muting_rules_expires_at',
  `expires_at > created_at AND expires_at <= created_at + interval '2160 hours'`,
)
@Check('ck_muting_rules_ended', '(ended_at IS NULL) = (ended_by IS NULL)')
export class MutingRule implements MutingMatch {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => Detector, { onDelete: 'RESTRICT' })
  @Column('uuid', { nullable: true })
  detectorId!: string | null;

  @Column('text', { nullable: true })
  type!: string | null;

  @Column('text', { nullable: true })
  subjectKind!: SubjectKind | null;

  @Column('text', { nullable: true })
  subjectValue!: string | null;

  @Column('text')
  reason!: string;

  @Column('text')
  createdBy!: string;

  @Column('text')
  createdByName!: string;

  @Column('timestamptz')
  createdAt!: Date;

  /** From then on it mutes nothing new; what it muted stays muted until somebody unmutes it. */
  @Column('timestamptz')
  expiresAt!: Date;

  @Column('text', { nullable: true })
  endedBy!: string | null;

  /** When a person ended it before its time. */
  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;

  /** How many of the alerts that it muted people brought back; what is muted still is counted from the alerts. */
  @Column('integer')
  unmuted!: number;
}
