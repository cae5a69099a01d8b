import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Response } from 'express';
import { lastValueFrom, type Observable, of } from 'rxjs';
import { DataSource, LessThan } from 'typeorm';
import { Clock, invalidInput, sha256 } from '@app/platform';
import type { ActingRequest } from '../allow.decorator';
import { IdempotencyKey } from './idempotency-key.entity';
import { SHOWN_ONCE } from './shown-once.decorator';
import { IdempotencyKeyInFlightError, IdempotencyKeyReusedError } from './idempotency.problems';

const KEPT_MS = 24 * 3_600_000;
/** A request that has not been answered for so long died with its process; its key may be used again. */
const ABANDONED_MS = 60_000;

/**
 * Answers a repeated POST with the answer of the first, by the caller's `Idempotency-Key`: same key and request, same
 * answer; same key and another request, 422; while the first is being worked on, 409. Keys are kept for 24 hours.
 * A request that was refused or failed leaves no key behind: it changed nothing and may be tried again.
 * @see draft-ietf-httpapi-idempotency-key-header
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
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
    const earlier = await this.claim(actorId, key, fingerprint);
    if (earlier) {
      response.status(earlier.status!).setHeader('Idempotency-Replayed', 'true');
      return of(earlier.body);
    }
    try {
      const body: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
      const secret = this.reflector.get<string | undefined>(SHOWN_ONCE, context.getHandler());
      await this.keep(actorId, key, response.statusCode, without(body, secret));
      return of(body);
    } catch (error) {
      await this.release(actorId, key);
      throw error;
    }
  }

  /** Takes the key, or gives the answer of the request that took it. */
  private async claim(
    actorId: string,
    key: string,
    fingerprint: string,
  ): Promise<IdempotencyKey | undefined> {
    const now = this.clock.now();
    const repository = this.db.manager;
    await repository.delete(IdempotencyKey, { createdAt: LessThan(new Date(now.getTime() - KEPT_MS)) });
    await repository.delete(IdempotencyKey, {
      actorId,
      key,
      state: 'in_flight',
      createdAt: LessThan(new Date(now.getTime() - ABANDONED_MS)),
    });
    const taken: unknown[] = await this.db.query(
      `INSERT INTO idempotency_keys (actor_id, key, fingerprint, state, created_at) VALUES ($1, $2, $3, 'in_flight', $4)
       ON CONFLICT DO NOTHING RETURNING key`,
      [actorId, key, fingerprint, now],
    );
    if (taken.length > 0) return undefined;
    const earlier = await repository.findOneBy(IdempotencyKey, { actorId, key });
    if (earlier && earlier.fingerprint !== fingerprint)
      throw new IdempotencyKeyReusedError('This key was sent with another request before.');
    if (earlier?.state !== 'answered')
      throw new IdempotencyKeyInFlightError('The first request with this key is still being worked on.', {
        retryAfterSeconds: 1,
      });
    return earlier;
  }

  private async keep(actorId: string, key: string, status: number, body: unknown): Promise<void> {
    await this.db.query(
      `UPDATE idempotency_keys SET state = 'answered', status = $3, body = $4::jsonb WHERE actor_id = $1 AND key = $2`,
      [actorId, key, status, body === undefined ? null : JSON.stringify(body)],
    );
  }

  private async release(actorId: string, key: string): Promise<void> {
    await this.db.manager.delete(IdempotencyKey, { actorId, key });
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
