import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiConsumes } from '@nestjs/swagger';
import type { Request } from 'express';

const TEXT_TYPES = Symbol('text types');

/** The route takes a file of these types as its body beside JSON; it is read as text. */
export const TakesText = (...types: string[]): MethodDecorator =>
  applyDecorators(SetMetadata(TEXT_TYPES, types), ApiConsumes('application/json', ...types));

/** Which types of text the handler takes, if any. */
export function textTypesOf(handler: object): string[] {
  return (Reflect.getMetadata(TEXT_TYPES, handler) as string[] | undefined) ?? [];
}

/** The body as a file of one of these types; undefined when it is of another. */
export function textBodyOf(request: Request, ...types: string[]): { type: string; text: string } | undefined {
  const type = request.is(types);
  const body: unknown = request.body;
  // Without a body nothing is read, and nothing says of which type it is.
  return type && typeof body === 'string' ? { type, text: body } : undefined;
}
