import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ChoiceField, ChoiceListField, InstantField, PageQuery, TextField } from '@app/platform';
import { PRECISIONS, type Precision } from '../dates/case-date.entity';
import {
  TIMELINE_KINDS,
  TIMELINE_ORDERS,
  type TimelineEntry,
  type TimelineKind,
  type TimelineOrder,
} from './timeline.queries';

/** Which entries of a timeline to list, and in which order. */
export class TimelineQuery extends PageQuery {
  @ChoiceListField(TIMELINE_KINDS, {
    optional: true,
    description: 'All unless said; may be said several times.',
  })
  // One value of a query comes as itself, several as a list.
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? [value] : value))
  kinds?: TimelineKind[];
  @TextField({ optional: true, description: 'Id of the person, detector or job that did it.' })
  actor?: string;
  @InstantField({ optional: true, description: 'What was so then or later.' }) occurredFrom?: string;
  @InstantField({ optional: true, description: 'What was so before then.' }) occurredTo?: string;
  @InstantField({ optional: true, description: 'What was recorded then or later.' }) recordedFrom?: string;
  @InstantField({ optional: true, description: 'What was recorded before then.' }) recordedTo?: string;
  @ChoiceField(TIMELINE_ORDERS, {
    optional: true,
    description: 'By when it was recorded (unless said), or by when it was so.',
  })
  readonly order: TimelineOrder = 'recorded';
  @ChoiceField(['desc', 'asc'], { optional: true, description: 'Latest first unless said.' })
  readonly direction: 'desc' | 'asc' = 'desc';
}

/** Who did something. */
export class TimelineActorView {
  @ApiProperty({ enum: ['user', 'detector', 'system'] }) kind!: string;
  @ApiProperty() id!: string;
  @ApiProperty() name!: string;
}

/** One thing of a case's timeline. */
export class TimelineEntryView {
  @ApiProperty({ enum: TIMELINE_KINDS }) kind!: TimelineKind;
  @ApiProperty({ description: 'Of the audit event, alert, date or note.', example: '4711' }) id!: string;
  @ApiProperty({
    format: 'date-time',
    description: 'When it was so; a civil date from its beginning in `zone`.',
  })
  occurredAt!: string;
  @ApiProperty({
    format: 'date-time',
    type: String,
    nullable: true,
    description: 'Last instant of what lasted.',
  })
  occurredTo!: string | null;
  @ApiProperty({ enum: PRECISIONS, description: 'How exactly the time is known.' }) precision!: Precision;
  @ApiProperty({ type: String, nullable: true, description: 'Zone in which the time is stated.' })
  zone!: string | null;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  @ApiProperty({ type: TimelineActorView }) actor!: TimelineActorView;
  @ApiProperty({ example: 'case.accounts_added' }) action!: string;
  @ApiProperty({ example: 'case' }) subjectKind!: string;
  @ApiProperty() subjectId!: string;
  @ApiProperty({
    format: 'uuid',
    description: 'The case that it belongs to: this one, or one merged into it.',
  })
  caseId!: string;
  @ApiProperty({ type: 'object', additionalProperties: true }) details!: Record<string, unknown>;
}

/** Shows an entry of a timeline. */
export const toTimelineEntryView = (entry: TimelineEntry): TimelineEntryView => ({
  kind: entry.kind,
  id: entry.id,
  occurredAt: entry.occurredAt.toISOString(),
  occurredTo: entry.occurredTo?.toISOString() ?? null,
  precision: entry.precision as Precision,
  zone: entry.zone,
  recordedAt: entry.recordedAt.toISOString(),
  actor: { kind: entry.actorKind, id: entry.actorId, name: entry.actorName },
  action: entry.action,
  subjectKind: entry.subjectKind,
  subjectId: entry.subjectId,
  caseId: entry.caseId,
  details: entry.details,
});
