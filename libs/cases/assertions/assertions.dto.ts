import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ChoiceField,
  DateField,
  FlagField,
  InstantField,
  IntField,
  NumberField,
  ObjectField,
  ObjectListField,
  TextField,
  UuidField,
} from '@app/platform';
import {
  type About,
  ABOUTS,
  ASSERTED_UNITS,
  type AssertedConfidence,
  type AssertedUnit,
  CONFIDENCES,
  type Period,
  PERIODS,
  RELIABILITIES,
  type Reliability,
  SOURCE_KINDS,
  type SourceKind,
  type Stance,
  STANCES,
  VALUE_KINDS,
  type ValueKind,
} from './assertion-terms';
import type { Assertion } from './assertion.entity';
import type { AssertedMatter } from './assertions.service';
import type { AssertedValue } from './conflicts';
import { STATED_QUALIFIERS, type StatedQualifier } from './quantity';
import { MAX_NUMBER } from './read-assertion';

/** Where something is said. */
export class SourceInput {
  @ChoiceField(SOURCE_KINDS, { example: 'press' }) kind!: SourceKind;
  @TextField({ max: 200, description: 'Who published it.', example: 'news.example' }) publisher!: string;
  @TextField({ optional: true, max: 500, example: 'Lab tells Senate of extraction' }) title?: string;
  @TextField({
    optional: true,
    max: 2_000,
    description: 'http or https; kept, never fetched.',
    example: 'https://news.example/372130',
  })
  url?: string;
  @DateField({ optional: true, example: '2026-06-24' }) publishedOn?: string;
}

/** What is said. Which members belong to it, `kind` says. */
export class ValueInput {
  @ChoiceField(VALUE_KINDS, { example: 'quantity' }) kind!: ValueKind;
  @ChoiceField(STATED_QUALIFIERS, { optional: true, description: 'Of a quantity.', example: 'nearly' })
  qualifier?: StatedQualifier;
  @NumberField({ optional: true, min: 0, max: MAX_NUMBER, description: 'Of a quantity.', example: 25_000 })
  number?: number;
  @NumberField({ optional: true, min: 0, max: MAX_NUMBER, description: 'The upper end of `between`.' })
  to?: number;
  @TextField({ optional: true, max: 4_000, description: 'Of a text.' }) text?: string;
  @DateField({ optional: true, description: 'Of a date.' }) date?: string;
  @DateField({
    optional: true,
    description: 'The last day on which it may have been, if it is no single one.',
  })
  untilDate?: string;
}

/** An assertion to record. */
export class AssertionInput {
  @ChoiceField(ABOUTS, { description: 'What it is about.', example: 'accounts' }) about!: About;
  @TextField({
    optional: true,
    max: 200,
    description: 'Tells apart what is about the same: of whom, of what part.',
    example: 'fraudulent',
  })
  topic?: string;
  @ChoiceField(ASSERTED_UNITS, {
    optional: true,
    description: 'Of a quantity; need not be said where there is only one.',
    example: 'accounts',
  })
  unit?: AssertedUnit;
  @ChoiceField(PERIODS, { optional: true, description: 'Of a rate.' }) per?: Period;
  @TextField({
    max: 2_000,
    description: 'What the source says, in a sentence.',
    example: 'Nearly 25,000 fraudulent accounts took part.',
  })
  statement!: string;
  @ChoiceField(STANCES, { optional: true, description: '`asserts` unless said.', example: 'asserts' })
  stance?: Stance;
  @TextField({
    optional: true,
    max: 200,
    description: 'Who speaks, if not the publisher.',
    example: 'The lab',
  })
  speaker?: string;
  @ObjectField(() => ValueInput, {
    optional: true,
    description: 'May be left out only where a matter is denied as a whole or not commented on.',
  })
  value?: ValueInput;
  @ObjectField(() => SourceInput) source!: SourceInput;
  @ChoiceField(RELIABILITIES, { optional: true, description: 'Of the source, Admiralty code.', example: 'B' })
  reliability?: Reliability;
  @IntField({ optional: true, min: 1, max: 6, description: 'Of what it says, Admiralty code.', example: 2 })
  credibility?: number;
  @ChoiceField(CONFIDENCES, { optional: true, description: 'How surely whoever speaks says so.' })
  confidence?: AssertedConfidence;
  @UuidField({ optional: true, description: 'An evidence item of the case.' }) evidenceId?: string;
  @UuidField({
    optional: true,
    description: 'The assertion about the same that this one takes the place of.',
  })
  supersedesId?: string;
  @UuidField({
    optional: true,
    description:
      'The assertion on the same matter that cannot be true if this one is; for texts, which only people compare.',
  })
  contradictsId?: string;
}

/** Assertions to record, all or none. */
export class RecordAssertions {
  @ObjectListField(() => AssertionInput, { minItems: 1, maxItems: 100 }) assertions!: AssertionInput[];
}

/** Why the lab goes by an assertion, or does so no longer. */
export class PreferAssertion {
  @TextField({ max: 2_000, example: 'It is the reporter’s own post.' }) reason!: string;
}

/** Which assertions to list. */
export class AssertionsQuery {
  @InstantField({ optional: true, description: 'Assertions as they were known then.' })
  readonly asOf?: string;
  @FlagField({ description: 'Also retracted and superseded ones; false unless said.' })
  readonly all: boolean = false;
}

/** Where something is said, as shown. */
export class AssertedSourceView {
  @ApiProperty({ enum: SOURCE_KINDS }) kind!: SourceKind;
  @ApiProperty() publisher!: string;
  @ApiProperty({ type: String, nullable: true }) title!: string | null;
  @ApiProperty({ type: String, nullable: true }) url!: string | null;
  @ApiProperty({ format: 'date', type: String, nullable: true }) publishedOn!: string | null;
}

/** What is said, as shown. */
export class AssertedValueView {
  @ApiProperty({ enum: VALUE_KINDS }) kind!: ValueKind;
  @ApiPropertyOptional({ enum: STATED_QUALIFIERS }) qualifier?: StatedQualifier;
  @ApiPropertyOptional() number?: number;
  @ApiPropertyOptional({ type: Number, nullable: true }) to?: number | null;
  @ApiPropertyOptional() text?: string;
  @ApiPropertyOptional({ format: 'date' }) date?: string;
  @ApiPropertyOptional({ format: 'date', type: String, nullable: true }) untilDate?: string | null;
}

/** What a source says of a case. */
export class AssertionView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid', description: 'This case, or one that was merged into it.' }) caseId!: string;
  @ApiProperty({ enum: ABOUTS }) about!: About;
  @ApiProperty({ type: String, nullable: true }) topic!: string | null;
  @ApiProperty({ enum: ASSERTED_UNITS, type: String, nullable: true }) unit!: AssertedUnit | null;
  @ApiProperty({ enum: PERIODS, type: String, nullable: true }) per!: Period | null;
  @ApiProperty() statement!: string;
  @ApiProperty({ enum: STANCES }) stance!: Stance;
  @ApiProperty({ type: String, nullable: true }) speaker!: string | null;
  @ApiProperty({ type: () => AssertedValueView, nullable: true }) value!: AssertedValue;
  @ApiProperty({ type: AssertedSourceView }) source!: AssertedSourceView;
  @ApiProperty({ enum: RELIABILITIES, type: String, nullable: true }) reliability!: Reliability | null;
  @ApiProperty({ type: Number, nullable: true, minimum: 1, maximum: 6 }) credibility!: number | null;
  @ApiProperty({ enum: CONFIDENCES, type: String, nullable: true }) confidence!: AssertedConfidence | null;
  @ApiProperty({ format: 'uuid', type: String, nullable: true }) evidenceId!: string | null;
  @ApiProperty({ format: 'uuid', type: String, nullable: true }) supersedesId!: string | null;
  @ApiProperty({ format: 'uuid', type: String, nullable: true }) contradictsId!: string | null;
  @ApiProperty() recordedBy!: string;
  @ApiProperty() recordedByName!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  @ApiProperty({ type: String, nullable: true }) retractedBy!: string | null;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) retractedAt!: string | null;
  @ApiProperty({ type: String, nullable: true }) retractedReason!: string | null;
  @ApiProperty({ type: String, nullable: true }) preferredByName!: string | null;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) preferredAt!: string | null;
  @ApiProperty({ type: String, nullable: true }) preferredReason!: string | null;
}

/** Assertions that cannot all be true. */
export class AssertionConflictView {
  @ApiProperty({ type: [String], format: 'uuid' }) assertionIds!: string[];
  @ApiProperty({
    example:
      'news.example says exactly 28,800,000 exchanges, The lab says more than 28,800,000 exchanges: both cannot be true.',
  })
  reason!: string;
}

/** All that is asserted of one thing. */
export class MatterView {
  @ApiProperty({ enum: ABOUTS }) about!: About;
  @ApiProperty({ type: String, nullable: true }) topic!: string | null;
  @ApiProperty({ enum: ASSERTED_UNITS, type: String, nullable: true }) unit!: AssertedUnit | null;
  @ApiProperty({ enum: PERIODS, type: String, nullable: true }) per!: Period | null;
  @ApiProperty({ description: 'Whether the assertions that stand cannot all be true.' })
  conflicting!: boolean;
  @ApiProperty({ type: [AssertionConflictView] }) conflicts!: AssertionConflictView[];
  @ApiProperty({
    format: 'uuid',
    type: String,
    nullable: true,
    description: 'The one that the lab goes by.',
  })
  preferredId!: string | null;
  @ApiProperty({ type: [AssertionView], description: 'In order of recording.' }) assertions!: AssertionView[];
}

/** Shows an assertion. */
export const toAssertionView = (of: Assertion): AssertionView => ({
  id: of.id,
  caseId: of.caseId,
  about: of.about,
  topic: of.topic,
  unit: of.unit,
  per: of.per,
  statement: of.statement,
  stance: of.stance,
  speaker: of.speaker,
  value: of.value(),
  source: {
    kind: of.sourceKind,
    publisher: of.sourcePublisher,
    title: of.sourceTitle,
    url: of.sourceUrl,
    publishedOn: of.sourcePublishedOn,
  },
  reliability: of.reliability,
  credibility: of.credibility,
  confidence: of.confidence,
  evidenceId: of.evidenceId,
  supersedesId: of.supersedesId,
  contradictsId: of.contradictsId,
  recordedBy: of.recordedBy,
  recordedByName: of.recordedByName,
  recordedAt: of.recordedAt.toISOString(),
  retractedBy: of.retractedBy,
  retractedAt: of.retractedAt?.toISOString() ?? null,
  retractedReason: of.retractedReason,
  preferredByName: of.preferredByName,
  preferredAt: of.preferredAt?.toISOString() ?? null,
  preferredReason: of.preferredReason,
});

/** Shows a matter. */
export const toMatterView = ({ conflicts, assertions, ...matter }: AssertedMatter): MatterView => ({
  ...matter,
  conflicting: conflicts.length > 0,
  conflicts,
  assertions: assertions.map(toAssertionView),
});
