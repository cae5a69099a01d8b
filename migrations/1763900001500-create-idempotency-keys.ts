import { sqlMigration } from './sql-migration';

/** Requests that carried an Idempotency-Key, for 24 hours. */
export const CreateIdempotencyKeys = sqlMigration('CreateIdempotencyKeys1763900001500', {
  up: `
    CREATE TABLE idempotency_keys (
      actor_id text NOT NULL,
      key text NOT NULL,
      fingerprint text NOT NULL,
      state text NOT NULL,
      status integer,
      body jsonb,
      created_at timestamptz NOT NULL,
      CONSTRAINT pk_idempotency_keys PRIMARY KEY (actor_id, key),
      CONSTRAINT ck_idempotency_keys_state CHECK (state IN ('in_flight', 'answered'))
    );
    CREATE INDEX ix_idempotency_keys_created_at ON idempotency_keys (created_at);`,
  down: `DROP TABLE idempotency_keys;`,
});
