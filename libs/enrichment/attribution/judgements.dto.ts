import { ApiProperty } from '@nestjs/swagger';
import {
  ChoiceField,
  FieldErrorView,
  IntField,
  ObjectField,
  ObjectListField,
  omit,
  PageQuery,
  TextField,
  TextListField,
  UuidField,
} from '@app/platform';
import {
  type Alternative,
  type Confidence,
  CONFIDENCE_LEVELS,
  CREDIBILITY_GRADES,
  familiesOf,
  JUDGEMENT_FAMILIES,
  type JudgementEvidence,
  type JudgementFamily,
  type Likelihood,
  LIKELIHOOD_RANGES,
  LIKELIHOODS,
  phraseOf,
  REFERENCE_KINDS,
  type ReferenceKind,
  RELIABILITY_GRADES,
  RELIABILITY_LETTERS,
  type ReliabilityGrade,
  type Rung,
  RUNGS,
  STANDARD_ALTERNATIVES,
} from './attribution-terms';
import { familiesNeeded, type JudgedParty, type JudgementContent, openPoints } from './judgement-content';
import { EDITABLE, JUDGEMENT_STATE_NAMES, JUDGEMENT_STATES, type JudgementState } from './judgement-state';
import type { Judgement } from './judgement.entity';

/** An entity of the case that stands for a party. */
export class PartyEntity {
  @TextField({ max: 40, example: 'address' }) kind!: string;
  @TextField({ max: 200, example: '192.0.2.7' }) value!: string;
}

/** Whom a judgement names. */
export class Party {
  @TextField({ max: 120, example: 'Example Group' }) name!: string;
  @TextListField({
    maxItems: 20,
    max: 120,
    optional: true,
    description: 'Other names by which prose may call it.',
    example: ['Example Labs'],
  })
  aliases?: string[];
  @ObjectField(() => PartyEntity, {
    optional: true,
    nullable: true,
    description: 'The entity of the case that it is.',
  })
  entity?: PartyEntity | null;
}

/** Something that a judgement rests on. */
export class EvidenceInput {
  @ChoiceField(JUDGEMENT_FAMILIES, { example: 'payment' }) family!: JudgementFamily;
  @ChoiceField(RELIABILITY_LETTERS, { description: 'Of the source (Admiralty code).', example: 'B' })
  reliability!: ReliabilityGrade;
  @IntField({ min: 1, max: 6, description: 'Of what it says (Admiralty code).', example: 2 })
  credibility!: number;
  @ChoiceField(REFERENCE_KINDS, { example: 'finding' }) kind!: ReferenceKind;
  @UuidField({ description: 'Of the finding, evidence item, assertion or alert of the case.' })
  refId!: string;
  @TextField({ max: 1000, optional: true, description: 'What it shows.' }) note?: string;
}

/** Another explanation that was considered. */
export class AlternativeInput {
  @TextField({ max: 500, example: STANDARD_ALTERNATIVES[0] }) hypothesis!: string;
  @TextField({ max: 2000, description: 'Why it is less likely, or why it cannot be ruled out.' })
  assessment!: string;
}

const RUNG = { min: 1, max: 4, description: 'On the ladder; see `GET /v1/attribution/terms`.', example: 3 };
const PARTY = {
  nullable: true,
  description: 'The operator or organisation that is judged. Null on rung 1, needed above it.',
};
const LIKELY = {
  description: 'How likely it is that the statement is true (ICD 203).',
  example: 'very_likely',
};
const SURE = {
  description: 'How good the sources are; never in one sentence with the likelihood.',
  example: 'moderate',
};
const EVIDENCE = { maxItems: 50, optional: true };
const ALTERNATIVES = { maxItems: 20, optional: true, description: 'At least one is needed for review.' };
const CHANGE = {
  min: 0,
  max: 2000,
  optional: true,
  description: 'What would change the judgement; needed for review.',
};

/** A judgement as its author writes it. */
export class MakeJudgement {
  @IntField(RUNG) rung!: Rung;
  @ObjectField(() => Party, { ...PARTY, optional: true }) party?: Party | null;
  @TextField({ max: 2000 }) statement!: string;
  @ChoiceField(LIKELIHOODS, LIKELY) likelihood!: Likelihood;
  @ChoiceField(CONFIDENCE_LEVELS, SURE) confidence!: Confidence;
  @ObjectListField(() => EvidenceInput, EVIDENCE) evidence?: EvidenceInput[];
  @ObjectListField(() => AlternativeInput, ALTERNATIVES) alternatives?: AlternativeInput[];
  @TextField(CHANGE) wouldChange?: string;
  @UuidField({
    optional: true,
    description: 'The approved judgement whose place this one takes once it is approved.',
  })
  supersedesId?: string;
}

/** What of a judgement is to change. */
export class ChangeJudgement {
  @IntField({
    min: 1,
    max: 2_147_483_647,
    optional: true,
    description: 'The version that you read, unless `If-Match` says it.',
  })
  version?: number;
  @IntField({ ...RUNG, optional: true }) rung?: Rung;
  @ObjectField(() => Party, { ...PARTY, optional: true }) party?: Party | null;
  @TextField({ max: 2000, optional: true }) statement?: string;
  @ChoiceField(LIKELIHOODS, { ...LIKELY, optional: true }) likelihood?: Likelihood;
  @ChoiceField(CONFIDENCE_LEVELS, { ...SURE, optional: true }) confidence?: Confidence;
  @ObjectListField(() => EvidenceInput, EVIDENCE) evidence?: EvidenceInput[];
  @ObjectListField(() => AlternativeInput, ALTERNATIVES) alternatives?: AlternativeInput[];
  @TextField(CHANGE) wouldChange?: string;
}

/** What the reviewer read, and what they say of it. */
export class ApproveJudgement {
  @TextField({ min: 64, max: 64, description: '`contentHash` of the judgement as it was read.' })
  contentHash!: string;
  @TextField({
    max: 2000,
    description: 'Which other explanations the reviewer weighed, and why this one stands.',
  })
  comment!: string;
}

/** Why a judgement goes back to its author. */
export class ReturnJudgement {
  @TextField({ max: 2000 }) comment!: string;
}

/** Why a judgement does not stand any more. */
export class WithdrawJudgement {
  @TextField({ max: 2000 }) reason!: string;
}

/** Which judgements to list. */
export class JudgementsQuery extends PageQuery {
  @ChoiceField(JUDGEMENT_STATE_NAMES, { optional: true }) state?: JudgementState;
}

export class RungView {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 4 }) rung!: Rung;
  @ApiProperty() judgement!: string;
  @ApiProperty({ description: 'The words that prose may use; `O` stands for who is judged.' })
  phrase!: string;
}

export class LikelihoodView {
  @ApiProperty({ enum: LIKELIHOODS }) name!: Likelihood;
  @ApiProperty({ example: 'very likely' }) words!: string;
  @ApiProperty({ type: 'integer', description: 'Per cent.' }) from!: number;
  @ApiProperty({ type: 'integer', description: 'Per cent.' }) to!: number;
}

export class GradeView {
  @ApiProperty({ example: 'B' }) grade!: string;
  @ApiProperty({ example: 'usually reliable' }) meaning!: string;
}

export class ConfidenceView {
  @ApiProperty({ enum: CONFIDENCE_LEVELS }) level!: Confidence;
  @ApiProperty({ type: 'integer', description: 'Independent families of evidence, where somebody is named.' })
  families!: number;
}

/** The words of attribution, as data. */
export class AttributionTermsView {
  @ApiProperty({ type: [RungView] }) rungs!: RungView[];
  @ApiProperty({ type: [LikelihoodView] }) likelihoods!: LikelihoodView[];
  @ApiProperty({ type: [ConfidenceView] }) confidences!: ConfidenceView[];
  @ApiProperty({ enum: JUDGEMENT_FAMILIES, isArray: true }) families!: JudgementFamily[];
  @ApiProperty({ type: [GradeView] }) reliability!: GradeView[];
  @ApiProperty({ type: [GradeView] }) credibility!: GradeView[];
  @ApiProperty({ type: [String], description: 'Other explanations to be considered.' })
  alternatives!: string[];
}

export class PartyEntityView {
  @ApiProperty({ example: 'address' }) kind!: string;
  @ApiProperty() value!: string;
}

export class PartyView {
  @ApiProperty({ example: 'Example Group' }) name!: string;
  @ApiProperty({ type: [String] }) aliases!: string[];
  @ApiProperty({ type: PartyEntityView, nullable: true }) entity!: PartyEntityView | null;
}

export class JudgementEvidenceView {
  @ApiProperty({ enum: JUDGEMENT_FAMILIES }) family!: JudgementFamily;
  @ApiProperty({ enum: RELIABILITY_LETTERS }) reliability!: ReliabilityGrade;
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 6 }) credibility!: number;
  @ApiProperty({ enum: REFERENCE_KINDS }) kind!: ReferenceKind;
  @ApiProperty({ format: 'uuid' }) refId!: string;
  @ApiProperty() note!: string;
}

export class AlternativeView {
  @ApiProperty() hypothesis!: string;
  @ApiProperty() assessment!: string;
}

export class JudgementView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ description: 'Within its case.' }) number!: number;
  @ApiProperty({ format: 'uuid' }) caseId!: string;
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 4 }) rung!: Rung;
  @ApiProperty({ type: PartyView, nullable: true }) party!: JudgedParty | null;
  @ApiProperty() statement!: string;
  @ApiProperty({ enum: LIKELIHOODS }) likelihood!: Likelihood;
  @ApiProperty({ enum: CONFIDENCE_LEVELS }) confidence!: Confidence;
  @ApiProperty({ type: [JudgementEvidenceView] }) evidence!: JudgementEvidence[];
  @ApiProperty({
    enum: JUDGEMENT_FAMILIES,
    isArray: true,
    description: 'Those with an item whose grade lets it count (A to D, 1 to 4).',
  })
  families!: JudgementFamily[];
  @ApiProperty({ type: [AlternativeView] }) alternatives!: Alternative[];
  @ApiProperty() wouldChange!: string;
  @ApiProperty({ description: 'The words that prose may use once it is approved.' }) phrase!: string;
  @ApiProperty({ enum: JUDGEMENT_STATE_NAMES }) state!: JudgementState;
  @ApiProperty({ enum: JUDGEMENT_STATE_NAMES, isArray: true }) allowed!: JudgementState[];
  @ApiProperty({ type: [FieldErrorView], description: 'What stands between it and its review.' })
  open!: FieldErrorView[];
  @ApiProperty({ description: 'Send it back with a change.' }) version!: number;
  @ApiProperty({ description: 'What an approval is bound to.' }) contentHash!: string;
  @ApiProperty({ type: [String], description: 'Ids of everyone who wrote any of it.' }) authorIds!: string[];
  @ApiProperty() createdBy!: string;
  @ApiProperty() createdByName!: string;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ format: 'date-time', description: 'When its words changed last.' }) changedAt!: string;
  @ApiProperty({ type: String, nullable: true }) reviewedBy!: string | null;
  @ApiProperty({ type: String, nullable: true }) reviewedByName!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) reviewedAt!: string | null;
  @ApiProperty({ type: String, nullable: true }) reviewComment!: string | null;
  @ApiProperty({ type: String, nullable: true }) withdrawnByName!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) withdrawnAt!: string | null;
  @ApiProperty({ type: String, nullable: true }) withdrawnReason!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) supersedesId!: string | null;
}

/** A judgement with what its reader may not do to it. */
export class JudgementForReaderView extends JudgementView {
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Why you cannot review it; null where you can.',
  })
  reviewBarred!: string | null;
  @ApiProperty({ description: 'Whether its words can still be changed.' }) isEditable!: boolean;
}

/** Shows a judgement. */
export const toJudgementView = (judgement: Judgement): JudgementView => ({
  id: judgement.id,
  number: judgement.number,
  caseId: judgement.caseId,
  ...judgement.content,
  families: familiesOf(judgement.evidence),
  phrase: phraseOf(judgement.rung, judgement.party?.name ?? null),
  state: judgement.state,
  allowed: [...JUDGEMENT_STATES[judgement.state]],
  open: EDITABLE.includes(judgement.state) ? openPoints(judgement.content) : [],
  version: judgement.version,
  contentHash: judgement.contentHash,
  authorIds: judgement.authorIds,
  createdBy: judgement.createdBy,
  createdByName: judgement.createdByName,
  createdAt: judgement.createdAt.toISOString(),
  changedAt: judgement.changedAt.toISOString(),
  reviewedBy: judgement.reviewedBy,
  reviewedByName: judgement.reviewedByName,
  reviewedAt: judgement.reviewedAt?.toISOString() ?? null,
  reviewComment: judgement.reviewComment,
  withdrawnByName: judgement.withdrawnByName,
  withdrawnAt: judgement.withdrawnAt?.toISOString() ?? null,
  withdrawnReason: judgement.withdrawnReason,
  supersedesId: judgement.supersedesId,
});

const toParty = ({ name, aliases = [], entity = null }: Party): JudgedParty => ({
  name,
  aliases,
  entity: entity && { kind: entity.kind, value: entity.value },
});
const toEvidence = ({ note = '', ...of }: EvidenceInput): JudgementEvidence => ({ ...of, note });
const toAlternative = ({ hypothesis, assessment }: AlternativeInput): Alternative => ({
  hypothesis,
  assessment,
});

/** A body with everything that was left out. */
export const toContent = (body: MakeJudgement): JudgementContent => ({
  rung: body.rung,
  party: body.party ? toParty(body.party) : null,
  statement: body.statement,
  likelihood: body.likelihood,
  confidence: body.confidence,
  evidence: (body.evidence ?? []).map(toEvidence),
  alternatives: (body.alternatives ?? []).map(toAlternative),
  wouldChange: body.wouldChange ?? '',
});

/** Only what is to change. */
export const toChange = (body: ChangeJudgement): Partial<JudgementContent> => ({
  ...omit(body, 'version', 'party', 'evidence', 'alternatives'),
  ...(body.party === undefined ? {} : { party: body.party && toParty(body.party) }),
  ...(body.evidence === undefined ? {} : { evidence: body.evidence.map(toEvidence) }),
  ...(body.alternatives === undefined ? {} : { alternatives: body.alternatives.map(toAlternative) }),
});

/** The words of attribution. */
export const attributionTerms = (): AttributionTermsView => ({
  rungs: RUNGS.map((rung) => ({ ...rung })),
  likelihoods: LIKELIHOODS.map((name) => ({ name, ...LIKELIHOOD_RANGES[name] })),
  confidences: CONFIDENCE_LEVELS.map((level) => ({ level, families: familiesNeeded(level, 2) })),
  families: [...JUDGEMENT_FAMILIES],
  reliability: RELIABILITY_LETTERS.map((grade) => ({ grade, meaning: RELIABILITY_GRADES[grade] })),
  credibility: CREDIBILITY_GRADES.map((meaning, at) => ({ grade: String(at + 1), meaning })),
  alternatives: [...STANDARD_ALTERNATIVES],
});
