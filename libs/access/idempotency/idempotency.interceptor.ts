import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  Logger,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Response } from 'express';
import { lastValueFrom, type Observable, of } from 'rxjs';
import { invalidInput, sha256 } from '@app/platform';
import type { ActingRequest } from '../allow.decorator';
import { IdempotencyKeys } from './idempotency-keys.service';
import { SHOWN_ONCE } from './shown-once.decorator';

/**
 * Answers a repeated POST with the answer of the first, by the caller's `Idempotency-Key`: same key and request, same
 * answer; same key and another request, 422; while the first is being worked on, 409. Keys are kept for 24 hours.
 * A request that was refused or failed leaves no key behind: it changed nothing and may be tried again.
 * @see draft-ietf-httpapi-idempotency-key-header
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  private readonly logger = new Logger('idempotency');

  constructor(
    private readonly keys: IdempotencyKeys,
    private readonly reflector: Reflector,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<ActingRequest>();
    const key = keyOf(request);
    if (request.method !== 'POST' || !key || !request.actor) return next.handle();
    const actorId = request.actor.id;
    const response = context.switchToHttp().getResponse<Response>();
    // Not canonical JSON: that refuses numbers beyond a double, which a body may hold; a repeat is sent as it was.
    const fingerprint = sha256(JSON.stringify([request.method, request.originalUrl, request.body ?? null]));
    const { claim, earlier } = await this.keys.claim(actorId, key, fingerprint);
    if (earlier) {
      response.status(earlier.status!).setHeader('Idempotency-Replayed', 'true');
      if (earlier.location !== null) response.setHeader('Location', earlier.location);
      return of(earlier.body);
    }
    const end = this.keys.keepAlive(claim);
    try {
      const body: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
      await this.keep(claim, context, response, body);
      return of(body);
    } catch (error) {
      // A key that cannot be given back is free by itself before long; why the request was refused is told now.
      await this.keys.release(claim).catch(() => undefined);
      throw error;
    } finally {
      end();
    }
  }

  /** What was asked for is done: an answer that cannot be kept is given all the same, and leaves the key taken. */
  private async keep(
    claim: string,
    context: ExecutionContext,
    response: Response,
    body: unknown,
  ): Promise<void> {
    const secret = this.reflector.get<string | undefined>(SHOWN_ONCE, context.getHandler());
    const status = response.statusCode;
    const location = (response.getHeader('Location') as string | undefined) ?? null;
    try {
      await this.keys.keep(claim, { status, location, body: without(body, secret) });
    } catch (error) {
      this.logger.error(`The answer of an idempotent request was not kept: ${String(error)}`);
    }
  }
}

function without(body: unknown, secret: string | undefined): unknown {
  if (secret === undefined || typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(Object.entries(body).filter(([member]) => member !== secret));
}

/** @throws InvalidInputError on a key that is empty or too long */
function keyOf(request: ActingRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw invalidInput([
      { pointer: '#Idempotency-Key', detail: 'must be 1 to 255 visible ASCII characters' },
    ]);
  }
  return key;
}
