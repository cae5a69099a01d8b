import { sqlMigration } from './sql-migration';

/** The gravest of one type and of one queue: types and queues go with severities, so a filter over the gravest of all may look at most of the inbox. */
export const IndexInboxBySeverity = sqlMigration('IndexInboxBySeverity1763900055001', {
  up: `
    CREATE INDEX ix_alerts_inbox_type_severity_id ON alerts (type, severity, id)
      WHERE stage IN ('New', 'InProgress') AND NOT sandbox AND muted_by IS NULL;
    CREATE INDEX ix_alerts_inbox_queue_id_severity_id ON alerts (queue_id, severity, id)
      WHERE stage IN ('New', 'InProgress') AND NOT sandbox AND muted_by IS NULL;`,
  down: `DROP INDEX ix_alerts_inbox_queue_id_severity_id, ix_alerts_inbox_type_severity_id;`,
});
