import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, IntField, ObjectListField, omit, PageOf, TextField } from '@app/platform';
import { SUBJECT_KINDS, type SubjectKind } from '@app/alerts';
import type { CorrelationRuleSet } from './rule-set.entity';
import type { Explanation } from './rule-set';
import { OUTCOMES, type Outcome } from './trial';

/** What one kind of subject says when two alerts share a value of it. */
export class CorrelationRuleInput {
  @ChoiceField(SUBJECT_KINDS, { example: 'template' }) kind!: SubjectKind;
  @IntField({ min: 1, max: 100, description: 'For each shared value.', example: 2 }) points!: number;
  @IntField({
    nullable: true,
    min: 2,
    max: 1_000,
    description:
      'A value that more alerts than this hold says nothing; null, never, only where one value attaches at any time.',
    example: 200,
  })
  commonAbove!: number | null;
  @IntField({
    nullable: true,
    min: 0,
    max: 3_650,
    description: 'The most days between what two alerts report that share a value; null, any number.',
    example: 30,
  })
  windowDays!: number | null;
}

/** Rules to try out. */
export class TryRules {
  @ObjectListField(() => CorrelationRuleInput, {
    minItems: 1,
    maxItems: SUBJECT_KINDS.length,
    description: 'Each kind once at most; one that is not there says nothing.',
  })
  rules!: CorrelationRuleInput[];
  @IntField({ min: 1, max: 1_000, description: 'So many points link two alerts.', example: 5 })
  attachAt!: number;
  @IntField({
    min: 1,
    max: 1_000,
    description:
      'So many points with an alert of a case make a proposal; as many as `attachAt`: nothing is proposed.',
    example: 3,
  })
  proposeAt!: number;
}

/** Rules to try out on the alerts that arrived last. */
export class TrialOfRules extends TryRules {
  @IntField({ optional: true, min: 1, max: 500, description: 'How many alerts; 200 unless said.' })
  alerts?: number;
}

/** The next version of the rules. */
export class WriteRules extends TryRules {
  @IntField({
    optional: true,
    min: 1,
    max: 1_000_000,
    description: 'The version that you read, unless `If-Match` says it.',
    example: 1,
  })
  version?: number;
  @TextField({ max: 2_000, description: 'Why.', example: 'Templates of one vendor linked strangers.' })
  reason!: string;
}

/** A version of the rules by which alerts find their case. */
export class RuleSetView {
  @ApiProperty({ type: 'integer' }) version!: number;
  @ApiProperty({ type: [CorrelationRuleInput] }) rules!: CorrelationRuleInput[];
  @ApiProperty({ type: 'integer' }) attachAt!: number;
  @ApiProperty({ type: 'integer' }) proposeAt!: number;
  @ApiProperty() reason!: string;
  @ApiProperty() writtenByName!: string;
  @ApiProperty({ format: 'date-time' }) writtenAt!: string;
}

/** Versions of the rules, the latest first, and the one in force whatever the page. */
export class RuleSetsView extends PageOf(RuleSetView) {
  @ApiProperty({ type: RuleSetView }) inForce!: RuleSetView;
}

/** How many alerts of a trial come to what. */
export class OutcomeCountsView {
  @ApiProperty({ type: 'integer', description: 'Linked to a case or to another alert.' }) attached!: number;
  @ApiProperty({ type: 'integer' }) proposed!: number;
  @ApiProperty({ type: 'integer' }) leftAlone!: number;
}

/** An alert with which other rules would do something else. */
export class ChangedOutcomeView {
  @ApiProperty({ format: 'uuid' }) alertId!: string;
  @ApiProperty({ enum: OUTCOMES }) inForce!: Outcome;
  @ApiProperty({ enum: OUTCOMES }) tried!: Outcome;
}

/** What rules would do with the alerts that arrived last, each as if it arrived now. */
export class TrialView {
  @ApiProperty({ type: 'integer', description: 'Of the rules in force.' }) version!: number;
  @ApiProperty({ type: 'integer', description: 'How many alerts it was tried on.' }) alerts!: number;
  @ApiProperty({ type: OutcomeCountsView }) inForce!: OutcomeCountsView;
  @ApiProperty({ type: OutcomeCountsView }) tried!: OutcomeCountsView;
  @ApiProperty({ type: 'integer', description: 'Alerts with another outcome.' }) changed!: number;
  @ApiProperty({ type: [ChangedOutcomeView], description: 'Twenty of them at most.' })
  examples!: ChangedOutcomeView[];
}

/** What an alert has in common with others, for one kind of subject. */
export class SharedView {
  @ApiProperty({ example: 'instrument' }) kind!: string;
  @ApiProperty({ description: 'How many values.' }) count!: number;
  @ApiProperty({ type: [String], description: 'The first of them.' }) examples!: string[];
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'What they are worth; null in what was decided before rules had versions.',
  })
  points!: number | null;
}

/** Why correlation put an alert into its case, or proposes it. */
export class ExplanationView {
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Version of the rules by which it was decided; null before rules had versions.',
  })
  rules!: number | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'What all of it is worth.' })
  points!: number | null;
  @ApiProperty({ type: [SharedView] }) shared!: SharedView[];
}

/** Shows a version. */
export const toRuleSetView = (set: CorrelationRuleSet): RuleSetView => ({
  ...omit(set, 'writtenBy'),
  writtenAt: set.writtenAt.toISOString(),
});

/** Shows why. */
export const toExplanationView = ({ rules, points, shared }: Explanation): ExplanationView => ({
  rules: rules ?? null,
  points: points ?? null,
  shared: shared.map((one) => ({ ...one, points: one.points ?? null })),
});
