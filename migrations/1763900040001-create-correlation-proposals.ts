import { sqlMigration } from './sql-migration';

/** What correlation proposes to people, and that a person may dismiss the meeting of two cases. */
export const CreateCorrelationProposals = sqlMigration('CreateCorrelationProposals1763900040001', {
  up: `
    CREATE TABLE correlation_proposals (
      id uuid NOT NULL,
      alert_id uuid NOT NULL,
      case_id uuid NOT NULL,
      nearest_alert_id uuid NOT NULL,
      score integer NOT NULL,
      explanation jsonb NOT NULL,
      status text NOT NULL,
      raised_at timestamptz NOT NULL,
      scored_at timestamptz NOT NULL,
      settled_at timestamptz,
      settled_by text,
      settled_by_name text,
      reason text,
      CONSTRAINT pk_correlation_proposals PRIMARY KEY (id),
      CONSTRAINT ck_correlation_proposals_status CHECK (status IN ('open', 'accepted', 'declined', 'superseded')),
      CONSTRAINT ck_correlation_proposals_settled
        CHECK ((status = 'open') = (settled_at IS NULL) AND (settled_at IS NULL) = (settled_by IS NULL))
    );
    CREATE UNIQUE INDEX uq_correlation_proposals_alert_id_case_id ON correlation_proposals (alert_id, case_id)
      WHERE status = 'open';
    CREATE INDEX ix_correlation_proposals_alert_id_id ON correlation_proposals (alert_id, id);
    CREATE INDEX ix_correlation_proposals_case_id_status_id ON correlation_proposals (case_id, status, id);
    CREATE INDEX ix_correlation_proposals_status_id ON correlation_proposals (status, id);

    ALTER TABLE case_meetings
      ADD COLUMN dismissed_by text,
      ADD COLUMN dismissed_by_name text,
      ADD COLUMN dismissed_at timestamptz,
      ADD COLUMN dismissed_reason text;`,
  down: `
    ALTER TABLE case_meetings DROP COLUMN dismissed_by, DROP COLUMN dismissed_by_name, DROP COLUMN dismissed_at,
      DROP COLUMN dismissed_reason;
    DROP TABLE correlation_proposals;`,
});
