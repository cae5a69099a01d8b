import { sqlMigration } from './sql-migration';

/** Detectors and what they claim. Alerts refuse deletion, revisions change too. */
export const CreateAlerts = sqlMigration('CreateAlerts1763900004000', {
  up: `
    CREATE TABLE detectors (
      id uuid NOT NULL,
      name text NOT NULL,
      owner text NOT NULL,
      description text NOT NULL,
      legal_basis text NOT NULL,
      sensitivity text NOT NULL,
      citable_outside boolean NOT NULL,
      created_at timestamptz NOT NULL,
      disabled_at timestamptz,
      CONSTRAINT pk_detectors PRIMARY KEY (id),
      CONSTRAINT uq_detectors_name UNIQUE (name),
      CONSTRAINT ck_detectors_sensitivity CHECK (sensitivity IN ('public', 'internal', 'restricted'))
    );

    CREATE TABLE alerts (
      id uuid NOT NULL,
      detector_id uuid NOT NULL,
      type text NOT NULL,
      source_ref text NOT NULL,
      fingerprint text NOT NULL,
      content_hash text NOT NULL,
      revision integer NOT NULL,
      title text NOT NULL,
      description text,
      severity smallint NOT NULL,
      confidence double precision,
      tlp text NOT NULL,
      analytic_name text NOT NULL,
      analytic_version text,
      tags text[] NOT NULL,
      occurred_from timestamptz NOT NULL,
      occurred_to timestamptz NOT NULL,
      detected_at timestamptz NOT NULL,
      repeats integer NOT NULL,
      first_seen_at timestamptz NOT NULL,
      last_seen_at timestamptz NOT NULL,
      stage text NOT NULL,
      in_progress_at timestamptz,
      imported_at timestamptz,
      closed_at timestamptz,
      resolution text,
      summary text,
      case_id uuid,
      CONSTRAINT pk_alerts PRIMARY KEY (id),
      CONSTRAINT uq_alerts_detector_id_type_source_ref UNIQUE (detector_id, type, source_ref),
      CONSTRAINT fk_alerts_detector_id FOREIGN KEY (detector_id) REFERENCES detectors (id) ON DELETE RESTRICT,
      CONSTRAINT ck_alerts_stage CHECK (stage IN ('New', 'InProgress', 'Imported', 'Closed')),
      CONSTRAINT ck_alerts_severity CHECK (severity BETWEEN 1 AND 4),
      CONSTRAINT ck_alerts_closed CHECK ((stage = 'Closed') = (resolution IS NOT NULL) AND (stage = 'Closed') = (summary IS NOT NULL)),
      CONSTRAINT ck_alerts_imported CHECK (stage <> 'Imported' OR case_id IS NOT NULL)
    ) WITH (fillfactor = 90); -- a repeat touches no indexed column, so its new row stays on its page
    CREATE TRIGGER tr_alerts_stay BEFORE DELETE OR TRUNCATE ON alerts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    CREATE INDEX ix_alerts_stage_severity_id ON alerts (stage, severity, id);
    CREATE INDEX ix_alerts_type_stage_id ON alerts (type, stage, id);
    CREATE INDEX ix_alerts_detector_id_stage_id ON alerts (detector_id, stage, id);
    CREATE INDEX ix_alerts_case_id_id ON alerts (case_id, id);

    CREATE TABLE alert_revisions (
      alert_id uuid NOT NULL,
      revision integer NOT NULL,
      content jsonb NOT NULL,
      content_hash text NOT NULL,
      received_at timestamptz NOT NULL,
      CONSTRAINT pk_alert_revisions PRIMARY KEY (alert_id, revision),
      CONSTRAINT fk_alert_revisions_alert_id FOREIGN KEY (alert_id) REFERENCES alerts (id) ON DELETE RESTRICT
    );
    CREATE TRIGGER tr_alert_revisions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON alert_revisions
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

    CREATE TABLE alert_subjects (
      alert_id uuid NOT NULL,
      kind text NOT NULL,
      value text NOT NULL,
      CONSTRAINT pk_alert_subjects PRIMARY KEY (alert_id, kind, value),
      CONSTRAINT ck_alert_subjects_kind CHECK (kind IN ('account', 'address', 'instrument', 'fingerprint', 'template'))
    );
    CREATE INDEX ix_alert_subjects_kind_value ON alert_subjects (kind, value);`,
  down: `DROP TABLE alert_subjects, alert_revisions, alerts, detectors;`,
});
