import { sqlMigration } from './sql-migration';

/** The alerts of a tag, in the order of arrival; and no entry for alerts without a case where those of a case are looked up. */
export const CreateAlertTags = sqlMigration('CreateAlertTags1763900055000', {
  up: `
    CREATE TABLE alert_tags (
      tag text NOT NULL,
      alert_id uuid NOT NULL,
      CONSTRAINT pk_alert_tags PRIMARY KEY (tag, alert_id)
    );
    INSERT INTO alert_tags (tag, alert_id)
    SELECT DISTINCT tag, a.id FROM alerts a, unnest(a.tags || a.staff_tags) AS t (tag);
    DROP INDEX ix_alerts_case_id_id;
    CREATE INDEX ix_alerts_case_id_id ON alerts (case_id, id) WHERE case_id IS NOT NULL;`,
  down: `
    DROP INDEX ix_alerts_case_id_id;
    CREATE INDEX ix_alerts_case_id_id ON alerts (case_id, id);
    DROP TABLE alert_tags;`,
});
