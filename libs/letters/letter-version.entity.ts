import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Letter } from './letter.entity';
import type { LetterContent } from './letter-content';

/** The text of a letter as it was saved once. Append-only in the database itself. */
@Entity('letter_versions')
export class LetterVersion {
  @ForeignKey(() => Letter, { onDelete: 'RESTRICT' })
  @PrimaryColumn('uuid')
  letterId!: string;

  /** From 1. */
  @PrimaryColumn('integer')
  version!: number;

  @Column('jsonb')
  content!: LetterContent;

  /** SHA-256 of the canonical content. */
  @Column('text')
  contentHash!: string;

  @Column('text')
  savedBy!: string;

  @Column('text')
  savedByName!: string;

  @Column('timestamptz')
  savedAt!: Date;
}
