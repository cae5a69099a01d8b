import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Case } from '@app/cases';
import type { DeterminationResult } from './regime';

/** A person's decision whether a regime applies to a case, with the reason. Append-only: a new one supersedes the one before. */
@Entity('determinations')
@Index('ix_determinations_case_id', ['caseId'])
@Index('uq_determinations_supersedes_id', ['supersedesId'], { unique: true })
@Index('uq_determinations_case_id_regime_id_first', ['caseId', 'regimeId'], {
  unique: true,
  where: 'supersedes_id IS NULL',
})
@Check('ck_determinations_result', `result IN ('applicable', 'not_applicable', 'voluntary', 'undetermined')`)
export class Determination {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => Case, { onDelete: 'RESTRICT' })
  @Column('uuid')
  caseId!: string;

  @Column('text')
  regimeId!: string;

  /** Version of the regime that was before the person. */
  @Column('text')
  regimeVersion!: string;

  @Column('text')
  result!: DeterminationResult;

  @Column('text')
  because!: string;

  /** What would have it looked at again. */
  @Column('text', { nullable: true })
  reopenIf!: string | null;

  /** Civil day set by the person where the regime has no clock of its own, YYYY-MM-DD in the regime's zone. */
  @Column('date', { nullable: true })
  targetDate!: string | null;

  /** Stages that apply, where not all do. */
  @Column('text', { array: true, nullable: true })
  stages!: string[] | null;

  @ForeignKey(() => Determination, { onDelete: 'RESTRICT' })
  @Column('uuid', { nullable: true })
  supersedesId!: string | null;

  @Column('timestamptz')
  determinedAt!: Date;

  @Column('text')
  determinedBy!: string;

  @Column('text')
  determinedByName!: string;
}
