import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { contentHash } from '@app/platform';
import { Case } from '@app/cases';
import { Finding } from '@app/enrichment';
import type { ClaimState } from './claim-state';
import type { MeasureName, MeasureParameters } from './measures/measure';
import type { Phrase, Unit } from './phrase';

/** The second count of a value, by another way. */
export interface Reproduction {
  query: string;
  value: string | null;
  queryHash: string;
  /** RFC 3339 UTC. */
  at: string;
}

/**
 * A figure for prose: the exact value, how it was counted and from what, and the words in which it may be cited.
 * After approval nothing of it changes any more but that it goes stale; a new claim supersedes it.
 */
@Entity('claims')
@Unique('uq_claims_case_id_number', ['caseId', 'number'])
@Index('ix_claims_finding_id', ['findingId'])
@Index('ix_claims_supersedes_id', ['supersedesId'])
@Check('ck_claims_state', `state IN ('proposed', 'computed', 'reproduced', 'approved', 'stale')`)
@Check(
  'ck_claims_four_eyes',
  'approved_by IS NULL OR (approved_by <> created_by AND approved_by <> phrased_by)',
)
@Check(
  'ck_claims_approved',
  `(state IN ('approved', 'stale')) = (approved_by IS NOT NULL AND approved_hash IS NOT NULL AND approved_at IS NOT NULL)`,
)
@Check('ck_claims_value', `state = 'proposed' OR value IS NOT NULL`)
export class Claim {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  @ForeignKey(() => Case, { onDelete: 'RESTRICT' })
  caseId!: string;

  /** Rising within the case, from 1; people call the claim by it. */
  @Column('integer')
  number!: number;

  @Column('text')
  measure!: MeasureName;

  @Column('text')
  unit!: Unit;

  /** What is counted and what is not. */
  @Column('text')
  countingRule!: string;

  @Column('uuid')
  snapshotId!: string;

  /** What the claim rests on besides its count. */
  @Column('uuid', { nullable: true })
  @ForeignKey(() => Finding, { onDelete: 'RESTRICT' })
  findingId!: string | null;

  /** A whole number or a UTC day, as text; null until it is computed. */
  @Column('text', { nullable: true })
  value!: string | null;

  @Column('text', { nullable: true })
  query!: string | null;

  @Column('jsonb', { nullable: true })
  parameters!: MeasureParameters | null;

  /** SHA-256 of query and parameters. */
  @Column('text', { nullable: true })
  queryHash!: string | null;

  @Column('text', { nullable: true })
  engineVersion!: string | null;

  /** The instant at which the snapshot was taken: the value is what was known then. */
  @Column('timestamptz')
  asOf!: Date;

  @Column('timestamptz', { nullable: true })
  computedAt!: Date | null;

  @Column('jsonb', { nullable: true })
  phrase!: Phrase | null;

  @Column('jsonb', { nullable: true })
  reproduction!: Reproduction | null;

  @Column('text')
  state!: ClaimState;

  @Column('text')
  createdBy!: string;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('text', { nullable: true })
  phrasedBy!: string | null;

  @Column('text', { nullable: true })
  approvedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  approvedAt!: Date | null;

  /** SHA-256 of the content that was approved. */
  @Column('text', { nullable: true })
  approvedHash!: string | null;

  /** The claim whose place this one takes once it is approved. */
  @Column('uuid', { nullable: true })
  @ForeignKey(() => Claim, { onDelete: 'RESTRICT' })
  supersedesId!: string | null;

  /** Whether an approved claim has taken its place; set by that claim's approval. */
  @Column('boolean')
  isSuperseded!: boolean;

  /** SHA-256 of everything that a reader relies on. */
  get contentHash(): string {
    const { caseId, number, measure, countingRule, snapshotId, value, queryHash, phrase, reproduction } =
      this;
    return contentHash({
      caseId,
      number,
      measure,
      countingRule,
      snapshotId,
      value,
      queryHash,
      phrase,
      reproduction: reproduction && { value: reproduction.value, queryHash: reproduction.queryHash },
    });
  }
}
