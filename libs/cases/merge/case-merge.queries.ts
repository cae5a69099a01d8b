import type { EntityManager } from 'typeorm';

/**
 * Brings what one case has into another. Alerts move, since an alert has one case; what else the case holds is
 * copied and stays in its own record. Of two verdicts on one account or key the later one counts.
 */
export async function absorb(
  tx: EntityManager,
  fromId: string,
  intoId: string,
): Promise<{ alertIds: string[]; accounts: number }> {
  const moved: [{ alert_id: string }[], number] = await tx.query(
    'UPDATE case_alerts SET case_id = $2 WHERE case_id = $1 RETURNING alert_id',
    [fromId, intoId],
  );
  const accounts: { n: string }[] = await tx.query(
    `WITH copied AS (
       INSERT INTO case_accounts (case_id, account_id, status, source, added_at, reason, decided_by, decided_at)
       SELECT $2, account_id, status, source, added_at, reason, decided_by, decided_at
       FROM case_accounts WHERE case_id = $1 ORDER BY account_id
       ON CONFLICT ON CONSTRAINT pk_case_accounts DO UPDATE
         SET status = excluded.status, reason = excluded.reason, decided_by = excluded.decided_by, decided_at = excluded.decided_at
         WHERE excluded.decided_at > coalesce(case_accounts.decided_at, '-infinity')
       RETURNING 1)
     SELECT count(*) AS n FROM copied`,
    [fromId, intoId],
  );
  await tx.query(
    `INSERT INTO case_api_keys (case_id, api_key_id, account_id, verdict, reason, decided_by, decided_at)
     SELECT $2, api_key_id, account_id, verdict, reason, decided_by, decided_at FROM case_api_keys WHERE case_id = $1
     ON CONFLICT ON CONSTRAINT pk_case_api_keys DO UPDATE
       SET verdict = excluded.verdict, reason = excluded.reason, decided_by = excluded.decided_by, decided_at = excluded.decided_at
       WHERE excluded.decided_at > case_api_keys.decided_at`,
    [fromId, intoId],
  );
  await tx.query(
    `INSERT INTO case_entities (case_id, kind, value, added_at)
     SELECT $2, kind, value, added_at FROM case_entities WHERE case_id = $1
     ON CONFLICT ON CONSTRAINT pk_case_entities DO NOTHING`,
    [fromId, intoId],
  );
  await tx.query(
    `INSERT INTO case_violations (case_id, clause_id, found_by, found_at)
     SELECT $2, clause_id, found_by, found_at FROM case_violations WHERE case_id = $1
     ON CONFLICT ON CONSTRAINT pk_case_violations DO NOTHING`,
    [fromId, intoId],
  );
  return { alertIds: moved[0].map((row) => row.alert_id), accounts: Number(accounts[0]!.n) };
}

/** The case and every case that was merged into it, directly or through others. */
export async function familyOf(db: EntityManager, caseId: string): Promise<string[]> {
  const rows: { id: string }[] = await db.query(
    `WITH RECURSIVE family AS (
       SELECT $1::uuid AS id UNION SELECT c.id FROM cases c JOIN family f ON c.merged_into_id = f.id)
     SELECT id FROM family`,
    [caseId],
  );
  return rows.map((row) => row.id);
}
