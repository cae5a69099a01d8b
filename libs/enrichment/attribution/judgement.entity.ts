import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { contentHash } from '@app/platform';
import { Case } from '@app/cases';
import type { Alternative, Confidence, JudgementEvidence, Likelihood, Rung } from './attribution-terms';
import type { JudgedParty, JudgementContent } from './judgement-content';
import type { JudgementState } from './judgement-state';

/**
 * A judgement on who is behind a case's accounts, on one rung of the ladder. What was approved never changes: the
 * database refuses it, and a later version supersedes it.
 */
@Entity('judgements')
@Unique('uq_judgements_case_id_number', ['caseId', 'number'])
@Index('ix_judgements_case_id_id', ['caseId', 'id'])
@Index('uq_judgements_supersedes_id', ['supersedesId'], {
  unique: true,
  where: `supersedes_id IS NOT NULL AND state <> 'withdrawn'`,
})
@Check('ck_judgements_rung', 'rung BETWEEN 1 AND 4')
@Check('ck_judgements_party', '(rung = 1) = (party IS NULL)')
@Check(
  'ck_judgements_likelihood',
  `likelihood IN ('almost_no_chance', 'very_unlikely', 'unlikely', 'roughly_even_chance', 'likely', 'very_likely', 'almost_certain')`,
)
@Check('ck_judgements_confidence', `confidence IN ('low', 'moderate', 'high')`)
@Check(
  'ck_judgements_state',
  `state IN ('draft', 'in_review', 'returned', 'approved', 'superseded', 'withdrawn')`,
)
@Check('ck_judgements_four_eyes', 'created_by = ANY (author_ids) AND reviewed_by <> ALL (author_ids)')
@Check(
  'ck_judgements_approved',
  `CASE state WHEN 'approved' THEN approved_hash IS NOT NULL WHEN 'superseded' THEN approved_hash IS NOT NULL
     WHEN 'withdrawn' THEN true ELSE approved_hash IS NULL END
   AND (approved_hash IS NULL OR reviewed_by IS NOT NULL AND reviewed_at IS NOT NULL)`,
)
@Check(
  'ck_judgements_reviewable',
  `state IN ('draft', 'returned', 'withdrawn')
   OR (jsonb_array_length(alternatives) > 0 AND would_change <> '' AND families >= CASE
     WHEN confidence = 'high' THEN 3 WHEN confidence = 'moderate' AND rung > 1 THEN 2 ELSE 1 END)`,
)
@Check('ck_judgements_withdrawn', `(state = 'withdrawn') = (withdrawn_at IS NOT NULL)`)
export class Judgement {
  /** Ordered by time. */
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  @ForeignKey(() => Case, { onDelete: 'RESTRICT' })
  caseId!: string;

  /** Rising within the case, from 1; people call the judgement by it. */
  @Column('integer')
  number!: number;

  @Column('smallint')
  rung!: Rung;

  @Column('jsonb', { nullable: true })
  party!: JudgedParty | null;

  @Column('text')
  statement!: string;

  @Column('text')
  likelihood!: Likelihood;

  @Column('text')
  confidence!: Confidence;

  @Column('jsonb')
  evidence!: JudgementEvidence[];

  /** How many independent families stand behind it. */
  @Column('smallint')
  families!: number;

  @Column('jsonb')
  alternatives!: Alternative[];

  /** Empty until it is said. */
  @Column('text')
  wouldChange!: string;

  @Column('text')
  state!: JudgementState;

  /** Rises with every edit. */
  @Column('integer')
  version!: number;

  /** Everyone who wrote any of it. */
  @Column('text', { array: true })
  authorIds!: string[];

  @Column('text')
  createdBy!: string;

  @Column('text')
  createdByName!: string;

  @Column('timestamptz')
  createdAt!: Date;

  /** Of its words. */
  @Column('timestamptz')
  changedAt!: Date;

  /** Who approved it or sent it back. */
  @Column('text', { nullable: true })
  reviewedBy!: string | null;

  @Column('text', { nullable: true })
  reviewedByName!: string | null;

  @Column('timestamptz', { nullable: true })
  reviewedAt!: Date | null;

  @Column('text', { nullable: true })
  reviewComment!: string | null;

  /** SHA-256 of what was approved. */
  @Column('text', { nullable: true })
  approvedHash!: string | null;

  @Column('text', { nullable: true })
  withdrawnBy!: string | null;

  @Column('text', { nullable: true })
  withdrawnByName!: string | null;

  @Column('timestamptz', { nullable: true })
  withdrawnAt!: Date | null;

  @Column('text', { nullable: true })
  withdrawnReason!: string | null;

  /** The judgement whose place this one takes once it is approved. */
  @Column('uuid', { nullable: true })
  @ForeignKey(() => Judgement, { onDelete: 'RESTRICT' })
  supersedesId!: string | null;

  /** All that its author says. */
  get content(): JudgementContent {
    const { rung, party, statement, likelihood, confidence, evidence, alternatives, wouldChange } = this;
    return { rung, party, statement, likelihood, confidence, evidence, alternatives, wouldChange };
  }

  /** SHA-256 of everything that a reviewer signs for. */
  get contentHash(): string {
    const { caseId, number, supersedesId, content } = this;
    return contentHash({ caseId, number, supersedesId, ...content });
  }
}
