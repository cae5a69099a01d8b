import { isIP } from 'node:net';
import Ajv, { type ErrorObject } from 'ajv';
import { type FieldError, INSTANT_FORM, isInstant } from '@app/platform';
import { wireSchema } from './wire-fields';

/** Faults that are named of one item; a hostile item has as many as it has members. */
const NAMED_FAULTS = 20;

// Nothing is converted: the text "3" is no number. Members of the prototype are nobody's members.
const ajv = new Ajv({ allErrors: true, ownProperties: true, verbose: true });
ajv.addFormat('date-time', isInstant);
ajv.addFormat('ip', isAddress);

/** Whether a text is an IPv4 or IPv6 address, without a zone: those mean something on one machine only. */
export function isAddress(text: string): boolean {
  return isIP(text) !== 0 && !text.includes('%');
}

/** Compiles the check of a wire format. @param isOpen whether members that it does not name are passed over */
export function compileCheck<T extends object>(
  type: new () => T,
  isOpen: boolean,
): (item: unknown) => FieldError[] | undefined {
  const validate = ajv.compile(wireSchema(type, isOpen));
  return (item) =>
    validate(item) ? undefined : (validate.errors ?? []).slice(0, NAMED_FAULTS).map(toFieldError);
}

function toFieldError(error: ErrorObject): FieldError {
  const { missingProperty, additionalProperty } = error.params as Record<string, string | undefined>;
  const named = missingProperty ?? additionalProperty;
  const pointer = error.instancePath + (named === undefined ? '' : `/${escapePointer(named)}`);
  return { pointer, detail: `${nameOf(pointer)}${demandOf(error)}` };
}

/** The member's name in front of what is demanded of it; an item of a list is called by its place. */
function nameOf(pointer: string): string {
  const name = pointer
    .slice(pointer.lastIndexOf('/') + 1)
    .replaceAll('~1', '/')
    .replaceAll('~0', '~');
  if (name === '') return '';
  return /^\d+$/.test(name) ? `item ${name} ` : `${name} `;
}

function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

type Schema = Record<string, unknown>;

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'a JSON object',
  array: 'a list',
};

function demandOf({ keyword, parentSchema, params }: ErrorObject): string {
  const schema = (parentSchema ?? {}) as Schema;
  switch (keyword) {
    case 'required':
      return 'is needed';
    case 'additionalProperties':
      return 'is no member of this format';
    case 'enum':
      return `must be one of: ${(schema['enum'] as (string | number | null)[]).filter((value) => value !== null).join(', ')}`;
    case 'format':
      return schema['format'] === 'ip'
        ? 'must be an IP address (IPv4 or IPv6, without a zone)'
        : `must be ${INSTANT_FORM}`;
    case 'pattern':
      return 'must hold more than blanks';
    case 'minLength':
    case 'maxLength':
      return `must be text of ${String(schema['minLength'])} to ${String(schema['maxLength'])} characters`;
    case 'minItems':
    case 'maxItems':
      return `must be a list of ${String(schema['minItems'])} to ${String(schema['maxItems'])} items`;
    case 'minimum':
    case 'maximum':
      return `must be from ${String(schema['minimum'])} to ${String(schema['maximum'])}`;
    default:
      return `must be ${TYPES[[(params as Record<string, string | string[]>)['type']].flat()[0]!] ?? 'of another type'}`;
  }
}
