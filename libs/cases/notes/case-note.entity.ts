import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from '@app/access';
import { Case } from '../case.entity';

/** What a person wrote into a case, as it reads now; every earlier wording is one of its revisions. */
@Entity('case_notes')
@Index('ix_case_notes_case_id_id', ['caseId', 'id'])
@Index('ix_case_notes_reply_to_id', ['replyToId'])
@Index('ix_case_notes_words', { synchronize: false })
export class CaseNote {
  /** Ordered by time. */
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => Case, { onDelete: 'RESTRICT' })
  @Column('uuid')
  caseId!: string;

  /** Markdown; `@[name](user:<id>)` mentions a person. */
  @Column('text')
  text!: string;

  @ForeignKey(() => CaseNote, { onDelete: 'RESTRICT' })
  @Column('uuid', { nullable: true })
  replyToId!: string | null;

  /** Which wording this is; the first is 1. */
  @Column('integer', { default: 1 })
  revision!: number;

  @Column('text')
  authorId!: string;

  @Column('text')
  authorName!: string;

  @Column('timestamptz')
  writtenAt!: Date;

  @Column('timestamptz', { nullable: true })
  editedAt!: Date | null;

  /** Since when its author no longer stands by it. */
  @Column('timestamptz', { nullable: true })
  retractedAt!: Date | null;

  @Column('text', { nullable: true })
  retractedReason!: string | null;
}

/** One wording of a note; never changed. */
@Entity('case_note_revisions')
export class CaseNoteRevision {
  @PrimaryColumn('uuid')
  @ForeignKey(() => CaseNote, { onDelete: 'RESTRICT' })
  noteId!: string;

  @PrimaryColumn('integer')
  revision!: number;

  @Column('text')
  text!: string;

  @Column('timestamptz')
  writtenAt!: Date;
}

/** That a note mentions a person. */
@Entity('case_mentions')
@Index('ix_case_mentions_note_id', ['noteId'])
export class CaseMention {
  @PrimaryColumn('uuid')
  @ForeignKey(() => User, { onDelete: 'RESTRICT' })
  userId!: string;

  @PrimaryColumn('uuid')
  @ForeignKey(() => CaseNote, { onDelete: 'RESTRICT' })
  noteId!: string;

  @Column('timestamptz', { nullable: true })
  readAt!: Date | null;
}
