import { ApiProperty } from '@nestjs/swagger';
import {
  ChoiceField,
  FlagField,
  InstantField,
  IntField,
  ObjectField,
  PageQuery,
  TextField,
  UuidField,
} from '@app/platform';
import { SUBJECT_KINDS, type SubjectKind } from '../alert-content';
import { SubjectView } from '../alerts.dto';
import { LONGEST_MUTE_DAYS } from './muting-rule.entity';
import { type CountedRule, type NewMutingRule, RULE_ACTS, type RuleAct } from './muting-rules.service';

/** One thing that a muted alert is about. */
export class MutedSubject {
  @ChoiceField(SUBJECT_KINDS) kind!: SubjectKind;
  @TextField({ example: 'pi_0000001' }) value!: string;
}

/** A muting rule to make; an alert must meet all that is said, and something must be said. */
export class CreateMutingRule {
  @UuidField({ optional: true }) detectorId?: string;
  @TextField({ optional: true, max: 100, example: 'billing.shared-instrument' }) type?: string;
  @ObjectField(() => MutedSubject, { optional: true }) subject?: MutedSubject;
  @TextField({ max: 2_000, example: 'Known test accounts of a partner, until their trial ends.' })
  reason!: string;
  @InstantField({ description: `Within ${LONGEST_MUTE_DAYS} days.` }) expiresAt!: string;
}

/** What a body says of a rule. */
export const toNewRule = ({ subject, expiresAt, ...rule }: CreateMutingRule): NewMutingRule => ({
  ...rule,
  ...(subject ? { subjectKind: subject.kind, subjectValue: subject.value } : {}),
  expiresAt: new Date(expiresAt),
});

/** Which rules to list. */
export class MutingRulesQuery extends PageQuery {
  @FlagField({ description: 'Only those that still mute.' }) standing?: boolean;
}

/** One portion of what a rule muted. */
export class Unmute {
  @IntField({ optional: true, min: 1, max: 1_000, description: 'How many alerts at most; 500 unless said.' })
  limit?: number;
}

/** What became of a portion. */
export class UnmutedView {
  @ApiProperty({ type: 'integer' }) unmuted!: number;
  @ApiProperty({ description: 'There may be more; send it again.' }) remaining!: boolean;
}

/** A muting rule, as answered. */
export class MutingRuleView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid', type: String, nullable: true }) detectorId!: string | null;
  @ApiProperty({ type: String, nullable: true }) type!: string | null;
  @ApiProperty({ type: SubjectView, nullable: true }) subject!: SubjectView | null;
  @ApiProperty() reason!: string;
  @ApiProperty({ description: 'Id of the person.' }) createdBy!: string;
  @ApiProperty() createdByName!: string;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ format: 'date-time' }) expiresAt!: string;
  @ApiProperty({ type: String, nullable: true }) endedBy!: string | null;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) endedAt!: string | null;
  @ApiProperty({ type: 'integer', description: 'Alerts that it muted since it was made.' }) muted!: number;
  @ApiProperty({ type: 'integer', description: 'Of these, brought back to the inbox.' }) unmuted!: number;
  @ApiProperty({
    format: 'date-time',
    type: String,
    nullable: true,
    description: 'Arrival of the latest alert that is muted still.',
  })
  lastMutedAt!: string | null;
  @ApiProperty({ enum: RULE_ACTS, isArray: true, description: 'What a person may do with it now.' })
  allowed!: RuleAct[];
}

/** A rule as the api answers it. */
export const toMutingRuleView = (rule: CountedRule): MutingRuleView => ({
  id: rule.id,
  detectorId: rule.detectorId,
  type: rule.type,
  subject:
    rule.subjectKind === null || rule.subjectValue === null
      ? null
      : { kind: rule.subjectKind, value: rule.subjectValue },
  reason: rule.reason,
  createdBy: rule.createdBy,
  createdByName: rule.createdByName,
  createdAt: rule.createdAt.toISOString(),
  expiresAt: rule.expiresAt.toISOString(),
  endedBy: rule.endedBy,
  endedAt: rule.endedAt?.toISOString() ?? null,
  muted: rule.muted + rule.unmuted,
  unmuted: rule.unmuted,
  lastMutedAt: rule.lastAt?.toISOString() ?? null,
  allowed: rule.allowed,
});
