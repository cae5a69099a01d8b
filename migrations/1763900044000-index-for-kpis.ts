import { sqlMigration } from './sql-migration';

/**
 * When alerts were first imported and closed, and when cases moved: what a period's comings and goings are counted
 * from. An alert enters neither index when it arrives, so the intake does not pay for them.
 */
export const IndexForKpis = sqlMigration('IndexForKpis1763900044000', {
  up: `
    CREATE INDEX ix_alerts_imported_at ON alerts (imported_at) WHERE imported_at IS NOT NULL;
    CREATE INDEX ix_alerts_closed_at ON alerts (closed_at) WHERE closed_at IS NOT NULL;
    CREATE INDEX ix_audit_events_case_moves_at ON audit_events (at) WHERE action IN ('case.moved', 'case.merged');`,
  down: `DROP INDEX ix_audit_events_case_moves_at, ix_alerts_closed_at, ix_alerts_imported_at;`,
});
