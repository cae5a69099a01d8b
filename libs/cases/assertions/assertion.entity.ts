import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { EvidenceItem } from '@app/evidence';
import { Case } from '../case.entity';
import { normaliseTag } from '../case-change';
import type {
  About,
  AssertedConfidence,
  AssertedUnit,
  Period,
  Reliability,
  SourceKind,
  Stance,
  ValueKind,
} from './assertion-terms';
import type { AssertedValue, Said } from './conflicts';
import type { StatedQualifier } from './quantity';

/**
 * What a source says of a case. It is the source's and proves nothing; our own figures are claims. Nothing overwrites
 * it: a later one supersedes it, or it is retracted.
 */
@Entity('case_assertions')
@Index('ix_case_assertions_case_id_id', ['caseId', 'id'])
@Index('ix_case_assertions_source_publisher', ['sourcePublisher'])
@Index('ix_case_assertions_reporter', ['caseId'], { where: `about = 'reporter'` })
@Check('ck_case_assertions_stance', `stance IN ('asserts', 'denies', 'no_comment')`)
@Check(
  'ck_case_assertions_value',
  `CASE value_kind
     WHEN 'quantity' THEN qualifier IS NOT NULL AND number IS NOT NULL AND unit IS NOT NULL
       AND (qualifier = 'between') = (number_to IS NOT NULL)
     WHEN 'text' THEN text IS NOT NULL
     WHEN 'date' THEN on_date IS NOT NULL
     ELSE coalesce(value_kind IN ('not_published', 'unknown'), stance <> 'asserts')
   END`,
)
@Check('ck_case_assertions_reliability', `reliability IN ('A', 'B', 'C', 'D', 'E', 'F')`)
@Check('ck_case_assertions_credibility', 'credibility BETWEEN 1 AND 6')
@Check('ck_case_assertions_confidence', `confidence IN ('low', 'moderate', 'high')`)
export class Assertion {
  /** Ordered by the time of recording. */
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => Case, { onDelete: 'RESTRICT' })
  @Column('uuid')
  caseId!: string;

  /** About, topic, unit and period as one key: assertions with the same one speak of the same thing. */
  @Column('text')
  matter!: string;

  @Column('text')
  about!: About;

  @Column('text', { nullable: true })
  topic!: string | null;

  @Column('text', { nullable: true })
  unit!: AssertedUnit | null;

  @Column('text', { nullable: true })
  per!: Period | null;

  /** What the source says, in our own sentence or its words. */
  @Column('text')
  statement!: string;

  @Column('text')
  stance!: Stance;

  /** Who speaks in the source; its publisher where nobody is named. */
  @Column('text', { nullable: true })
  speaker!: string | null;

  @Column('text', { nullable: true })
  valueKind!: ValueKind | null;

  @Column('text', { nullable: true })
  qualifier!: StatedQualifier | null;

  @Column('double precision', { nullable: true })
  number!: number | null;

  @Column('double precision', { nullable: true })
  numberTo!: number | null;

  @Column('text', { nullable: true })
  text!: string | null;

  @Column('date', { nullable: true })
  onDate!: string | null;

  /** The last day on which it may have been, where no single day is known. */
  @Column('date', { nullable: true })
  untilDate!: string | null;

  @Column('text')
  sourceKind!: SourceKind;

  @Column({ type: 'text', collation: 'C' })
  sourcePublisher!: string;

  @Column('text', { nullable: true })
  sourceTitle!: string | null;

  /** Kept as it was given; never fetched. */
  @Column('text', { nullable: true })
  sourceUrl!: string | null;

  @Column('date', { nullable: true })
  sourcePublishedOn!: string | null;

  @Column('text', { nullable: true })
  reliability!: Reliability | null;

  /** 1 confirmed by others to 5 improbable, 6 cannot be judged (Admiralty code). */
  @Column('smallint', { nullable: true })
  credibility!: number | null;

  @Column('text', { nullable: true })
  confidence!: AssertedConfidence | null;

  @ForeignKey(() => EvidenceItem, { onDelete: 'RESTRICT' })
  @Column('uuid', { nullable: true })
  evidenceId!: string | null;

  /** The assertion that this one takes the place of. */
  @ForeignKey(() => Assertion, { onDelete: 'RESTRICT' })
  @Column('uuid', { nullable: true })
  supersedesId!: string | null;

  /** The assertion of the same matter that, as a person found, cannot be true if this one is. */
  @ForeignKey(() => Assertion, { onDelete: 'RESTRICT' })
  @Column('uuid', { nullable: true })
  contradictsId!: string | null;

  @Column('text')
  recordedBy!: string;

  @Column('text')
  recordedByName!: string;

  @Column('timestamptz')
  recordedAt!: Date;

  @Column('text', { nullable: true })
  retractedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  retractedAt!: Date | null;

  @Column('text', { nullable: true })
  retractedReason!: string | null;

  /** Who had the lab go by this one of the assertions on its matter, and why. */
  @Column('text', { nullable: true })
  preferredBy!: string | null;

  @Column('text', { nullable: true })
  preferredByName!: string | null;

  @Column('timestamptz', { nullable: true })
  preferredAt!: Date | null;

  @Column('text', { nullable: true })
  preferredReason!: string | null;

  /** Its value as one thing. */
  value(): AssertedValue {
    switch (this.valueKind) {
      case 'quantity':
        return { kind: 'quantity', qualifier: this.qualifier!, number: this.number!, to: this.numberTo };
      case 'text':
        return { kind: 'text', text: this.text! };
      case 'date':
        return { kind: 'date', date: this.onDate!, untilDate: this.untilDate };
      case 'not_published':
      case 'unknown':
        return { kind: this.valueKind };
      case null:
        return null;
    }
  }

  /** What decides whether it goes with others. */
  said(): Said {
    const speakerName = this.speaker ?? this.sourcePublisher;
    return {
      id: this.id,
      stance: this.stance,
      speaker: normaliseTag(speakerName),
      speakerName,
      publisher: this.sourcePublisher,
      value: this.value(),
      contradictsId: this.contradictsId,
    };
  }
}

/** The columns in which a value lies. */
export const valueColumns = (
  value: AssertedValue,
): Pick<Assertion, 'valueKind' | 'qualifier' | 'number' | 'numberTo' | 'text' | 'onDate' | 'untilDate'> => ({
  valueKind: value?.kind ?? null,
  qualifier: value?.kind === 'quantity' ? value.qualifier : null,
  number: value?.kind === 'quantity' ? value.number : null,
  numberTo: value?.kind === 'quantity' ? value.to : null,
  text: value?.kind === 'text' ? value.text : null,
  onDate: value?.kind === 'date' ? value.date : null,
  untilDate: value?.kind === 'date' ? value.untilDate : null,
});

/** Those that are neither retracted nor superseded by one that is not, as it was known at that time. */
export function standing<T extends Pick<Assertion, 'id' | 'supersedesId' | 'recordedAt' | 'retractedAt'>>(
  all: readonly T[],
  asOf?: Date,
): T[] {
  const at = asOf?.getTime() ?? Number.POSITIVE_INFINITY;
  const known = all.filter(
    (one) => one.recordedAt.getTime() <= at && !(one.retractedAt !== null && one.retractedAt.getTime() <= at),
  );
  const superseded = new Set(known.map((one) => one.supersedesId));
  return known.filter((one) => !superseded.has(one.id));
}
