import type { EntityManager } from 'typeorm';

/** Notes that a person took alerts out of a case. Said again, the latest reason counts. */
export async function insertDetachments(
  tx: EntityManager,
  alertIds: readonly string[],
  caseId: string,
  by: { id: string; reason: string; at: Date },
): Promise<void> {
  await tx.query(
    `INSERT INTO case_alert_detachments (alert_id, case_id, detached_by, reason, detached_at)
     SELECT id, $2, $3, $4, $5 FROM unnest($1::uuid[]) AS t (id)
     ON CONFLICT ON CONSTRAINT pk_case_alert_detachments DO UPDATE
       SET detached_by = excluded.detached_by, reason = excluded.reason, detached_at = excluded.detached_at`,
    [alertIds, caseId, by.id, by.reason, by.at],
  );
}

/** Which of these alerts a person took out of this case, or out of one that was merged into it. */
export async function detachedFrom(
  tx: EntityManager,
  alertIds: readonly string[],
  caseId: string,
): Promise<Set<string>> {
  const rows: { alert_id: string }[] = await tx.query(
    `SELECT alert_id FROM case_alert_detachments WHERE alert_id = ANY($1::uuid[])
       AND case_id IN (SELECT id FROM cases WHERE id = $2 OR merged_into_id = $2)`,
    [alertIds, caseId],
  );
  return new Set(rows.map((row) => row.alert_id));
}

/** How many accounts of the case these alerts name, no alert of the case does, and nobody has judged. */
export async function countUnnamed(
  db: EntityManager,
  alertIds: readonly string[],
  caseId: string,
): Promise<number> {
  const rows: { n: number }[] = await db.query(
    `WITH named AS MATERIALIZED (
       SELECT DISTINCT value COLLATE "C" AS account_id FROM alert_subjects
       WHERE alert_id = ANY($1::uuid[]) AND kind = 'account')
     SELECT count(*)::int AS n FROM named JOIN case_accounts c USING (account_id)
     WHERE c.case_id = $2 AND c.decided_at IS NULL AND account_id NOT IN (
       SELECT s.value FROM case_alerts ca JOIN alert_subjects s ON s.alert_id = ca.alert_id AND s.kind = 'account'
       WHERE ca.case_id = $2)`,
    [alertIds, caseId],
  );
  return rows[0]!.n;
}
