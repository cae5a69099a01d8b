import { WireChoice, WireNumber, WireObject, WireObjectList, WireText, WireTextList } from './wire-fields';

/** `class_uid` of a Detection Finding. @see https://schema.ocsf.io/classes/detection_finding */
export const DETECTION_FINDING = 2004;
/** `class_uid` of an Incident Finding. @see https://schema.ocsf.io/classes/incident_finding */
export const INCIDENT_FINDING = 2005;

const SEVERITIES = [0, 1, 2, 3, 4, 5, 6, 99];
// Milliseconds, from 2000 to the end of 2099: seconds taken for milliseconds end up in January 1970.
const INSTANT = {
  type: 'integer',
  min: 946_684_800_000,
  max: 4_102_444_799_999,
  description: 'Milliseconds since 1970-01-01 UTC.',
} as const;
// Exporters of OCSF write null for what they do not know.
const MAY = { optional: true };
const ID = { type: 'integer', min: 0, max: 99 } as const;

/** OCSF `analytic`. */
export class OcsfAnalytic {
  @WireText({ example: 'template-watch' }) name!: string;
  @WireText({ ...MAY, max: 100 }) version?: string | null;
}

/** OCSF `finding_info` of a Detection Finding. */
export class OcsfFindingInfo {
  @WireText({ max: 400, description: 'The sourceRef of the alert.' }) uid!: string;
  @WireText({ max: 500 }) title!: string;
  @WireText({ ...MAY, min: 0, max: 20_000 }) desc?: string | null;
  @WireTextList({ minItems: 1, maxItems: 20, max: 100, description: 'The first is the type of the alert.' })
  types!: string[];
  @WireObject(() => OcsfAnalytic) analytic!: OcsfAnalytic;
  @WireNumber({ ...INSTANT, ...MAY }) first_seen_time?: number | null;
  @WireNumber({ ...INSTANT, ...MAY }) last_seen_time?: number | null;
}

/** OCSF `metadata` of a Detection Finding; its `labels` become the tags. */
export class OcsfMetadata {
  @WireTextList({ ...MAY, max: 100, maxItems: 50 }) labels?: string[] | null;
}

/** OCSF `resource_details`: an affected `account` or `payment_instrument`; other types are passed over. */
export class OcsfResource {
  @WireText({ ...MAY, min: 0, example: 'account' }) type?: string | null;
  @WireText({ ...MAY, min: 0, example: 'acc_0000001' }) uid?: string | null;
}

/**
 * OCSF `observable`: an IP address (`type_id` 2), a fingerprint (30), or whatever is named `template`, `account` or
 * `payment_instrument`; others are passed over.
 */
export class OcsfObservable {
  @WireText({ ...MAY, min: 0, example: 'template' }) name?: string | null;
  @WireNumber({ type: 'integer', min: 0, max: 999 }) type_id!: number;
  @WireText({ ...MAY, min: 0, max: 200 }) value?: string | null;
}

/**
 * A Detection Finding as far as Docket reads it. The schema has many more members and grows, so unknown ones are
 * passed over, not refused, and are not stored.
 */
export class OcsfFinding {
  @WireChoice([DETECTION_FINDING]) class_uid!: number;
  @WireNumber({ ...ID, ...MAY }) activity_id?: number | null;
  @WireChoice(SEVERITIES) severity_id!: number;
  @WireNumber(INSTANT) time!: number;
  @WireNumber({ ...ID, ...MAY }) status_id?: number | null;
  @WireNumber({ min: 0, max: 100, ...MAY }) confidence_score?: number | null;
  @WireObject(() => OcsfMetadata, MAY) metadata?: OcsfMetadata | null;
  @WireObject(() => OcsfFindingInfo) finding_info!: OcsfFindingInfo;
  @WireObjectList(() => OcsfResource, { ...MAY, maxItems: 20_000 }) resources?: OcsfResource[] | null;
  @WireObjectList(() => OcsfObservable, { ...MAY, maxItems: 20_000 }) observables?: OcsfObservable[] | null;
}

/** One finding of an incident, OCSF `finding_info`; only the identifier is needed of it. */
export class OcsfIncidentPart {
  @WireText({ max: 400 }) uid!: string;
  @WireText({ ...MAY, min: 0, max: 500 }) title?: string | null;
  @WireTextList({ ...MAY, maxItems: 20, max: 100 }) types?: string[] | null;
  @WireObject(() => OcsfAnalytic, MAY) analytic?: OcsfAnalytic | null;
  @WireNumber({ ...INSTANT, ...MAY }) first_seen_time?: number | null;
  @WireNumber({ ...INSTANT, ...MAY }) last_seen_time?: number | null;
}

/** OCSF `product`: who sent the incident. */
export class OcsfProduct {
  @WireText({ ...MAY, min: 0 }) name?: string | null;
  @WireText({ ...MAY, min: 0, max: 100 }) version?: string | null;
}

/** OCSF `metadata` of an Incident Finding. */
export class OcsfIncidentMetadata {
  @WireText({
    ...MAY,
    max: 400,
    description: 'The sourceRef of the alert; where it is missing, the uid of the first finding.',
  })
  correlation_uid?: string | null;
  @WireTextList({ ...MAY, max: 100, maxItems: 50, description: 'The tags.' }) labels?: string[] | null;
  @WireObject(() => OcsfProduct, MAY) product?: OcsfProduct | null;
}

/** OCSF `user` or `group` that an incident is assigned to. */
export class OcsfAssignee {
  @WireText({ ...MAY, min: 0 }) name?: string | null;
  @WireText({ ...MAY, min: 0 }) uid?: string | null;
}

/** An Incident Finding as far as Docket reads it; unknown members are passed over. */
export class OcsfIncident {
  @WireChoice([INCIDENT_FINDING]) class_uid!: number;
  @WireNumber({ ...ID, ...MAY }) activity_id?: number | null;
  @WireChoice(SEVERITIES) severity_id!: number;
  @WireNumber(INSTANT) time!: number;
  @WireNumber({ ...INSTANT, ...MAY }) start_time?: number | null;
  @WireNumber({ ...INSTANT, ...MAY }) end_time?: number | null;
  @WireChoice([0, 1, 2, 3, 4, 5, 99], {
    ...MAY,
    description: 'New 1, In Progress 2, On Hold 3, Resolved 4, Closed 5.',
  })
  status_id?: number | null;
  @WireNumber({ ...ID, ...MAY }) priority_id?: number | null;
  @WireNumber({ ...ID, ...MAY }) verdict_id?: number | null;
  @WireNumber({ ...ID, ...MAY }) impact_id?: number | null;
  @WireNumber({ min: 0, max: 100, ...MAY }) confidence_score?: number | null;
  @WireText({
    ...MAY,
    min: 0,
    max: 500,
    description: "The alert's title; otherwise that of the first finding.",
  })
  message?: string | null;
  @WireText({ ...MAY, min: 0, max: 20_000, description: "The alert's description." }) desc?: string | null;
  @WireText({ ...MAY, min: 0, max: 2_000 }) src_url?: string | null;
  @WireObject(() => OcsfAssignee, MAY) assignee?: OcsfAssignee | null;
  @WireObject(() => OcsfAssignee, MAY) assignee_group?: OcsfAssignee | null;
  @WireObject(() => OcsfIncidentMetadata, MAY) metadata?: OcsfIncidentMetadata | null;
  @WireObjectList(() => OcsfIncidentPart, { minItems: 1, maxItems: 1_000 })
  finding_info_list!: OcsfIncidentPart[];
  @WireObjectList(() => OcsfObservable, { ...MAY, maxItems: 20_000 }) observables?: OcsfObservable[] | null;
}
