import type { EntityManager } from 'typeorm';
import { sendBehind } from '@app/platform';
import { familySql } from '../merge/family';

/** Notes that a person took alerts out of a case. Said again, the latest reason counts. */
export async function insertDetachments(
  tx: EntityManager,
  alertIds: readonly string[],
  caseId: string,
  by: { id: string; reason: string; at: Date },
): Promise<void> {
  await sendBehind(
    tx,
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
    `WITH RECURSIVE ${familySql('$2')}
     SELECT alert_id FROM case_alert_detachments
     WHERE alert_id = ANY($1::uuid[]) AND case_id IN (SELECT id FROM family)`,
    [alertIds, caseId],
  );
  return new Set(rows.map((row) => row.alert_id));
}

/** Which of these cases and the given one a person has told apart: an alert that one of them has was taken out of the other. */
export async function arePartedFrom(
  tx: EntityManager,
  caseId: string,
  caseIds: readonly string[],
): Promise<Set<string>> {
  const rows: { other: string }[] = await tx.query(
    `SELECT DISTINCT CASE WHEN ca.case_id = $1 THEN coalesce(f.merged_into_id, f.id) ELSE ca.case_id END AS other
     FROM cases f JOIN case_alert_detachments d ON d.case_id = f.id JOIN case_alerts ca ON ca.alert_id = d.alert_id
     WHERE (f.id = ANY($2::uuid[]) OR f.merged_into_id = ANY($2::uuid[])) AND ca.case_id = ANY($2::uuid[])
       AND $1 IN (ca.case_id, coalesce(f.merged_into_id, f.id))`,
    [caseId, caseIds],
  );
  return new Set(rows.map((row) => row.other));
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
     SELECT count(*)::int AS n FROM named n JOIN case_accounts c USING (account_id)
     WHERE c.case_id = $2 AND c.decided_at IS NULL AND NOT EXISTS (
       SELECT FROM case_alerts ca JOIN alert_subjects s ON s.alert_id = ca.alert_id AND s.kind = 'account'
       WHERE ca.case_id = $2 AND s.value = n.account_id)`,
    [alertIds, caseId],
  );
  return rows[0]!.n;
}
