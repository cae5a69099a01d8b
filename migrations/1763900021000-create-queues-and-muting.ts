import { sqlMigration } from './sql-migration';

/** Queues and muting rules, and where each alert stands because of them; what is known of a detector, and its keys' ends. */
export const CreateQueuesAndMuting = sqlMigration('CreateQueuesAndMuting1763900021000', {
  up: `
    CREATE TABLE alert_queues (
      id uuid NOT NULL,
      name text NOT NULL,
      position integer NOT NULL,
      detector_id uuid,
      type_prefix text,
      minimum_severity smallint,
      tags text[] NOT NULL,
      is_catch_all boolean NOT NULL,
      version integer NOT NULL,
      created_at timestamptz NOT NULL,
      archived_at timestamptz,
      CONSTRAINT pk_alert_queues PRIMARY KEY (id),
      CONSTRAINT fk_alert_queues_detector_id FOREIGN KEY (detector_id) REFERENCES detectors (id) ON DELETE RESTRICT,
      CONSTRAINT ck_alert_queues_minimum_severity CHECK (minimum_severity BETWEEN 1 AND 4),
      CONSTRAINT ck_alert_queues_catch_all CHECK (NOT is_catch_all OR (archived_at IS NULL AND detector_id IS NULL
        AND type_prefix IS NULL AND minimum_severity IS NULL AND tags = '{}'))
    );
    CREATE UNIQUE INDEX uq_alert_queues_name ON alert_queues (name) WHERE archived_at IS NULL;
    CREATE UNIQUE INDEX uq_alert_queues_catch_all ON alert_queues (is_catch_all) WHERE is_catch_all;
    CREATE INDEX ix_alert_queues_detector_id ON alert_queues (detector_id);
    INSERT INTO alert_queues VALUES
      ('00000000-0000-7000-8000-000000000001', 'Inbox', 2147483647, NULL, NULL, NULL, '{}', true, 1, now(), NULL);

    CREATE TABLE muting_rules (
      id uuid NOT NULL,
      detector_id uuid,
      type text,
      subject_kind text,
      subject_value text,
      reason text NOT NULL,
      created_by text NOT NULL,
      created_by_name text NOT NULL,
      created_at timestamptz NOT NULL,
      expires_at timestamptz NOT NULL,
      ended_by text,
      ended_at timestamptz,
      CONSTRAINT pk_muting_rules PRIMARY KEY (id),
      CONSTRAINT fk_muting_rules_detector_id FOREIGN KEY (detector_id) REFERENCES detectors (id) ON DELETE RESTRICT,
      CONSTRAINT ck_muting_rules_subject_kind CHECK (subject_kind IN ('account', 'address', 'instrument', 'fingerprint', 'template')),
      CONSTRAINT ck_muting_rules_subject CHECK ((subject_kind IS NULL) = (subject_value IS NULL)),
      CONSTRAINT ck_muting_rules_match CHECK (num_nonnulls(detector_id, type, subject_kind) > 0),
      CONSTRAINT ck_muting_rules_expires_at CHECK (expires_at > created_at AND expires_at <= created_at + interval '2160 hours'),
      CONSTRAINT ck_muting_rules_ended CHECK ((ended_at IS NULL) = (ended_by IS NULL))
    );
    CREATE INDEX ix_muting_rules_detector_id ON muting_rules (detector_id);
    CREATE INDEX ix_muting_rules_standing ON muting_rules (expires_at) WHERE ended_at IS NULL;

    ALTER TABLE alerts
      ADD COLUMN queue_id uuid NOT NULL DEFAULT '00000000-0000-7000-8000-000000000001',
      ADD COLUMN assignee_id uuid,
      ADD COLUMN snoozed_until timestamptz,
      ADD COLUMN sandbox boolean NOT NULL DEFAULT false,
      ADD COLUMN muted_by uuid;
    ALTER TABLE alerts ALTER COLUMN queue_id DROP DEFAULT, ALTER COLUMN sandbox DROP DEFAULT;
    CREATE INDEX ix_alerts_inbox_id ON alerts (id)
      WHERE stage IN ('New', 'InProgress') AND NOT sandbox AND muted_by IS NULL;
    CREATE INDEX ix_alerts_inbox_queue_id_id ON alerts (queue_id, id)
      WHERE stage IN ('New', 'InProgress') AND NOT sandbox AND muted_by IS NULL;
    CREATE INDEX ix_alerts_inbox_severity_id ON alerts (severity, id)
      WHERE stage IN ('New', 'InProgress') AND NOT sandbox AND muted_by IS NULL;
    CREATE INDEX ix_alerts_assignee_id_id ON alerts (assignee_id, id) WHERE assignee_id IS NOT NULL;
    CREATE INDEX ix_alerts_muted_by_id ON alerts (muted_by, id) WHERE muted_by IS NOT NULL;

    ALTER TABLE detectors
      ADD COLUMN analytic_name text,
      ADD COLUMN analytic_version text,
      ADD COLUMN threshold text,
      ADD COLUMN approved_by text,
      ADD COLUMN approval_reference text,
      ADD COLUMN sandbox boolean NOT NULL DEFAULT false,
      ADD COLUMN version integer NOT NULL DEFAULT 1;
    ALTER TABLE detectors ALTER COLUMN sandbox DROP DEFAULT, ALTER COLUMN version DROP DEFAULT;
    ALTER TABLE api_keys ADD COLUMN label text NOT NULL DEFAULT '', ADD COLUMN expires_at timestamptz;
    ALTER TABLE api_keys ALTER COLUMN label DROP DEFAULT;`,
  down: `
    ALTER TABLE api_keys DROP COLUMN label, DROP COLUMN expires_at;
    ALTER TABLE detectors DROP COLUMN analytic_name, DROP COLUMN analytic_version, DROP COLUMN threshold,
      DROP COLUMN approved_by, DROP COLUMN approval_reference, DROP COLUMN sandbox, DROP COLUMN version;
    ALTER TABLE alerts DROP COLUMN queue_id, DROP COLUMN assignee_id, DROP COLUMN snoozed_until,
      DROP COLUMN sandbox, DROP COLUMN muted_by;
    DROP TABLE muting_rules, alert_queues;`,
});
