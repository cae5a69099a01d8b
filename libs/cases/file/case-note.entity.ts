import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Case } from '../case.entity';

/** What a person wrote into a case. Never changed: a correction is another note. */
@Entity('case_notes')
@Index('ix_case_notes_case_id_id', ['caseId', 'id'])
export class CaseNote {
  /** Ordered by time. */
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => Case, { onDelete: 'RESTRICT' })
  @Column('uuid')
  caseId!: string;

  @Column('text')
  text!: string;

  @Column('text')
  authorId!: string;

  @Column('text')
  authorName!: string;

  @Column('timestamptz')
  writtenAt!: Date;
}
