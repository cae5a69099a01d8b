import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { EvidenceItem } from '@app/evidence';
import { Case } from '../case.entity';

/** What a date of a case is the date of. */
export const DATE_KINDS = [
  'occurred_from',
  'occurred_to',
  'detected',
  'aware',
  'determined',
  'contained',
  'notified',
  'disclosed',
  'resolved',
] as const;
export type DateKind = (typeof DATE_KINDS)[number];

/** How exactly a date is known. */
export const PRECISIONS = ['instant', 'day', 'month', 'about'] as const;
export type Precision = (typeof PRECISIONS)[number];

/**
 * What somebody asserts of when something in the case was so, and when we recorded that. Nothing overwrites it: a later
 * record supersedes it, or it is retracted. It describes, and starts no clock: those start from the facts of the
 * obligations.
 */
@Entity('case_dates')
@Index('ix_case_dates_case_id_id', ['caseId', 'id'])
@Index('ix_case_dates_supersedes_id', ['supersedesId'])
@Check('ck_case_dates_value', '(at IS NULL) <> (on_date IS NULL)')
@Check('ck_case_dates_precision', `precision IN ('instant', 'day', 'month', 'about')`)
export class CaseDate {
  /** Ordered by the time of recording. */
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => Case, { onDelete: 'RESTRICT' })
  @Column('uuid')
  caseId!: string;

  @Column('text')
  kind!: DateKind;

  @Column('timestamptz', { nullable: true })
  at!: Date | null;

  /** A civil date in `zone`, where no instant is known. */
  @Column('date', { nullable: true })
  onDate!: string | null;

  /** IANA zone. */
  @Column('text')
  zone!: string;

  @Column('text')
  precision!: Precision;

  /** Who says so. */
  @Column('text')
  assertedBy!: string;

  /** What shows it. */
  @Column('text')
  source!: string;

  @ForeignKey(() => EvidenceItem, { onDelete: 'RESTRICT' })
  @Column('uuid', { nullable: true })
  evidenceId!: string | null;

  /** The record that this one takes the place of. */
  @ForeignKey(() => CaseDate, { onDelete: 'RESTRICT' })
  @Column('uuid', { nullable: true })
  supersedesId!: string | null;

  @Column('text')
  recordedBy!: string;

  @Column('text')
  recordedByName!: string;

  @Column('timestamptz')
  recordedAt!: Date;

  @Column('text', { nullable: true })
  retractedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  retractedAt!: Date | null;

  @Column('text', { nullable: true })
  retractedReason!: string | null;
}
