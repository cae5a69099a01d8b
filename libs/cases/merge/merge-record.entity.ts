import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Case } from '../case.entity';
import type { CaseStage } from '../case-stage';
import type { LabelledBy, LeftOut } from './merge-labels';
import type { MergeCounts, UndoOutcome } from './merge-outcome';

/** That one case became part of another, what came along, and, if a person undid it, what became of that. */
@Entity('case_merges')
@Index('uq_case_merges_from_id', ['fromId'], { unique: true, where: 'undone_at IS NULL' })
@Index('ix_case_merges_from_id_id', ['fromId', 'id'])
@Index('ix_case_merges_into_id_id', ['intoId', 'id'])
@Check('ck_case_merges_other', 'from_id <> into_id')
@Check(
  'ck_case_merges_undone',
  'num_nulls(undone_by, undone_by_name, undone_at, undone_reason, undone_outcome) IN (0, 5)',
)
export class MergeRecord {
  /** Ordered by time. */
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => Case, { onDelete: 'RESTRICT' })
  @Column('uuid')
  fromId!: string;

  @ForeignKey(() => Case, { onDelete: 'RESTRICT' })
  @Column('uuid')
  intoId!: string;

  @Column('text')
  mergedBy!: string;

  @Column('text')
  mergedByName!: string;

  @Column('timestamptz')
  mergedAt!: Date;

  @Column('text', { nullable: true })
  reason!: string | null;

  /** The stage that the merged case had, to which an undo reopens it. */
  @Column('text')
  stageBefore!: CaseStage;

  @Column('timestamptz', { nullable: true })
  firstClosedBefore!: Date | null;

  /** Labels, tags and custom fields of the merged case. */
  @Column('jsonb')
  gave!: LabelledBy;

  /** The same of the survivor, less what other merges had given it and was given back since. */
  @Column('jsonb')
  intoBefore!: LabelledBy;

  /** What of the merged case's tags and custom fields the survivor did not take over. */
  @Column('jsonb')
  leftOut!: LeftOut;

  @Column('jsonb')
  counts!: MergeCounts;

  @Column('text', { nullable: true })
  undoneBy!: string | null;

  @Column('text', { nullable: true })
  undoneByName!: string | null;

  @Column('timestamptz', { nullable: true })
  undoneAt!: Date | null;

  @Column('text', { nullable: true })
  undoneReason!: string | null;

  @Column('jsonb', { nullable: true })
  undoneOutcome!: UndoOutcome | null;
}

/**
 * One thing that a merge moved, or that the survivor itself held before the merge. What the survivor got as a copy and
 * did not have needs no row: the merged case still holds it, and takes nothing in while it is merged.
 */
@Entity('case_merge_rows')
@Check(
  'ck_case_merge_rows_kind',
  `kind IN ('alert', 'task', 'dependency', 'link', 'account', 'source', 'key', 'entity', 'violation', 'member', 'playbook')`,
)
export class MergeRow {
  @PrimaryColumn('uuid')
  @ForeignKey(() => MergeRecord, { onDelete: 'RESTRICT' })
  mergeId!: string;

  @PrimaryColumn('text')
  kind!: string;

  /** Names the thing within its kind: an alert's id, an account's id. */
  @PrimaryColumn({ type: 'text', collation: 'C' })
  key!: string;

  /** Of a copied kind the survivor's own row; of a moved one what the move changed beside the case. */
  @Column('jsonb', { nullable: true })
  before!: Record<string, unknown> | null;
}
