import { Injectable } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { DataSource } from 'typeorm';
import { sha256, TooManyRequestsError } from '@app/platform';
import type { Actor } from '@app/audit';

/** How much a detector may send. */
export class IntakeRateOptions {
  constructor(
    /** Alerts a second, in the long run. */
    readonly perSecond: number,
    /** Alerts that may come at once after a rest. */
    readonly burst: number,
  ) {}
}

// A delivery that begins with something left is taken whole, whatever its size; the next waits until the debt is paid.
const LEFT = `least($2::double precision,
  intake_rates.tokens + extract(epoch FROM clock_timestamp() - intake_rates.at)::double precision * $3)`;

/**
 * Bounds how many alerts a detector sends, over all api processes together. Whoever was refused is refused by this
 * process without a look at the body until the debt is paid.
 * @see draft-ietf-httpapi-ratelimit-headers
 */
@Injectable()
export class IntakeRate {
  /** By hash of the credentials: until when they are refused, ms. */
  private readonly refused = new Map<string, number>();

  constructor(
    private readonly db: DataSource,
    private readonly options: IntakeRateOptions,
  ) {}

  /** Refuses before the body is read. For express. */
  readonly gate = (request: Request, response: Response, next: NextFunction): void => {
    const credentials = request.headers.authorization;
    if (request.method !== 'POST' || credentials === undefined || this.refused.size === 0) return next();
    const key = sha256(credentials);
    const waitMs = (this.refused.get(key) ?? 0) - Date.now();
    if (waitMs > 0) {
      this.say(response, -1, waitMs / 1_000);
      return next(refusal(waitMs / 1_000));
    }
    this.refused.delete(key);
    next();
  };

  /** Takes a delivery's alerts from the bucket and says in the answer's headers what is left. @throws TooManyRequestsError */
  async charge(actor: Actor, request: Request, response: Response, alerts: number): Promise<void> {
    if (actor.kind !== 'detector') return;
    const { burst, perSecond } = this.options;
    const left: { tokens: number }[] = await this.db.query(
      `INSERT INTO intake_rates (detector_id, tokens, at) VALUES ($1, $2::double precision - $4, clock_timestamp())
       ON CONFLICT (detector_id) DO UPDATE SET tokens = ${LEFT} - $4, at = clock_timestamp() WHERE ${LEFT} > 0
       RETURNING tokens`,
      [actor.id, burst, perSecond, alerts],
    );
    if (left[0]) return this.say(response, left[0].tokens, (burst - left[0].tokens) / perSecond);
    const now: { tokens: number }[] = await this.db.query(
      `SELECT ${LEFT} AS tokens FROM intake_rates WHERE detector_id = $1`,
      [actor.id, burst, perSecond],
    );
    const seconds = Math.max(0, -(now[0]?.tokens ?? 0)) / perSecond;
    this.refused.set(sha256(request.headers.authorization ?? ''), Date.now() + seconds * 1_000);
    this.say(response, -1, seconds);
    throw refusal(seconds);
  }

  private say(response: Response, tokens: number, seconds: number): void {
    const { burst, perSecond } = this.options;
    const window = Math.max(1, Math.ceil(burst / perSecond));
    response.setHeader('RateLimit-Policy', `"alerts";q=${burst};w=${window}`);
    const left = Math.max(0, Math.floor(tokens));
    response.setHeader('RateLimit', `"alerts";r=${left};t=${Math.max(0, Math.ceil(seconds))}`);
  }
}

function refusal(seconds: number): TooManyRequestsError {
  return new TooManyRequestsError('This detector sends more alerts than it may.', {
    retryAfterSeconds: Math.max(1, Math.ceil(seconds)),
  });
}
