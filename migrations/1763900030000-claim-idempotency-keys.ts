import { sqlMigration } from './sql-migration';

/** Requests under way give signs of life under a claim of their own; answers keep their Location. */
export const ClaimIdempotencyKeys = sqlMigration('ClaimIdempotencyKeys1763900030000', {
  up: `
    ALTER TABLE idempotency_keys ADD COLUMN claim uuid, ADD COLUMN alive_at timestamptz, ADD COLUMN location text;
    UPDATE idempotency_keys SET claim = gen_random_uuid(), alive_at = created_at;
    ALTER TABLE idempotency_keys ALTER COLUMN claim SET NOT NULL, ALTER COLUMN alive_at SET NOT NULL;
    CREATE UNIQUE INDEX uq_idempotency_keys_claim ON idempotency_keys (claim);`,
  down: `
    DROP INDEX uq_idempotency_keys_claim;
    ALTER TABLE idempotency_keys DROP COLUMN claim, DROP COLUMN alive_at, DROP COLUMN location;`,
});
