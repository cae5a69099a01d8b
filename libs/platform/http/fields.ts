import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  isEmail,
  IsIn,
  IsInt,
  IsISO8601,
  IsNumber,
  IsObject,
  IsString,
  IsUUID,
  isUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { UNSTORABLE } from '../database/storable-json';
import { INSTANT_FORM, isInstant } from './instant';

/** What every field of a request body can say of itself. */
interface FieldOptions {
  description?: string;
  example?: unknown;
  /** May be left out. */
  optional?: boolean;
  /** May be null, which says something else than leaving it out. */
  nullable?: boolean;
}

const isSaid = (o: FieldOptions, value: unknown): boolean =>
  !((o.optional && value === undefined) || (o.nullable && value === null));

const field = (
  { optional, ...api }: FieldOptions & ApiPropertyOptions,
  ...rules: PropertyDecorator[]
): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ ...api, required: !optional } as ApiPropertyOptions),
    ...(optional || api.nullable
      ? [ValidateIf((_, value) => isSaid({ ...api, optional: optional ?? false }, value))]
      : []),
    ...rules,
  );

// A NUL is valid JSON and can never be stored as text; anything else a person types is theirs to type.
const storable = (each = false): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isStorable',
      validator: {
        validate: (value) => typeof value === 'string' && !UNSTORABLE.test(value),
        defaultMessage: () => '$property must be well-formed Unicode without NUL characters',
      },
    },
    { each },
  );

/** Text of `min` to `max` characters (1 to 200 unless said). */
export const TextField = (o: FieldOptions & { min?: number; max?: number } = {}): PropertyDecorator => {
  const { min = 1, max = 200, ...rest } = o;
  return field(
    { ...rest, type: String, minLength: min, maxLength: max },
    IsString(),
    MinLength(min),
    MaxLength(max),
    storable(),
  );
};

/** An e-mail address. */
export const EmailField = (o: FieldOptions = {}): PropertyDecorator =>
  applyDecorators(
    TextField({ max: 320, ...o }),
    ValidateBy({
      name: 'isEmailAddress',
      validator: {
        // The library throws on text that is not well-formed.
        validate: (value) => typeof value === 'string' && !UNSTORABLE.test(value) && isEmail(value),
        defaultMessage: () => '$property must be an e-mail address',
      },
    }),
  );

/** A list of texts. */
export const TextListField = (
  o: FieldOptions & { max?: number; maxItems: number; minItems?: number },
): PropertyDecorator => {
  const { max = 200, maxItems, minItems = 0, ...rest } = o;
  return field(
    { ...rest, type: [String], maxItems, minItems },
    IsArray(),
    ArrayMinSize(minItems),
    ArrayMaxSize(maxItems),
    IsString({ each: true }),
    MinLength(1, { each: true }),
    MaxLength(max, { each: true }),
    storable(true),
  );
};

/** One of the listed words. */
export const ChoiceField = (values: readonly string[], o: FieldOptions = {}): PropertyDecorator =>
  field(
    { ...o, type: String, enum: [...values] },
    IsIn(values, { message: `$property must be one of: ${values.join(', ')}` }),
  );

/** A list of the listed words. */
export const ChoiceListField = (
  values: readonly string[],
  o: FieldOptions & { maxItems?: number } = {},
): PropertyDecorator => {
  const { maxItems = values.length, ...rest } = o;
  return field(
    { ...rest, type: String, isArray: true, enum: [...values] },
    IsArray(),
    ArrayMaxSize(maxItems),
    IsIn(values, { each: true }),
  );
};

/** A whole number. */
export const IntField = (o: FieldOptions & { min: number; max: number }): PropertyDecorator => {
  const { min, max, ...rest } = o;
  return field(
    { ...rest, type: 'integer', minimum: min, maximum: max },
    // A query brings numbers as text; anything else is left for the rule to refuse.
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && value.trim() !== '' ? Number(value) : value,
    ),
    IsInt(),
    Min(min),
    Max(max),
  );
};

/** A number. */
export const NumberField = (o: FieldOptions & { min: number; max: number }): PropertyDecorator => {
  const { min, max, ...rest } = o;
  return field({ ...rest, type: Number, minimum: min, maximum: max }, IsNumber(), Min(min), Max(max));
};

/** True or false. */
export const BoolField = (o: FieldOptions = {}): PropertyDecorator =>
  field({ ...o, type: Boolean }, IsBoolean());

/** True or false in a query, where everything is text. */
export const FlagField = (o: FieldOptions = {}): PropertyDecorator =>
  applyDecorators(
    BoolField({ optional: true, ...o }),
    Transform(({ value }: { value: unknown }) =>
      value === 'true' ? true : value === 'false' ? false : value,
    ),
  );

/** An id that Docket gave. */
export const UuidField = (o: FieldOptions = {}): PropertyDecorator =>
  field({ ...o, type: String, format: 'uuid' }, IsUUID());

/** In a query, whose things to list: one's own, nobody's, or somebody's. */
export const WhoField = (): PropertyDecorator =>
  field(
    { optional: true, type: String, description: '`me`, `none`, or the id of a person.', example: 'me' },
    ValidateBy({
      name: 'isWho',
      validator: {
        validate: (value) => value === 'me' || value === 'none' || isUUID(value),
        defaultMessage: () => '$property must be me, none or the id of a person',
      },
    }),
  );

/** The person that a `WhoField` names: null is nobody, undefined whoever it is. */
export function whom(who: string | undefined, myId: string): string | null | undefined {
  return who === 'me' ? myId : who === 'none' ? null : who;
}

/** A list of ids that Docket gave. */
export const UuidListField = (o: FieldOptions & { maxItems: number }): PropertyDecorator => {
  const { maxItems, ...rest } = o;
  return field(
    { ...rest, type: String, format: 'uuid', isArray: true, maxItems },
    IsArray(),
    ArrayMaxSize(maxItems),
    IsUUID(undefined, { each: true }),
  );
};

/** An instant: RFC 3339 with an offset. */
export const InstantField = (o: FieldOptions = {}): PropertyDecorator =>
  field(
    { ...o, type: String, format: 'date-time' },
    ValidateBy({
      name: 'isInstant',
      validator: { validate: isInstant, defaultMessage: () => `$property must be ${INSTANT_FORM}` },
    }),
  );

/** A civil date, YYYY-MM-DD. */
export const DateField = (o: FieldOptions = {}): PropertyDecorator =>
  field(
    { ...o, type: String, format: 'date' },
    IsISO8601({ strict: true }),
    Matches(/^\d{4}-\d\d-\d\d$/, { message: '$property must be a date as YYYY-MM-DD' }),
  );

/** A nested object. */
export const ObjectField = (of: () => new () => object, o: FieldOptions = {}): PropertyDecorator =>
  // The documentation knows a lazy type by the name of its function, which must be `type`.
  field({ ...o, type: () => of() }, IsObject(), ValidateNested(), Type(of));

/** A list of nested objects. */
export const ObjectListField = (
  of: () => new () => object,
  o: FieldOptions & { maxItems: number; minItems?: number },
): PropertyDecorator => {
  const { maxItems, minItems = 0, ...rest } = o;
  return field(
    { ...rest, type: () => of(), isArray: true, maxItems, minItems },
    IsArray(),
    ArrayMinSize(minItems),
    ArrayMaxSize(maxItems),
    // A list in the list would be looked into and pass as no object at all.
    IsObject({ each: true, message: '$property must hold objects only' }),
    ValidateNested({ each: true }),
    Type(of),
  );
};

/** An object whose members the service checks: their names and types are data. */
export const ValuesField = (o: FieldOptions = {}): PropertyDecorator =>
  field({ ...o, type: 'object', additionalProperties: true }, IsObject());
