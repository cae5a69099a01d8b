import { ApiProperty } from '@nestjs/swagger';
import { UuidListField } from '@app/platform';
import type { AttachedAlert } from '../alerts/case-alerts.service';
import { ExplanationView, toExplanationView } from '../correlation/rules.dto';
import type { FoundViolation } from './case-file.service';

/** Clauses that the case breaches. */
export class AddViolations {
  @UuidListField({ maxItems: 200 }) clauseIds!: string[];
}

/** Alerts to put into the case. */
export class AttachAlerts {
  @UuidListField({ maxItems: 10_000 }) alertIds!: string[];
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

/** What came of putting alerts into a case. */
export class AttachedView {
  @ApiProperty() attached!: number;
  @ApiProperty({ description: 'In the case before.' }) already!: number;
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
  @ApiProperty({
    type: ExplanationView,
    nullable: true,
    description: 'Null when a person put it there; of what a person accepted, why it was proposed.',
  })
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
  explanation: place.explanation && toExplanationView(place.explanation),
  attachedAt: place.attachedAt.toISOString(),
});
