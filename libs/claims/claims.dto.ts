import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { BoolField, ChoiceField, DateField, ObjectField, TextField, UuidField } from '@app/platform';
import {
  ACTS_OF,
  CLAIM_ACTS,
  CLAIM_STATE_NAMES,
  CLAIM_STATES,
  type ClaimAct,
  type ClaimState,
} from './claim-state';
import type { Claim } from './claim.entity';
import { MEASURES } from './measures';
import { MEASURE_NAMES, type MeasureName } from './measures/measure';
import { type Phrase, QUALIFIERS, type Qualifier, type Unit, UNITS } from './phrase';

/** A number is taken for its digits: JSON's own numbers are exact to 2^53 and figures stay below. */
const asDigits = ({ value }: { value: unknown }): unknown =>
  Number.isSafeInteger(value) ? String(value) : value;

/** The words in which a figure is to be cited. */
export class PhraseInput {
  @ChoiceField(QUALIFIERS, { example: 'nearly' }) qualifier!: Qualifier;
  @Transform(asDigits)
  @TextField({ max: 18, example: '25000', description: 'A whole number in digits, or a date as YYYY-MM-DD.' })
  rounded!: string;
  @ChoiceField(UNITS, { example: 'accounts' }) unit!: Unit;
}

/** Whole UTC days. */
export class WindowInput {
  @DateField({ example: '2026-04-22' }) from!: string;
  @DateField({ example: '2026-06-06', description: 'The first day that does not count any more.' })
  to!: string;
}

/** A figure to be claimed. */
export class MakeClaim {
  @ChoiceField(MEASURE_NAMES, { example: 'accounts.confirmed' }) measure!: MeasureName;
  @UuidField({ description: 'The snapshot to count from.' }) snapshotId!: string;
  @UuidField({ optional: true, description: 'A finding that it rests on.' }) findingId?: string;
  @ObjectField(() => PhraseInput, {
    optional: true,
    description: 'Can be chosen later; not together with `defer`.',
  })
  phrase?: PhraseInput;
  @ObjectField(() => WindowInput, {
    optional: true,
    description: 'Everything in the snapshot unless said; not together with `defer`.',
  })
  window?: WindowInput;
  @UuidField({ optional: true, description: 'The claim whose place this one takes once it is approved.' })
  supersedesId?: string;
  @BoolField({ optional: true, description: 'Count in a job: the answer is a claim in state `proposed`.' })
  defer?: boolean;
}

/** What the approver read. */
export class ApproveClaim {
  @TextField({ min: 64, max: 64, description: '`contentHash` of the claim as it was read.' })
  contentHash!: string;
}

export class PhraseView {
  @ApiProperty({ enum: QUALIFIERS }) qualifier!: Qualifier;
  @ApiProperty({ example: '25000' }) rounded!: string;
  @ApiProperty({ enum: UNITS }) unit!: Unit;
  @ApiProperty({ example: 'nearly 25,000 accounts' }) text!: string;
}

export class ReproductionView {
  @ApiProperty() query!: string;
  @ApiProperty({ type: String, nullable: true }) value!: string | null;
  @ApiProperty() queryHash!: string;
  @ApiProperty({ format: 'date-time' }) at!: string;
}

export class MeasureView {
  @ApiProperty({ enum: MEASURE_NAMES }) name!: MeasureName;
  @ApiProperty({ enum: UNITS }) unit!: Unit;
  @ApiProperty() countingRule!: string;
  @ApiProperty() query!: string;
  @ApiProperty() secondQuery!: string;
}

export class ClaimView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ description: 'Within the case.' }) number!: number;
  @ApiProperty({ format: 'uuid' }) caseId!: string;
  @ApiProperty({ enum: MEASURE_NAMES }) measure!: MeasureName;
  @ApiProperty({ enum: UNITS }) unit!: Unit;
  @ApiProperty() countingRule!: string;
  @ApiProperty({ format: 'uuid' }) snapshotId!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) findingId!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    example: '24913',
    description: 'Exact, in digits, or a UTC day.',
  })
  value!: string | null;
  @ApiProperty({ type: PhraseView, nullable: true }) phrase!: Phrase | null;
  @ApiProperty({ type: String, nullable: true }) query!: string | null;
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true }) parameters!: object | null;
  @ApiProperty({ type: String, nullable: true }) queryHash!: string | null;
  @ApiProperty({ type: String, nullable: true }) engineVersion!: string | null;
  @ApiProperty({ format: 'date-time', description: 'When the snapshot was taken.' }) asOf!: string;
  @ApiProperty({ type: ReproductionView, nullable: true }) reproduction!: ReproductionView | null;
  @ApiProperty({ enum: CLAIM_STATE_NAMES }) state!: ClaimState;
  @ApiProperty({ enum: CLAIM_STATE_NAMES, isArray: true }) allowed!: ClaimState[];
  @ApiProperty({ enum: CLAIM_ACTS, isArray: true, description: 'What may be done to it now.' })
  allowedActs!: ClaimAct[];
  @ApiProperty({ description: 'What an approval is bound to.' }) contentHash!: string;
  @ApiProperty() createdBy!: string;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ type: String, nullable: true }) phrasedBy!: string | null;
  @ApiProperty({ type: String, nullable: true }) approvedBy!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) approvedAt!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) supersedesId!: string | null;
  @ApiProperty() isSuperseded!: boolean;
}

/** A claim in the list of a case. */
export class ListedClaimView extends ClaimView {
  @ApiProperty({ type: 'integer', description: 'How many frozen letters cite it.' }) citations!: number;
}

/** One claim with where it is cited. */
export class ClaimWithCitationsView extends ClaimView {
  @ApiProperty({ type: [String], description: 'Frozen letters that cite it.' }) citedByLetterIds!: string[];
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Why you cannot be the second person who approves it; null where you can.',
  })
  approvalBarred!: string | null;
}

export const toClaimView = (claim: Claim): ClaimView => ({
  id: claim.id,
  number: claim.number,
  caseId: claim.caseId,
  measure: claim.measure,
  unit: claim.unit,
  countingRule: claim.countingRule,
  snapshotId: claim.snapshotId,
  findingId: claim.findingId,
  value: claim.value,
  phrase: claim.phrase,
  query: claim.query,
  parameters: claim.parameters,
  queryHash: claim.queryHash,
  engineVersion: claim.engineVersion,
  asOf: claim.asOf.toISOString(),
  reproduction: claim.reproduction,
  state: claim.state,
  allowed: [...CLAIM_STATES[claim.state]],
  allowedActs: [...ACTS_OF[claim.state]],
  contentHash: claim.contentHash,
  createdBy: claim.createdBy,
  createdAt: claim.createdAt.toISOString(),
  phrasedBy: claim.phrasedBy,
  approvedBy: claim.approvedBy,
  approvedAt: claim.approvedAt?.toISOString() ?? null,
  supersedesId: claim.supersedesId,
  isSuperseded: claim.isSuperseded,
});

/** What can be measured, with both ways of counting. */
export const measureViews = (): MeasureView[] =>
  MEASURE_NAMES.map((name) => {
    const { unit, countingRule, query, secondQuery } = MEASURES[name];
    return { name, unit, countingRule, query: query.sql, secondQuery: secondQuery.sql };
  });
