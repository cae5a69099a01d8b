import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsObject } from 'class-validator';
import { IntField, NumberField, ObjectField, ObjectListField } from '@app/platform';
import { WireText, WireTextList } from './wire-fields';

/** `class_uid` of a Detection Finding. @see https://schema.ocsf.io/classes/detection_finding */
export const DETECTION_FINDING = 2004;

const SEVERITIES = [0, 1, 2, 3, 4, 5, 6, 99];
// Milliseconds since 1970, to the end of 2099.
const INSTANT = { min: 0, max: 4_102_444_799_999, description: 'Milliseconds since 1970-01-01 UTC.' };
// Exporters of OCSF write null for what they do not know.
const MAY = { optional: true, nullable: true };

const OneOf = (values: number[]): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: 'integer', enum: values }),
    IsIn(values, { message: `$property must be one of: ${values.join(', ')}` }),
  );

/** OCSF `analytic`. */
export class OcsfAnalytic {
  @WireText({ example: 'template-watch' }) name!: string;
  @WireText({ optional: true, max: 100 }) version?: string;
}

/** OCSF `finding_info`. */
export class OcsfFindingInfo {
  @WireText({ max: 400, description: 'The sourceRef of the alert.' }) uid!: string;
  @WireText({ max: 500 }) title!: string;
  @WireText({ optional: true, min: 0, max: 20_000 }) desc?: string;
  @WireTextList({ minItems: 1, maxItems: 20, max: 100, description: 'The first is the type of the alert.' })
  types!: string[];
  @ObjectField(() => OcsfAnalytic) @IsObject() analytic!: OcsfAnalytic;
  @IntField({ ...INSTANT, ...MAY }) first_seen_time?: number;
  @IntField({ ...INSTANT, ...MAY }) last_seen_time?: number;
}

/** OCSF `metadata`; its `labels` become the tags. */
export class OcsfMetadata {
  @WireTextList({ optional: true, max: 100, maxItems: 50 }) labels?: string[];
}

/** OCSF `resource_details`: an affected `account` or `payment_instrument`; other types are passed over. */
export class OcsfResource {
  @WireText({ optional: true, example: 'account' }) type?: string;
  @WireText({ optional: true, example: 'acc_0000001' }) uid?: string;
}

/** OCSF `observable`: an IP address (`type_id` 2), a fingerprint (30), or whatever is named `template`; others are passed over. */
export class OcsfObservable {
  @WireText({ optional: true, example: 'template' }) name?: string;
  @IntField({ min: 0, max: 999 }) type_id!: number;
  @WireText({ optional: true, max: 200 }) value?: string;
}

/**
 * A Detection Finding as far as Docket reads it. The schema has many more members and grows, so unknown ones are
 * passed over, not refused, and are not stored.
 */
export class OcsfFinding {
  @OneOf([DETECTION_FINDING]) class_uid!: number;
  @IntField({ min: 0, max: 99, ...MAY }) activity_id?: number;
  @OneOf(SEVERITIES) severity_id!: number;
  @IntField(INSTANT) time!: number;
  @IntField({ min: 0, max: 99, ...MAY }) status_id?: number;
  @NumberField({ min: 0, max: 100, ...MAY }) confidence_score?: number;
  @ObjectField(() => OcsfMetadata, MAY) @IsObject() metadata?: OcsfMetadata;
  @ObjectField(() => OcsfFindingInfo) @IsObject() finding_info!: OcsfFindingInfo;
  @ObjectListField(() => OcsfResource, { ...MAY, maxItems: 20_000 }) resources?: OcsfResource[];
  @ObjectListField(() => OcsfObservable, { ...MAY, maxItems: 20_000 }) observables?: OcsfObservable[];
}
