import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidatorOptions } from 'class-validator';
import { type FieldError, STRICT, toFieldErrors } from '@app/platform';
import { type AlertContent, claimHash, fingerprintOf } from '../alert-content';
import { fromOcsf, fromPlain, type Normalised } from './normalise';
import { DETECTION_FINDING, OcsfFinding } from './ocsf-finding.dto';
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

const PLAIN_OPTIONS: ValidatorOptions = { ...STRICT, stopAtFirstError: true };
const OCSF_OPTIONS: ValidatorOptions = { whitelist: true, forbidUnknownValues: true, stopAtFirstError: true };

/**
 * Checks one item and brings it to the one form; a member `class_uid` says that it is OCSF.
 * Pointers of errors are relative to the item.
 */
export function readItem(detectorId: string, index: number, item: unknown): IntakeItem | RejectedItem {
  const read = readContent(item);
  if ('errors' in read) return { index, errors: read.errors };
  const { content } = read;
  const text = JSON.stringify(content);
  // JSON writes half a surrogate pair as an escape, so this one look spares nearly every item the search.
  if (text.includes('\\ud')) {
    const errors = brokenText(item, '');
    if (errors.length > 0) return { index, errors };
  }
  return {
    index,
    fingerprint: fingerprintOf(detectorId, content),
    contentHash: claimHash(content),
    content,
    text,
  };
}

/** Whether an item was taken. */
export function isTaken(item: IntakeItem | RejectedItem): item is IntakeItem {
  return 'content' in item;
}

function readContent(item: unknown): Normalised {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) {
    return { errors: [{ pointer: '', detail: 'must be a JSON object' }] };
  }
  if (!('class_uid' in item)) return check(PlainAlert, item, PLAIN_OPTIONS, fromPlain);
  if (item.class_uid !== DETECTION_FINDING) {
    const detail = `must be ${DETECTION_FINDING}: of OCSF only the Detection Finding is taken`;
    return { errors: [{ pointer: '/class_uid', detail }] };
  }
  return check(OcsfFinding, item, OCSF_OPTIONS, fromOcsf);
}

function check<T extends object>(
  type: new () => T,
  item: object,
  options: ValidatorOptions,
  normalise: (valid: T) => Normalised,
): Normalised {
  const instance = plainToInstance(type, item);
  const errors = toFieldErrors(validateSync(instance, options));
  return errors.length > 0 ? { errors } : normalise(instance);
}

/**
 * Half of a surrogate pair is JSON but no text, and PostgreSQL would refuse the whole delivery for it.
 * Looked for in the item as it was sent, so that the pointer is the sender's.
 */
function brokenText(value: unknown, pointer: string): FieldError[] {
  if (typeof value === 'string') {
    return /\p{Surrogate}/u.test(value) ? [{ pointer, detail: 'must be well-formed Unicode' }] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([member, inner]) => brokenText(inner, `${pointer}/${member}`));
}
