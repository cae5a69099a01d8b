import { sqlMigration } from './sql-migration';

/** Usage that is read where the lab keeps it: intervals of it as snapshots pinned them, and where a snapshot's rows lie. */
export const CreateUsageIntervals = sqlMigration('CreateUsageIntervals1763900062000', {
  up: `
    CREATE TABLE usage_intervals (
      no integer NOT NULL,
      definition_hash text NOT NULL,
      until_at timestamptz NOT NULL,
      max_ts timestamptz NOT NULL,
      days jsonb NOT NULL,
      is_moved boolean NOT NULL DEFAULT false,
      recorded_at timestamptz NOT NULL,
      CONSTRAINT pk_usage_intervals PRIMARY KEY (no)
    );
    CREATE INDEX ix_usage_intervals_definition_hash_until_at ON usage_intervals (definition_hash, until_at);

    ALTER TABLE snapshots ADD COLUMN source jsonb;`,
  down: `
    ALTER TABLE snapshots DROP COLUMN source;
    DROP TABLE usage_intervals;`,
});
