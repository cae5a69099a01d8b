import type { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { IdempotencyKey } from './idempotency-key.entity';
import { IdempotencyKeyInFlightError, IdempotencyKeyReusedError } from './idempotency.problems';

/** How long a key stands for its answer, hours. */
export const KEPT_HOURS = 24;

/** What a request was answered, as it is given again. */
export type KeptAnswer = Pick<IdempotencyKey, 'status' | 'location' | 'body'>;

/** A key that was taken, or the request that has it already. */
export type Claimed = { claim: string; earlier?: undefined } | { claim?: undefined; earlier: IdempotencyKey };

/** The keys of requests: who has taken which, whether they still work on it, and what they were answered. */
export class IdempotencyKeys {
  constructor(
    private readonly db: DataSource,
    /** A request without a sign of life for so long died with its process; its key may be taken again, ms. */
    private readonly abandonedMs = 60_000,
  ) {}

  /**
   * Takes the key, or gives the request that was answered under it. Signs of life are compared by the database's clock,
   * which all processes share.
   * @throws IdempotencyKeyReusedError, IdempotencyKeyInFlightError
   */
  async claim(actorId: string, key: string, fingerprint: string): Promise<Claimed> {
    const claim = uuidv7();
    const taken: unknown[] = await this.db.query(
      `INSERT INTO idempotency_keys AS k (actor_id, key, claim, fingerprint, state, created_at, alive_at)
       VALUES ($1, $2, $3, $4, 'in_flight', clock_timestamp(), clock_timestamp())
       ON CONFLICT (actor_id, key) DO UPDATE SET claim = excluded.claim, fingerprint = excluded.fingerprint,
         state = 'in_flight', status = NULL, location = NULL, body = NULL, created_at = excluded.created_at,
         alive_at = excluded.alive_at
       WHERE (k.state = 'answered' AND k.created_at < clock_timestamp() - make_interval(hours => $5))
         OR (k.state = 'in_flight' AND k.alive_at < clock_timestamp() - make_interval(secs => $6))
       RETURNING k.key`,
      [actorId, key, claim, fingerprint, KEPT_HOURS, this.abandonedMs / 1_000],
    );
    if (taken.length > 0) return { claim };
    const earlier = await this.db.manager.findOneBy(IdempotencyKey, { actorId, key });
    if (earlier && earlier.fingerprint !== fingerprint)
      throw new IdempotencyKeyReusedError('This key was sent with another request before.');
    if (earlier?.state !== 'answered')
      throw new IdempotencyKeyInFlightError('The first request with this key is still being worked on.', {
        retryAfterSeconds: 1,
      });
    return { earlier };
  }

  /** Gives signs of life until the end is called: nobody else begins what takes long. */
  keepAlive(claim: string): () => void {
    const beating = setInterval(() => {
      // One that is lost is made up for by the next: four fit in.
      void this.db
        .query('UPDATE idempotency_keys SET alive_at = clock_timestamp() WHERE claim = $1', [claim])
        .catch(() => undefined);
    }, this.abandonedMs / 4);
    beating.unref();
    return () => clearInterval(beating);
  }

  /** Keeps the answer, unless the key was taken over meanwhile. */
  async keep(claim: string, { status, location, body }: KeptAnswer): Promise<void> {
    await this.db.query(
      `UPDATE idempotency_keys SET state = 'answered', status = $2, location = $3, body = $4::json WHERE claim = $1`,
      [claim, status, location, body === undefined ? null : JSON.stringify(body)],
    );
  }

  /** Gives the key back: the request changed nothing. */
  async release(claim: string): Promise<void> {
    await this.db.manager.delete(IdempotencyKey, { claim });
  }
}
