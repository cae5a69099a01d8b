import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  BoolField,
  ChoiceField,
  IntField,
  ObjectField,
  PageQuery,
  ProblemView,
  TextField,
  TextListField,
  UuidField,
  UuidListField,
  ValuesField,
  WhoField,
} from '@app/platform';
import { TLP_LABELS, type Tlp } from '@app/alerts';
import type { Case } from './case.entity';
import type { FieldValue } from './fields/field-value';
import { CASE_SORTS, type CaseSort } from './cases.queries';
import { allowedMoves, type CasePhase, type CaseStage, PHASE_NAMES, STAGE_NAMES } from './case-stage';
import {
  CASE_KINDS,
  type CaseKind,
  type Impact,
  IMPACTS,
  PAP,
  type Pap,
  type Resolution,
  RESOLUTIONS,
} from './case-terms';

/** A case to file. */
export class OpenCase {
  @ChoiceField(CASE_KINDS, { example: 'distillation' }) kind!: CaseKind;
  @TextField({ max: 300, example: 'Coordinated extraction of agentic coding' }) title!: string;
  @TextField({ optional: true, min: 0, max: 20_000, example: 'Accounts that share payment instruments.' })
  summary?: string;
  @IntField({ min: 1, max: 4, description: '1 low to 4 critical.', example: 3 }) severity!: number;
  @ChoiceField(TLP_LABELS, {
    optional: true,
    description: 'Traffic Light Protocol 2.0; AMBER unless said.',
    example: 'AMBER',
  })
  tlp?: Tlp;
  @ChoiceField(PAP, {
    optional: true,
    description: 'Permissible Actions Protocol; AMBER unless said.',
    example: 'AMBER',
  })
  pap?: Pap;
  @UuidField({ optional: true, description: 'Who answers for the case.' }) ownerId?: string;
  @UuidField({ optional: true, description: 'The team whose case it is.' }) teamId?: string;
  @TextListField({ optional: true, max: 60, maxItems: 50, example: ['reseller network'] }) tags?: string[];
  @ValuesField({ optional: true, description: 'Custom fields by key.', example: {} })
  customFields?: Record<string, FieldValue>;
  @BoolField({ optional: true, description: 'Whether the playbook of its kind is applied; yes unless said.' })
  playbook?: boolean;
}

/** What to change of a case. */
export class ChangeCase {
  @IntField({
    min: 1,
    max: 2_147_483_647,
    optional: true,
    description: 'The version that you read, unless `If-Match` says it.',
    example: 1,
  })
  version?: number;
  @ChoiceField(CASE_KINDS, { optional: true, example: 'distillation' }) kind?: CaseKind;
  @TextField({ optional: true, max: 300, example: 'Coordinated extraction of agentic coding' })
  title?: string;
  @TextField({ optional: true, min: 0, max: 20_000, example: 'Accounts that share payment instruments.' })
  summary?: string;
  @IntField({ min: 1, max: 4, optional: true, example: 4 }) severity?: number;
  @ChoiceField(TLP_LABELS, { optional: true, example: 'RED' }) tlp?: Tlp;
  @ChoiceField(PAP, { optional: true, example: 'AMBER' }) pap?: Pap;
  @UuidField({ optional: true, nullable: true, description: 'Null takes the owner away.' }) ownerId?:
    string | null;
  @UuidField({ optional: true, nullable: true, description: 'Null takes the team away.' }) teamId?:
    string | null;
  @TextListField({ optional: true, max: 60, maxItems: 50, description: 'All tags; kept in lower case.' })
  tags?: string[];
  @ValuesField({
    optional: true,
    description: 'Custom fields by key; null takes a value away, what is not named stays.',
    example: {},
  })
  customFields?: Record<string, FieldValue | null>;
  @TextField({ optional: true, max: 2_000, description: 'Why; needed to make TLP or PAP less restrictive.' })
  reason?: string;
}

/** Where to move a case; closing carries the outcome. */
export class MoveCase {
  @ChoiceField(STAGE_NAMES, { optional: true, example: 'Closed' }) stage?: CaseStage;
  @ChoiceField(PHASE_NAMES, { optional: true, example: 'Investigation' }) phase?: CasePhase;
  @ChoiceField(RESOLUTIONS, { optional: true, example: 'TruePositive' }) resolution?: Resolution;
  @ChoiceField(IMPACTS, { optional: true, example: 'WithImpact' }) impact?: Impact;
  @TextField({ optional: true, max: 20_000, example: 'Accounts banned, letter sent.' }) summary?: string;
  @TextField({
    optional: true,
    max: 2_000,
    description: 'Why it is closed although mandatory tasks are open or required fields have no value.',
  })
  forceReason?: string;
}

/** The person to make a member. */
export class BulkMember {
  @UuidField() userId!: string;
  @TextField({ max: 200, example: 'Reviews the attribution' }) part!: string;
}

/** What to do to many cases. */
export class BulkEditCases {
  @UuidListField({ maxItems: 1_000 }) ids!: string[];
  @IntField({ min: 1, max: 4, optional: true, example: 4 }) severity?: number;
  @ChoiceField(TLP_LABELS, { optional: true, example: 'RED' }) tlp?: Tlp;
  @ChoiceField(PAP, { optional: true, example: 'AMBER' }) pap?: Pap;
  @UuidField({ optional: true, nullable: true }) ownerId?: string | null;
  @UuidField({ optional: true, nullable: true }) teamId?: string | null;
  @TextListField({ optional: true, max: 60, maxItems: 50 }) addTags?: string[];
  @TextListField({ optional: true, max: 60, maxItems: 50 }) removeTags?: string[];
  @ObjectField(() => MoveCase, { optional: true, description: 'As of one case.' }) move?: MoveCase;
  @ObjectField(() => BulkMember, { optional: true }) member?: BulkMember;
  @TextField({ optional: true, max: 2_000, description: 'Why; needed to make TLP or PAP less restrictive.' })
  reason?: string;
}

/** What came of one case. */
export class CaseBulkResultView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiPropertyOptional({ description: 'Its version now.' }) version?: number;
  @ApiPropertyOptional({ type: ProblemView, description: 'Why it stayed as it was.' }) problem?: ProblemView;
}

/** The case that another one goes into. */
export class MergeCase {
  @UuidField({ description: 'The case that survives.' }) intoId!: string;
  @TextField({ optional: true, max: 2_000, example: 'One network, found twice.' }) reason?: string;
}

/** Which cases to list. */
export class CasesQuery extends PageQuery {
  @ChoiceField(STAGE_NAMES, { optional: true }) stage?: CaseStage;
  @ChoiceField(PHASE_NAMES, { optional: true }) phase?: CasePhase;
  @ChoiceField(CASE_KINDS, { optional: true }) kind?: CaseKind;
  @IntField({ optional: true, min: 1, max: 4 }) severity?: number;
  @WhoField() owner?: string;
  @UuidField({ optional: true }) teamId?: string;
  @TextField({ optional: true, max: 60 }) tag?: string;
  @ChoiceField(CASE_SORTS, { optional: true, description: 'Highest first; `newest` unless said.' })
  sort?: CaseSort;
}

/** A task that the case waits for. */
export class OwedTaskView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() title!: string;
}

/** What a case still needs before it can close. */
export class OwedView {
  @ApiProperty({ type: [OwedTaskView], description: 'Mandatory tasks that are open, in their order.' })
  tasks!: OwedTaskView[];
  @ApiProperty({ type: [String], description: 'Keys of required custom fields without a value.' })
  fields!: string[];
}

/** Where a case may go next. */
export class AllowedMovesView {
  @ApiProperty({ enum: STAGE_NAMES, isArray: true }) stages!: CaseStage[];
  @ApiProperty({ enum: PHASE_NAMES, isArray: true }) phases!: CasePhase[];
}

/** A case as it is shown. */
export class CaseView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ description: 'Rising; people call the case by it.', example: 1 }) number!: number;
  @ApiProperty({ enum: CASE_KINDS }) kind!: CaseKind;
  @ApiProperty() title!: string;
  @ApiProperty() summary!: string;
  @ApiProperty({ minimum: 1, maximum: 4 }) severity!: number;
  @ApiProperty({ enum: TLP_LABELS }) tlp!: Tlp;
  @ApiProperty({ enum: PAP }) pap!: Pap;
  @ApiProperty({ enum: STAGE_NAMES }) stage!: CaseStage;
  @ApiProperty({ enum: PHASE_NAMES }) phase!: CasePhase;
  @ApiProperty({ format: 'uuid', type: String, nullable: true }) ownerId!: string | null;
  @ApiProperty({ format: 'uuid', type: String, nullable: true }) teamId!: string | null;
  @ApiProperty({ type: [String] }) tags!: string[];
  @ApiProperty({ type: 'object', additionalProperties: true }) customFields!: Record<string, FieldValue>;
  @ApiProperty({ enum: RESOLUTIONS, type: String, nullable: true }) resolution!: Resolution | null;
  @ApiProperty({ enum: IMPACTS, type: String, nullable: true }) impact!: Impact | null;
  @ApiProperty({ enum: ['staff', 'correlation'] }) origin!: string;
  @ApiProperty({
    format: 'uuid',
    type: String,
    nullable: true,
    description: 'The case that this one went into.',
  })
  mergedIntoId!: string | null;
  @ApiProperty({ format: 'date-time' }) openedAt!: string;
  @ApiProperty({
    format: 'date-time',
    type: String,
    nullable: true,
    description: 'When the incident itself began, as far as the dates of the case say.',
  })
  occurredAt!: string | null;
  @ApiProperty({
    format: 'date-time',
    type: String,
    nullable: true,
    description: 'First entry into InProgress.',
  })
  inProgressAt!: string | null;
  @ApiProperty({ format: 'date-time', type: String, nullable: true, description: 'First entry into OnHold.' })
  onHoldAt!: string | null;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) closedAt!: string | null;
  @ApiProperty({ format: 'date-time', type: String, nullable: true, description: 'First closing.' })
  firstClosedAt!: string | null;
  @ApiProperty({ format: 'date-time' }) updatedAt!: string;
  @ApiProperty({ description: 'Send it back with a change.' }) version!: number;
  @ApiProperty({ description: 'Whether it is worked on: a closed or merged case takes nothing in.' })
  isOpen!: boolean;
  @ApiProperty({ type: AllowedMovesView }) allowed!: AllowedMovesView;
}

/** Shows a case. */
export const toCaseView = (of: Case): CaseView => ({
  id: of.id,
  number: of.number,
  kind: of.kind,
  title: of.title,
  summary: of.summary,
  severity: of.severity,
  tlp: of.tlp,
  pap: of.pap,
  stage: of.stage,
  phase: of.phase,
  ownerId: of.ownerId,
  teamId: of.teamId,
  tags: of.tags,
  customFields: of.customFields,
  resolution: of.resolution,
  impact: of.impact,
  origin: of.origin,
  mergedIntoId: of.mergedIntoId,
  openedAt: of.openedAt.toISOString(),
  occurredAt: of.occurredAt?.toISOString() ?? null,
  inProgressAt: of.inProgressAt?.toISOString() ?? null,
  onHoldAt: of.onHoldAt?.toISOString() ?? null,
  closedAt: of.closedAt?.toISOString() ?? null,
  firstClosedAt: of.firstClosedAt?.toISOString() ?? null,
  updatedAt: of.updatedAt.toISOString(),
  version: of.version,
  isOpen: of.isOpen,
  allowed: allowedMoves(of),
});
