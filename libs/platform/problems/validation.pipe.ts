import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import type { FieldError } from './problem';
import { invalidInput } from './to-problem';

/** How strictly every body, query, payload and configuration is checked. */
export const STRICT = { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true } as const;

/** Flattens class-validator's tree into JSON pointers. */
export function toFieldErrors(errors: ValidationError[], parent = ''): FieldError[] {
  return errors.flatMap((error) => {
    const pointer = `${parent}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const own = Object.values(error.constraints ?? {}).map((detail) => ({ pointer, detail }));
    return [...own, ...toFieldErrors(error.children ?? [], pointer)];
  });
}

/** The global pipe: unknown members are refused, not dropped; faults are named by JSON pointer. */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    ...STRICT,
    transform: true,
    stopAtFirstError: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => invalidInput(toFieldErrors(errors)),
  });
}

const bodies = validationPipe();

/** Checks a body that a route takes in more forms than one, as the pipe checks the others. @throws InvalidInputError */
export async function checkBody<T extends object>(type: new () => T, body: unknown): Promise<T> {
  return (await bodies.transform(body, { type: 'body', metatype: type })) as T;
}
