import { sqlMigration } from './sql-migration';

/**
 * Each message of the outbox has a name of its own for its job: the numbers of a restored database begin again where
 * the backup ended, beside a queue that remembers them.
 */
export const NameOutboxJobs = sqlMigration('NameOutboxJobs1763900030001', {
  up: `ALTER TABLE outbox_messages ADD COLUMN job_id text NOT NULL DEFAULT gen_random_uuid();`,
  down: `ALTER TABLE outbox_messages DROP COLUMN job_id;`,
});
