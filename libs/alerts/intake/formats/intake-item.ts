import { type FieldError, sha256 } from '@app/platform';
import { type AlertContent, claimText, fingerprintOf } from '../../alert-content';
import { CloudEvent } from './cloud-event.dto';
import { compileCheck } from './compiled-check';
import { fromIncident, fromOcsf, fromPlain, type Normalised } from './normalise';
import { DETECTION_FINDING, INCIDENT_FINDING, OcsfFinding, OcsfIncident } from './ocsf-finding.dto';
import { PlainAlert } from './plain-alert.dto';

/** A valid item of a delivery, ready to be compared with what is stored. */
export interface IntakeItem {
  /** Place in the delivery, from 0. */
  index: number;
  fingerprint: string;
  contentHash: string;
  content: AlertContent;
  /** The content as JSON, as it is stored. */
  text: string;
}

/** An item that cannot be taken. */
export interface RejectedItem {
  index: number;
  errors: FieldError[];
}

const checkPlain = compileCheck(PlainAlert, false);
const checkFinding = compileCheck(OcsfFinding, true);
const checkIncident = compileCheck(OcsfIncident, true);
const checkEvent = compileCheck(CloudEvent, true);

/**
 * Checks one item and brings it to the one form. A member `specversion` says that it is a CloudEvent with the alert in
 * its data, a member `class_uid` that it is OCSF. Pointers of errors are relative to the item.
 */
export function readItem(detectorId: string, index: number, item: unknown): IntakeItem | RejectedItem {
  const read = readContent(item);
  if ('errors' in read) return { index, errors: read.errors };
  const { content } = read;
  const claim = claimText(content);
  // JSON writes half a surrogate pair and a NUL as an escape, so this one look spares nearly every item the search.
  if (claim.includes('\\ud') || claim.includes('\\u0000')) {
    const errors = unstorableText(item, '');
    if (errors.length > 0) return { index, errors };
  }
  return {
    index,
    fingerprint: fingerprintOf(detectorId, content),
    contentHash: sha256(claim),
    content,
    text: `${claim.slice(0, -1)},"detectedAt":"${content.detectedAt}"}`,
  };
}

/** Whether an item was taken. */
export function isTaken(item: IntakeItem | RejectedItem): item is IntakeItem {
  return 'content' in item;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function readContent(item: unknown): Normalised {
  if (!isObject(item)) return { errors: [{ pointer: '', detail: 'must be a JSON object' }] };
  return Object.hasOwn(item, 'specversion') ? readEnvelope(item) : readAlert(item);
}

function readEnvelope(item: Record<string, unknown>): Normalised {
  if (Object.hasOwn(item, 'data_base64'))
    return {
      errors: [{ pointer: '/data_base64', detail: 'must be left out: the alert is sent as JSON in data' }],
    };
  const errors = checkEvent(item);
  if (errors) return { errors };
  const { datacontenttype, data } = item as unknown as CloudEvent;
  if (datacontenttype && !/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(datacontenttype))
    return { errors: [{ pointer: '/datacontenttype', detail: 'must be a JSON media type' }] };
  const read = readAlert(data as Record<string, unknown>);
  if (!('errors' in read)) return read;
  return { errors: read.errors.map(({ pointer, detail }) => ({ pointer: `/data${pointer}`, detail })) };
}

function readAlert(item: Record<string, unknown>): Normalised {
  if (!Object.hasOwn(item, 'class_uid'))
    return normalised(checkPlain(item), () => fromPlain(item as unknown as PlainAlert));
  switch (item['class_uid']) {
    case DETECTION_FINDING:
      return normalised(checkFinding(item), () => fromOcsf(item as unknown as OcsfFinding));
    case INCIDENT_FINDING:
      return normalised(checkIncident(item), () => fromIncident(item as unknown as OcsfIncident));
    default: {
      const detail = `class_uid must be ${DETECTION_FINDING} (Detection Finding) or ${INCIDENT_FINDING} (Incident Finding)`;
      return { errors: [{ pointer: '/class_uid', detail }] };
    }
  }
}

function normalised(errors: FieldError[] | undefined, normalise: () => Normalised): Normalised {
  return errors ? { errors } : normalise();
}

/**
 * Half of a surrogate pair, or a NUL, is JSON but no text that can be stored, and PostgreSQL would refuse the whole
 * delivery for it. Looked for in the item as it was sent, so that the pointer is the sender's.
 */
function unstorableText(value: unknown, pointer: string): FieldError[] {
  if (typeof value === 'string') {
    return /\p{Surrogate}|\0/u.test(value)
      ? [{ pointer, detail: 'must be well-formed Unicode without NUL characters' }]
      : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([member, inner]) =>
    unstorableText(inner, `${pointer}/${member.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
}
