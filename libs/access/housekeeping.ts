import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BackgroundLoop } from '@app/platform';
import { KEPT_HOURS } from './idempotency/idempotency-keys.service';

const BATCH = 5_000;
/** Between two rounds when there is little to do, ms. */
const REST_MS = 10 * 60_000;

/** What has run out and only takes room: nothing that is in force depends on its being gone. */
const RUN_OUT = [
  { table: 'login_attempts', key: 'key', is: 'expire < extract(epoch FROM now()) * 1000' },
  { table: 'sessions', key: 'token_hash', is: 'expires_at < now()' },
  {
    table: 'idempotency_keys',
    key: 'claim',
    is: `created_at < now() - interval '${KEPT_HOURS} hours' AND alive_at < now() - interval '1 hour'`,
  },
] as const;

/** Takes away tries to sign in, sessions and idempotency keys that have run out. */
@Injectable()
export class AccessHousekeeping {
  private readonly loop: BackgroundLoop;

  constructor(private readonly db: DataSource) {
    this.loop = new BackgroundLoop('housekeeping of access', () => this.clear(), REST_MS);
  }

  start(): void {
    this.loop.start();
  }

  stop(): Promise<void> {
    return this.loop.stop();
  }

  /** One round, a portion of each; says whether there is more. */
  async clear(): Promise<boolean> {
    let hasMore = false;
    for (const { table, key, is } of RUN_OUT) {
      const [, taken]: [unknown, number] = await this.db.query(
        `DELETE FROM ${table} WHERE ${key} IN
           (SELECT ${key} FROM ${table} WHERE ${is} LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)`,
      );
      if (taken === BATCH) hasMore = true;
    }
    return hasMore;
  }
}
