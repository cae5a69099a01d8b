import { sqlMigration } from './sql-migration';

/** The answer that a key stands for is given again as it was: `jsonb` sorts its members and refuses some signs. */
export const KeepAnswersAsSent = sqlMigration('KeepAnswersAsSent1763900073000', {
  up: `ALTER TABLE idempotency_keys ALTER COLUMN body TYPE json USING body::json;`,
  down: `
    DELETE FROM idempotency_keys WHERE strpos(body::text, '\\u') > 0;
    ALTER TABLE idempotency_keys ALTER COLUMN body TYPE jsonb USING body::jsonb;`,
});
