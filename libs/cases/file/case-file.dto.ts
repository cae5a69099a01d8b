import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, PageQuery, UuidListField } from '@app/platform';
import type { AttachedAlert } from '../alerts/case-alerts.service';
import type { ListedEntity, TimelineEntry } from './case-file.queries';
import type { FoundViolation } from './case-file.service';
import { ENTITY_KINDS, type EntityKind } from '../case-terms';

/** Clauses that the case breaches. */
export class AddViolations {
  @UuidListField({ maxItems: 200 }) clauseIds!: string[];
}

/** Alerts to put into the case. */
export class AttachAlerts {
  @UuidListField({ maxItems: 10_000 }) alertIds!: string[];
}

/** Which entities to list. */
export class EntitiesQuery extends PageQuery {
  @ChoiceField(ENTITY_KINDS, { optional: true }) kind?: EntityKind;
}

/** A breach of a clause. */
export class ViolationView {
  @ApiProperty({ format: 'uuid' }) clauseId!: string;
  @ApiProperty({ example: 'D.4' }) code!: string;
  @ApiProperty() title!: string;
  @ApiProperty() violationType!: string;
  @ApiProperty() foundBy!: string;
  @ApiProperty() foundByName!: string;
  @ApiProperty({ format: 'date-time' }) foundAt!: string;
}

/** Who did something. */
export class TimelineActorView {
  @ApiProperty({ enum: ['user', 'detector', 'system'] }) kind!: string;
  @ApiProperty() id!: string;
  @ApiProperty() name!: string;
}

/** One act on a case. */
export class TimelineEntryView {
  @ApiProperty({ description: 'Of the audit event.', example: '4711' }) id!: string;
  @ApiProperty({ format: 'date-time' }) at!: string;
  @ApiProperty({ type: TimelineActorView }) actor!: TimelineActorView;
  @ApiProperty({ example: 'case.accounts_added' }) action!: string;
  @ApiProperty({ example: 'case' }) subjectKind!: string;
  @ApiProperty() subjectId!: string;
  @ApiProperty({
    format: 'uuid',
    description: 'The case that it was done in: this one, or one merged into it.',
  })
  caseId!: string;
  @ApiProperty({ type: 'object', additionalProperties: true }) details!: Record<string, unknown>;
}

/** A thing other than an account that the case is about. */
export class EntityView {
  @ApiProperty({ enum: ENTITY_KINDS }) kind!: EntityKind;
  @ApiProperty() value!: string;
  @ApiProperty({ format: 'date-time' }) addedAt!: string;
  @ApiProperty({ description: 'In how many other cases it appears.' }) otherCases!: number;
}

/** What came of putting alerts into a case. */
export class AttachedView {
  @ApiProperty() attached!: number;
  @ApiProperty({ description: 'In the case before.' }) already!: number;
}

/** What an alert has in common with others of its case, for one kind of subject. */
export class SharedView {
  @ApiProperty({ example: 'instrument' }) kind!: string;
  @ApiProperty({ description: 'How many values.' }) count!: number;
  @ApiProperty({ type: [String], description: 'The first of them.' }) examples!: string[];
}

/** Why correlation put an alert into its case. */
export class ExplanationView {
  @ApiProperty({ type: [SharedView] }) shared!: SharedView[];
}

/** An alert of a case. */
export class CaseAlertView {
  @ApiProperty({ format: 'uuid' }) alertId!: string;
  @ApiProperty({ format: 'uuid' }) detectorId!: string;
  @ApiProperty({ example: 'distillation.payment_graph' }) type!: string;
  @ApiProperty() title!: string;
  @ApiProperty({ minimum: 1, maximum: 4 }) severity!: number;
  @ApiProperty({ format: 'date-time' }) occurredFrom!: string;
  @ApiProperty({ format: 'date-time' }) occurredTo!: string;
  @ApiProperty({ enum: ['staff', 'correlation'] }) source!: string;
  @ApiProperty({ type: ExplanationView, nullable: true, description: 'Null when a person put it there.' })
  explanation!: ExplanationView | null;
  @ApiProperty({ format: 'date-time' }) attachedAt!: string;
}

/** Shows a breach. */
export const toViolationView = ({ violation, clause, foundByName }: FoundViolation): ViolationView => ({
  clauseId: clause.id,
  code: clause.code,
  title: clause.title,
  violationType: clause.violationType,
  foundBy: violation.foundBy,
  foundByName,
  foundAt: violation.foundAt.toISOString(),
});

/** Shows an act. */
export const toTimelineEntryView = (entry: TimelineEntry): TimelineEntryView => ({
  id: entry.id,
  at: entry.at.toISOString(),
  actor: { kind: entry.actorKind, id: entry.actorId, name: entry.actorName },
  action: entry.action,
  subjectKind: entry.subjectKind,
  subjectId: entry.subjectId,
  caseId: entry.caseId,
  details: entry.details,
});

/** Shows an entity. */
export const toEntityView = (entity: ListedEntity): EntityView => ({
  ...entity,
  addedAt: entity.addedAt.toISOString(),
});

/** Shows an alert of a case. */
export const toCaseAlertView = ({ alert, place }: AttachedAlert): CaseAlertView => ({
  alertId: alert.id,
  detectorId: alert.detectorId,
  type: alert.type,
  title: alert.title,
  severity: alert.severity,
  occurredFrom: alert.occurredFrom.toISOString(),
  occurredTo: alert.occurredTo.toISOString(),
  source: place.source,
  explanation: place.explanation,
  attachedAt: place.attachedAt.toISOString(),
});
