import { sqlMigration } from './sql-migration';

/** Tags of people on alerts, the rules of a row that the inbox keeps, and which alerts people took out of which cases. */
export const AddStaffTagsAndDetachments = sqlMigration('AddStaffTagsAndDetachments1763900021001', {
  up: `
    ALTER TABLE alerts ADD COLUMN staff_tags text[] NOT NULL DEFAULT '{}',
      DROP CONSTRAINT ck_alerts_imported,
      ADD CONSTRAINT ck_alerts_imported CHECK ((stage = 'Imported') = (case_id IS NOT NULL)),
      ADD CONSTRAINT ck_alerts_snoozed CHECK (snoozed_until IS NULL OR stage IN ('New', 'InProgress'));
    ALTER TABLE muting_rules ADD COLUMN unmuted integer NOT NULL DEFAULT 0;
    ALTER TABLE muting_rules ALTER COLUMN unmuted DROP DEFAULT;
    CREATE TABLE case_alert_detachments (
      alert_id uuid NOT NULL,
      case_id uuid NOT NULL,
      detached_by text NOT NULL,
      reason text NOT NULL,
      detached_at timestamptz NOT NULL,
      CONSTRAINT pk_case_alert_detachments PRIMARY KEY (alert_id, case_id),
      CONSTRAINT fk_case_alert_detachments_alert_id FOREIGN KEY (alert_id) REFERENCES alerts (id) ON DELETE RESTRICT,
      CONSTRAINT fk_case_alert_detachments_case_id FOREIGN KEY (case_id) REFERENCES cases (id) ON DELETE RESTRICT
    );
    CREATE INDEX ix_case_alert_detachments_case_id ON case_alert_detachments (case_id);`,
  down: `
    DROP TABLE case_alert_detachments;
    ALTER TABLE muting_rules DROP COLUMN unmuted;
    ALTER TABLE alerts DROP CONSTRAINT ck_alerts_snoozed, DROP CONSTRAINT ck_alerts_imported,
      ADD CONSTRAINT ck_alerts_imported CHECK (stage <> 'Imported' OR case_id IS NOT NULL), DROP COLUMN staff_tags;`,
});
