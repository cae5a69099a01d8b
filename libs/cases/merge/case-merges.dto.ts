import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ProblemView, TextField, UuidListField } from '@app/platform';
import { TLP_LABELS, type Tlp } from '@app/alerts';
import { PAP, type Pap } from '../case-terms';
import type { FieldValue } from '../fields/field-value';
import type { ListedMerge } from './case-merge.service';
import type { CopiedKind, CopyCount, MergeCounts, ReturnCount, UndoOutcome } from './merge-outcome';

/** The most cases that go into another in one call. */
export const MAX_MERGED_AT_ONCE = 20;

/** Cases that are to become part of another. */
export class MergeCases {
  @UuidListField({ maxItems: MAX_MERGED_AT_ONCE }) fromIds!: string[];
  @TextField({ optional: true, max: 2_000, example: 'One network, found twice.' }) reason?: string;
}

/** What came of one case that was to be merged. */
export class MergeResultView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiPropertyOptional({ format: 'uuid', type: String, nullable: true, description: 'The merge.' })
  mergeId?: string | null;
  @ApiPropertyOptional({ type: ProblemView, description: 'Why it stayed as it was.' }) problem?: ProblemView;
}

/** Why a merge is undone. */
export class UndoMerge {
  @TextField({ max: 2_000, example: 'Two networks after all.' }) reason!: string;
}

/** Copies of one kind that a merge brought. */
export class CopyCountView implements CopyCount {
  @ApiProperty({ description: 'What the survivor did not have.' }) added!: number;
  @ApiProperty({ description: 'What both had.' }) both!: number;
}

/** Copies of one kind when a merge was undone. */
export class ReturnCountView implements ReturnCount {
  @ApiProperty({ description: 'Out of the survivor.' }) removed!: number;
  @ApiProperty({ description: 'As they were before.' }) restored!: number;
  @ApiProperty({ description: 'In the survivor, which or another merged case holds them too.' })
  kept!: number;
  @ApiProperty({ description: 'In the survivor, as somebody changed them since.' }) changed!: number;
  @ApiProperty({ description: 'Of those changed, with the later verdict in the reopened case too.' })
  carried!: number;
}

/** Copies that a merge brought, by kind. */
export class CopiedView implements Record<CopiedKind, CopyCount> {
  @ApiProperty({ type: CopyCountView }) account!: CopyCountView;
  @ApiProperty({ type: CopyCountView, description: 'Further sources of accounts.' }) source!: CopyCountView;
  @ApiProperty({ type: CopyCountView }) key!: CopyCountView;
  @ApiProperty({ type: CopyCountView }) entity!: CopyCountView;
  @ApiProperty({ type: CopyCountView }) violation!: CopyCountView;
  @ApiProperty({ type: CopyCountView }) member!: CopyCountView;
  @ApiProperty({ type: CopyCountView }) playbook!: CopyCountView;
}

/** Copies when a merge was undone, by kind. */
export class ReturnedView implements Record<CopiedKind, ReturnCount> {
  @ApiProperty({ type: ReturnCountView }) account!: ReturnCountView;
  @ApiProperty({ type: ReturnCountView, description: 'Further sources of accounts.' })
  source!: ReturnCountView;
  @ApiProperty({ type: ReturnCountView }) key!: ReturnCountView;
  @ApiProperty({ type: ReturnCountView }) entity!: ReturnCountView;
  @ApiProperty({ type: ReturnCountView }) violation!: ReturnCountView;
  @ApiProperty({ type: ReturnCountView }) member!: ReturnCountView;
  @ApiProperty({ type: ReturnCountView }) playbook!: ReturnCountView;
}

/** What a merge brought into the survivor. */
export class MergeCountsView implements MergeCounts {
  @ApiProperty() alerts!: number;
  @ApiProperty() tasks!: number;
  @ApiProperty({ description: 'Untouched tasks of a playbook that both had; they stay in the merged case.' })
  tasksLeft!: number;
  @ApiProperty() links!: number;
  @ApiProperty({
    description: 'Links that would lead to the survivor itself, repeat another or close a circle.',
  })
  linksRetracted!: number;
  @ApiProperty({ description: 'Accounts and keys with two verdicts, of which the later counts.' })
  verdictsDiffered!: number;
  @ApiProperty({ type: CopiedView }) copied!: CopiedView;
}

/** What an undo gave back, and what stayed. */
export class UndoOutcomeView implements UndoOutcome {
  @ApiProperty({ description: 'Back in the reopened case.' }) alerts!: number;
  @ApiProperty({ description: 'Left the survivor before the undo; they stay where they are.' })
  alertsGone!: number;
  @ApiProperty({ description: 'Back in the reopened case, with all that was done on them.' }) tasks!: number;
  @ApiProperty({
    description: 'Dependencies between a task that went back and one that stayed; they are gone.',
  })
  dependenciesCut!: number;
  @ApiProperty() links!: number;
  @ApiProperty({
    type: [String],
    description: 'Labels and custom fields of the survivor that somebody changed since; they stay.',
    example: ['tlp', 'customFields.loss'],
  })
  labelsKept!: string[];
  @ApiProperty({ type: ReturnedView }) copied!: ReturnedView;
}

/** What the merged case had of labels when it was merged. */
export class MergedLabelsView {
  @ApiProperty({ minimum: 1, maximum: 4 }) severity!: number;
  @ApiProperty({ enum: TLP_LABELS }) tlp!: Tlp;
  @ApiProperty({ enum: PAP }) pap!: Pap;
  @ApiProperty({ type: [String] }) tags!: string[];
  @ApiProperty({ type: 'object', additionalProperties: true }) customFields!: Record<string, FieldValue>;
}

/** What the survivor did not take over. */
export class LeftOutView {
  @ApiProperty({ type: [String], description: 'Beyond the number of tags that a case can have.' })
  tags!: string[];
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'Values of custom fields for which the survivor has another.',
  })
  customFields!: Record<string, FieldValue>;
}

/** That a merge was undone. */
export class UndoView {
  @ApiProperty() byName!: string;
  @ApiProperty({ format: 'date-time' }) at!: string;
  @ApiProperty() reason!: string;
  @ApiProperty({ type: UndoOutcomeView }) outcome!: UndoOutcomeView;
}

/** A merge of one case into another. */
export class MergeView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) fromId!: string;
  @ApiProperty() fromNumber!: number;
  @ApiProperty({ format: 'uuid' }) intoId!: string;
  @ApiProperty() intoNumber!: number;
  @ApiProperty() byName!: string;
  @ApiProperty({ format: 'date-time' }) at!: string;
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
  @ApiProperty({ type: MergedLabelsView, description: 'Of the merged case.' }) gave!: MergedLabelsView;
  @ApiProperty({
    type: MergedLabelsView,
    description: 'Of the survivor, less what merges undone since gave it.',
  })
  intoBefore!: MergedLabelsView;
  @ApiProperty({ type: LeftOutView }) leftOut!: LeftOutView;
  @ApiProperty({ type: MergeCountsView }) counts!: MergeCountsView;
  @ApiProperty({ type: UndoView, nullable: true }) undone!: UndoView | null;
}

/** Shows a merge. */
export const toMergeView = ({ merge, fromNumber, intoNumber }: ListedMerge): MergeView => ({
  id: merge.id,
  fromId: merge.fromId,
  fromNumber,
  intoId: merge.intoId,
  intoNumber,
  byName: merge.mergedByName,
  at: merge.mergedAt.toISOString(),
  reason: merge.reason,
  gave: merge.gave,
  intoBefore: merge.intoBefore,
  leftOut: merge.leftOut,
  counts: merge.counts,
  undone: merge.undoneAt && {
    byName: merge.undoneByName!,
    at: merge.undoneAt.toISOString(),
    reason: merge.undoneReason!,
    outcome: merge.undoneOutcome!,
  },
});
