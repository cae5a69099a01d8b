import { applyDecorators, createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiCookieAuth, ApiResponse } from '@nestjs/swagger';
import type { Request } from 'express';
import type { Actor } from '@app/audit';
import type { Permission } from './permissions';

/** What a route asks of its caller: `public`, `signed-in`, or a right. A route without it does not answer. */
export type Requirement = 'public' | 'signed-in' | Permission;

export const REQUIREMENT = Symbol('requirement');

const PROBLEM = { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemView' } } };
/** Made anew for each route: the decorators keep what they are given and would add to each other's. */
const guarded = (): MethodDecorator[] => [
  ApiCookieAuth('session'),
  ApiBearerAuth('key'),
  ApiResponse({
    status: 401,
    description:
      'Nobody is signed in (`/problems/unauthenticated`), or the key is not good (`/problems/unknown-key`)',
    content: PROBLEM,
  }),
];

/** The caller must hold this right. */
export const Allow = (permission: Permission): MethodDecorator =>
  applyDecorators(
    SetMetadata(REQUIREMENT, permission),
    ...guarded(),
    ApiResponse({
      status: 403,
      description: `Needs the right \`${permission}\` (\`/problems/forbidden\`)`,
      content: PROBLEM,
    }),
  );

/** Anyone who is signed in. */
export const SignedIn = (): MethodDecorator =>
  applyDecorators(SetMetadata(REQUIREMENT, 'signed-in'), ...guarded());

/** Anyone at all. The list of such routes is pinned by a test. */
export const Public = (): MethodDecorator => SetMetadata(REQUIREMENT, 'public');

/** A request after the guard. */
export interface ActingRequest extends Request {
  actor?: Actor;
}

/** The actor that the guard recognised. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<ActingRequest>();
  if (!actor) throw new Error('a public route has no actor');
  return actor;
});
