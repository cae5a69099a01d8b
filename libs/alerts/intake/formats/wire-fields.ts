import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';

/**
 * Members of what detectors send. A member is declared once: what is documented of it is what is checked, by code that
 * is compiled from the declaration. @see docs/adr/0020-wire-formats-are-compiled.md
 */
export interface WireField {
  description?: string;
  example?: unknown;
  /** May be left out, or be null. */
  optional?: boolean;
}

/** A member as JSON Schema has it; `of` stands for the class of an object or of a list's items. */
interface WireMember {
  schema: Record<string, unknown>;
  of?: () => new () => object;
  optional: boolean;
}

const declared = new WeakMap<object, Map<string, WireMember>>();

/** A text that is no text of blanks only. */
const NOT_BLANK = '\\S';

function member(
  schema: Record<string, unknown>,
  { optional = false, ...api }: WireField,
  of?: () => new () => object,
): PropertyDecorator {
  const type = schema['type'];
  const items = schema['items'];
  const documented = {
    ...schema,
    ...api,
    // The documentation knows a lazy type by the name of its function, which must be `type`.
    ...(of ? { type: () => of(), isArray: type === 'array', items: undefined } : { items }),
    required: !optional,
    ...(optional ? { nullable: true } : {}),
  };
  return applyDecorators(
    ApiProperty(documented as unknown as ApiPropertyOptions),
    (target: object, name: string | symbol) => {
      const members = declared.get(target) ?? new Map<string, WireMember>();
      declared.set(target, members.set(String(name), { schema, optional, ...(of ? { of } : {}) }));
    },
  );
}

const textSchema = (min: number, max: number): Record<string, unknown> => ({
  type: 'string',
  minLength: min,
  maxLength: max,
  ...(min > 0 ? { pattern: NOT_BLANK } : {}),
});

/** Text of `min` to `max` characters (1 to 200 unless said); with a minimum it holds more than blanks. */
export const WireText = ({
  min = 1,
  max = 200,
  ...field
}: WireField & { min?: number; max?: number } = {}): PropertyDecorator => member(textSchema(min, max), field);

/** A list of texts of 1 to `max` characters (200 unless said). @param format of every text */
export const WireTextList = ({
  max = 200,
  minItems = 0,
  maxItems,
  format,
  ...field
}: WireField & { max?: number; minItems?: number; maxItems: number; format?: 'ip' }): PropertyDecorator =>
  member(
    {
      type: 'array',
      items: format ? { type: 'string', format } : textSchema(1, max),
      minItems,
      maxItems,
    },
    field,
  );

/** An instant: RFC 3339 with an offset. */
export const WireInstant = (field: WireField = {}): PropertyDecorator =>
  member({ type: 'string', format: 'date-time' }, field);

/** A number; whole if `type` is `integer`. */
export const WireNumber = ({
  type = 'number',
  min,
  max,
  ...field
}: WireField & { type?: 'number' | 'integer'; min: number; max: number }): PropertyDecorator =>
  member({ type, minimum: min, maximum: max }, field);

/** One of the listed values. */
export const WireChoice = (
  values: readonly (string | number)[],
  field: WireField = {},
): PropertyDecorator => {
  const type = typeof values[0] === 'string' ? 'string' : 'integer';
  return member({ type, enum: [...values] }, field);
};

/** A nested object. */
export const WireObject = (of: () => new () => object, field: WireField = {}): PropertyDecorator =>
  member({ type: 'object' }, field, of);

/** A list of nested objects. */
export const WireObjectList = (
  of: () => new () => object,
  { maxItems, minItems = 0, ...field }: WireField & { maxItems: number; minItems?: number },
): PropertyDecorator => member({ type: 'array', minItems, maxItems }, field, of);

/** A JSON object whose members are looked at elsewhere. */
export const WireAnyObject = (field: WireField & { oneOf?: object[] } = {}): PropertyDecorator => {
  const { oneOf, ...rest } = field;
  return applyDecorators(
    member({ type: 'object' }, rest),
    ApiProperty(oneOf ? { ...rest, oneOf: oneOf as never } : rest),
  );
};

/** The JSON Schema of a class of wire members. @param isOpen whether members that it does not name are passed over */
export function wireSchema(type: new () => object, isOpen: boolean): object {
  const members = [...(declared.get(type.prototype as object) ?? [])];
  const schemaOf = ({ schema, of, optional }: WireMember): object => {
    const nested = of ? wireSchema(of(), isOpen) : undefined;
    const whole = nested && (schema['type'] === 'array' ? { ...schema, items: nested } : nested);
    const said = whole ?? schema;
    if (!optional) return said;
    return {
      ...said,
      nullable: true,
      ...(schema['enum'] ? { enum: [...(schema['enum'] as unknown[]), null] } : {}),
    };
  };
  return {
    type: 'object',
    properties: Object.fromEntries(members.map(([name, one]) => [name, schemaOf(one)])),
    required: members.filter(([, one]) => !one.optional).map(([name]) => name),
    ...(isOpen ? {} : { additionalProperties: false }),
  };
}
