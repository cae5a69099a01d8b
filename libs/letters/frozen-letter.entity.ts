import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { EvidenceItem } from '@app/evidence';
import type { LetterDocument } from './rendering';
import { LetterVersion } from './letter-version.entity';

/** A letter whose words are fixed, with its two files in evidence. Append-only. */
@Entity('frozen_letters')
@Unique('uq_frozen_letters_signing', ['letterId', 'contentHash', 'authorIds', 'reviewerId'])
@Index('ix_frozen_letters_letter_id_version', ['letterId', 'version'])
@Index('ix_frozen_letters_pdf_evidence_id', ['pdfEvidenceId'])
@Index('ix_frozen_letters_docx_evidence_id', ['docxEvidenceId'])
@ForeignKey(() => LetterVersion, ['letterId', 'version'], ['letterId', 'version'], {
  name: 'fk_frozen_letters_letter_id_version',
  onDelete: 'RESTRICT',
})
@Check('ck_frozen_letters_four_eyes', 'reviewer_id <> ALL (author_ids)')
export class FrozenLetter {
  @PrimaryColumn('uuid')
  letterId!: string;

  @Column('integer')
  version!: number;

  @Column('jsonb')
  document!: LetterDocument;

  /** SHA-256 of the canonical document: what is signed. */
  @Column('text')
  contentHash!: string;

  /** Everyone who saved a version, sorted. */
  @Column('text', { array: true })
  authorIds!: string[];

  /** Who approved this version. */
  @Column('text')
  reviewerId!: string;

  @ForeignKey(() => EvidenceItem, { onDelete: 'RESTRICT' })
  @Column('uuid')
  pdfEvidenceId!: string;

  @ForeignKey(() => EvidenceItem, { onDelete: 'RESTRICT' })
  @Column('uuid')
  docxEvidenceId!: string;

  @Column('text')
  frozenBy!: string;

  @Column('text')
  frozenByName!: string;

  @Column('timestamptz')
  frozenAt!: Date;
}
