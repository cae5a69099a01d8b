import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Case } from '@app/cases';

/**
 * Usage that must not be destroyed, whatever its age: of some days, or all there is. It stands until somebody with the
 * right releases it and says why; the record of both stays.
 */
@Entity('legal_holds')
@Index('ix_legal_holds_case_id', ['caseId'])
@Index('ix_legal_holds_standing', ['id'], { where: 'released_at IS NULL' })
@Check('ck_legal_holds_days', 'to_day > from_day')
@Check(
  'ck_legal_holds_released',
  '(released_at IS NULL) = (released_by IS NULL) AND (released_at IS NULL) = (release_reason IS NULL)',
)
export class LegalHold {
  @PrimaryColumn('uuid')
  id!: string;

  /** Why, as counsel would say it: the proceeding, the request. */
  @Column('text')
  reason!: string;

  /** The case for whose sake; null where it is for none. */
  @ForeignKey(() => Case, { onDelete: 'RESTRICT' })
  @Column('uuid', { nullable: true })
  caseId!: string | null;

  /** First UTC day that is held; null holds everything before `toDay`. */
  @Column('date', { nullable: true })
  fromDay!: string | null;

  /** First UTC day that is not held any more; null holds everything after `fromDay`. */
  @Column('date', { nullable: true })
  toDay!: string | null;

  @Column('text')
  placedBy!: string;

  @Column('text')
  placedByName!: string;

  @Column('timestamptz')
  placedAt!: Date;

  @Column('text', { nullable: true })
  releasedBy!: string | null;

  @Column('text', { nullable: true })
  releasedByName!: string | null;

  @Column('timestamptz', { nullable: true })
  releasedAt!: Date | null;

  @Column('text', { nullable: true })
  releaseReason!: string | null;
}
