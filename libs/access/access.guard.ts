import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Response } from 'express';
import { ForbiddenError, UnauthenticatedError } from '@app/platform';
import type { Actor } from '@app/audit';
import { CrossSiteError, UnknownKeyError } from './access.problems';
import { type ActingRequest, REQUIREMENT, type Requirement } from './allow.decorator';
import { ApiKeys } from './api-keys.service';
import { SESSION_COOKIE, Sessions } from './sessions.service';

/** How a program says who it is. @see RFC 6750, section 3 */
const CHALLENGE = 'Bearer realm="docket"';

/** Recognises the caller of every route and checks the right that the route names. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: Sessions,
    private readonly apiKeys: ApiKeys,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const requirement = this.reflector.get<Requirement | undefined>(REQUIREMENT, context.getHandler());
    if (requirement === 'public') return true;
    if (!requirement)
      throw new Error(`${context.getClass().name}.${context.getHandler().name} does not say who may call it`);
    const request = context.switchToHttp().getRequest<ActingRequest>();
    const response = context.switchToHttp().getResponse<Response>();
    response.setHeader('WWW-Authenticate', CHALLENGE);
    const actor = await this.recognise(request, response);
    if (!actor) throw new UnauthenticatedError('Nobody is signed in.');
    response.removeHeader('WWW-Authenticate');
    if (requirement !== 'signed-in' && !actor.permissions.has(requirement)) {
      throw new ForbiddenError(`This needs the right "${requirement}".`, { permission: requirement });
    }
    request.actor = actor;
    return true;
  }

  private async recognise(request: ActingRequest, response: Response): Promise<Actor | undefined> {
    const bearer = /^Bearer\b *(.*)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (bearer !== undefined) {
      const actor = bearer ? await this.apiKeys.recognise(bearer) : undefined;
      if (actor) return actor;
      response.setHeader('WWW-Authenticate', `${CHALLENGE}, error="invalid_token"`);
      throw new UnknownKeyError('This key is not known, has expired or was revoked.');
    }
    const cookies = request.cookies as Record<string, string | undefined>;
    const token = cookies[SESSION_COOKIE];
    if (!token) return undefined;
    assertSameSite(request);
    return this.sessions.recognise(token);
  }
}

/** Second wall behind SameSite=Strict: a browser says where an unsafe request comes from. */
function assertSameSite(request: ActingRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const site = request.headers['sec-fetch-site'];
  const origin = request.headers.origin;
  const isForeign =
    (site !== undefined && site !== 'same-origin' && site !== 'none') ||
    (origin !== undefined && !origin.endsWith(`://${request.headers.host}`));
  if (isForeign) throw new CrossSiteError('The request comes from a page of another site.');
}
