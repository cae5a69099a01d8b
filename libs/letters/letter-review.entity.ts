import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ReviewDecision } from './letter-state';
import { LetterVersion } from './letter-version.entity';

/** One reviewer's decision on one version. The database refuses a reviewer who wrote any of the text. Append-only. */
@Entity('letter_reviews')
@Index('ix_letter_reviews_letter_id_version', ['letterId', 'version'])
@ForeignKey(() => LetterVersion, ['letterId', 'version'], ['letterId', 'version'], {
  name: 'fk_letter_reviews_letter_id_version',
  onDelete: 'RESTRICT',
})
@Check('ck_letter_reviews_decision', `decision IN ('approve', 'request_changes')`)
@Check('ck_letter_reviews_four_eyes', 'reviewer_id <> ALL (author_ids)')
export class LetterReview {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  letterId!: string;

  @Column('integer')
  version!: number;

  /** Everyone who saved a version up to this one, sorted. */
  @Column('text', { array: true })
  authorIds!: string[];

  @Column('text')
  reviewerId!: string;

  @Column('text')
  reviewerName!: string;

  @Column('text')
  decision!: ReviewDecision;

  @Column('text')
  comment!: string;

  /** Of the words and figures that were reviewed, see `wordingHash`. */
  @Column('text')
  wordingHash!: string;

  @Column('timestamptz')
  decidedAt!: Date;
}
