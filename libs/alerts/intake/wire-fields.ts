import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { IsOptional, ValidateBy } from 'class-validator';
import { INSTANT_FORM, isInstant } from '@app/platform';

/**
 * Fields of what detectors send. They say the same as the platform's fields in one rule each: a rule costs a
 * microsecond, and a delivery has thousands of alerts with dozens of rules.
 */
interface WireField {
  description?: string;
  example?: unknown;
  optional?: boolean;
}

interface Rule {
  holds: (value: unknown) => boolean;
  /** What the member must be: `text of 1 to 200 characters`. */
  demand: string;
}

function field(
  { holds, demand }: Rule,
  optional: boolean | undefined,
  api: ApiPropertyOptions,
): PropertyDecorator {
  const validator = { validate: holds, defaultMessage: () => `$property must be ${demand}` };
  return applyDecorators(
    ApiProperty({ ...api, required: !optional } as ApiPropertyOptions),
    ...(optional ? [IsOptional()] : []),
    ValidateBy({ name: demand, validator }),
  );
}

// A NUL is valid JSON and can never be stored as text.
const isText = (value: unknown, min: number, max: number): boolean =>
  typeof value === 'string' && value.length >= min && value.length <= max && !value.includes('\u0000');

/** Text of `min` to `max` characters (1 to 200 unless said). */
export const WireText = ({
  min = 1,
  max = 200,
  optional,
  ...api
}: WireField & { min?: number; max?: number } = {}): PropertyDecorator => {
  const rule = {
    holds: (value: unknown) => isText(value, min, max),
    demand: `text of ${min} to ${max} characters without NUL`,
  };
  return field(rule, optional, { ...api, type: String, minLength: min, maxLength: max });
};

/** A list of texts of 1 to `max` characters (200 unless said). */
export const WireTextList = ({
  max = 200,
  minItems = 0,
  maxItems,
  optional,
  ...api
}: WireField & { max?: number; minItems?: number; maxItems: number }): PropertyDecorator => {
  const rule = {
    holds: (value: unknown) =>
      Array.isArray(value) &&
      value.length >= minItems &&
      value.length <= maxItems &&
      value.every((text) => isText(text, 1, max)),
    demand: `a list of ${minItems} to ${maxItems} texts of 1 to ${max} characters without NUL`,
  };
  return field(rule, optional, { ...api, type: [String], minItems, maxItems });
};

/** An instant: RFC 3339 with an offset. */
export const WireInstant = ({ optional, ...api }: WireField = {}): PropertyDecorator => {
  return field({ holds: isInstant, demand: INSTANT_FORM }, optional, {
    ...api,
    type: String,
    format: 'date-time',
  });
};
