import { sqlMigration } from './sql-migration';

/** A step of several parts says which it is at. */
export const TellStages = sqlMigration('TellStages1763900076000', {
  up: `ALTER TABLE enrichment_steps ADD COLUMN stage text;`,
  down: `ALTER TABLE enrichment_steps DROP COLUMN stage;`,
});
