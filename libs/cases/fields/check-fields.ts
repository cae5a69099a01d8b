import { type FieldError, isInstant, UNSTORABLE } from '@app/platform';
import type { CaseKind } from '../case-terms';
import type { CustomField } from './custom-field.entity';
import type { FieldValue, Money } from './field-value';

type Definition = Pick<CustomField, 'key' | 'type' | 'kinds' | 'choices' | 'archivedAt'>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const isText = (value: unknown, max: number): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= max && !UNSTORABLE.test(value);
const isDate = (value: unknown): boolean => {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  const at = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
};
const isUrl = (value: unknown): boolean => {
  if (!isText(value, 2_000) || !URL.canParse(value)) return false;
  return ['http:', 'https:'].includes(new URL(value).protocol);
};
const isMoney = (value: unknown): value is Money => {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 2) return false;
  const { minor, currency } = value as Partial<Money>;
  return Number.isSafeInteger(minor) && typeof currency === 'string' && /^[A-Z]{3}$/.test(currency);
};

/** What is wrong with a value of this type, if anything; that a person exists is for the caller to ask. */
function fault(of: Definition, value: unknown): string | null {
  switch (of.type) {
    case 'text':
      return isText(value, 10_000) ? null : 'must be text of 1 to 10000 characters without NUL';
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? null : 'must be a number';
    case 'integer':
      return Number.isSafeInteger(value) ? null : 'must be a whole number';
    case 'boolean':
      return typeof value === 'boolean' ? null : 'must be true or false';
    case 'date':
      return isDate(value) ? null : 'must be a date as YYYY-MM-DD';
    case 'instant':
      return isInstant(value) ? null : 'must be an instant with an offset, as RFC 3339 has it';
    case 'choice': {
      const open = of.choices.filter((choice) => !choice.isArchived).map((choice) => choice.value);
      return typeof value === 'string' && open.includes(value) ? null : `must be one of: ${open.join(', ')}`;
    }
    case 'person':
      return typeof value === 'string' && UUID.test(value) ? null : 'must be the id of a person';
    case 'url':
      return isUrl(value) ? null : 'must be an address with http or https';
    case 'money':
      return isMoney(value)
        ? null
        : 'must have minor, a whole number of the smallest unit, and currency, three capital letters';
  }
}

/** Names a member of a JSON object in a pointer. */
const pointerTo = (key: string): string => `/customFields/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;

/**
 * Checks values against their definitions, each by its pointer. A value that the case has already passes, whatever has
 * become of its definition; null takes a value away.
 */
export function checkFields(
  definitions: readonly Definition[],
  kind: CaseKind,
  values: Readonly<Record<string, unknown>>,
  present: Readonly<Record<string, FieldValue>>,
): { errors: FieldError[]; people: { id: string; pointer: string }[] } {
  const byKey = new Map(definitions.map((definition) => [definition.key, definition]));
  const errors: FieldError[] = [];
  const people: { id: string; pointer: string }[] = [];
  for (const [key, value] of Object.entries(values)) {
    const pointer = pointerTo(key);
    const definition = byKey.get(key);
    if (!definition) {
      errors.push({ pointer, detail: 'is not a custom field' });
      continue;
    }
    if (value === null || JSON.stringify(value) === JSON.stringify(present[key])) continue;
    const detail = definition.archivedAt
      ? 'is archived'
      : definition.kinds.includes(kind)
        ? fault(definition, value)
        : `is not a field of ${kind}`;
    if (detail) errors.push({ pointer, detail });
    else if (definition.type === 'person') people.push({ id: value as string, pointer });
  }
  return { errors, people };
}
