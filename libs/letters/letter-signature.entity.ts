import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { FrozenLetter } from './frozen-letter.entity';

/**
 * One person's signature under the exact words of a frozen letter. The foreign key over hash, authors and reviewer makes
 * the database itself refuse a signature under other words, or by someone who wrote or approved them. Append-only.
 */
@Entity('letter_signatures')
@ForeignKey(
  () => FrozenLetter,
  ['letterId', 'contentHash', 'authorIds', 'reviewerId'],
  ['letterId', 'contentHash', 'authorIds', 'reviewerId'],
  { name: 'fk_letter_signatures_frozen', onDelete: 'RESTRICT' },
)
@Check('ck_letter_signatures_separation', 'signer_id <> reviewer_id AND signer_id <> ALL (author_ids)')
export class LetterSignature {
  @PrimaryColumn('uuid')
  letterId!: string;

  @Column('text')
  contentHash!: string;

  @Column('text', { array: true })
  authorIds!: string[];

  @Column('text')
  reviewerId!: string;

  @Column('text')
  signerId!: string;

  @Column('text')
  signerName!: string;

  /** Office in which the signer signs, as the letter prints it. */
  @Column('text')
  role!: string;

  @Column('timestamptz')
  signedAt!: Date;
}
