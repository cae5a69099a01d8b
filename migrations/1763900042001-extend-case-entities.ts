import { sqlMigration } from './sql-migration';

/** Entities that people add and retract, and the indexes by which the timeline reads acts and alerts of a case. */
export const ExtendCaseEntities = sqlMigration('ExtendCaseEntities1763900042001', {
  up: `
    ALTER TABLE case_entities
      ADD COLUMN source text NOT NULL DEFAULT 'alerts',
      ADD COLUMN reason text,
      ADD COLUMN added_by text,
      ADD COLUMN retracted_by text,
      ADD COLUMN retracted_at timestamptz,
      ADD COLUMN retracted_reason text,
      ADD CONSTRAINT ck_case_entities_source CHECK (source IN ('alerts', 'staff'));
    CREATE INDEX ix_audit_events_case_id_at_id ON audit_events (case_id, at, id) WHERE case_id IS NOT NULL;
    CREATE INDEX ix_alerts_case_id_occurred_from_id ON alerts (case_id, occurred_from, id) WHERE case_id IS NOT NULL;
    CREATE INDEX ix_alerts_case_id_first_seen_at_id ON alerts (case_id, first_seen_at, id) WHERE case_id IS NOT NULL;`,
  down: `
    DROP INDEX ix_alerts_case_id_first_seen_at_id, ix_alerts_case_id_occurred_from_id, ix_audit_events_case_id_at_id;
    ALTER TABLE case_entities DROP CONSTRAINT ck_case_entities_source,
      DROP COLUMN retracted_reason, DROP COLUMN retracted_at, DROP COLUMN retracted_by, DROP COLUMN added_by,
      DROP COLUMN reason, DROP COLUMN source;`,
});
