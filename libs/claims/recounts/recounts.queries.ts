import type { EntityManager } from 'typeorm';

/** A recount before it is written. */
export interface NewRecount {
  id: string;
  claimId: string;
}

/** Writes down recounts of claims on a snapshot; those that wait already stay. Gives all that now wait. */
export function insertRecounts(
  tx: EntityManager,
  snapshotId: string,
  recounts: readonly NewRecount[],
  by: { id: string; name: string; at: Date },
): Promise<{ id: string; isNew: boolean }[]> {
  return tx.query(
    `WITH wanted AS (SELECT id, claim_id FROM unnest($1::uuid[], $2::uuid[]) AS w (id, claim_id)), added AS (
       INSERT INTO claim_recounts (id, claim_id, snapshot_id, state, requested_by, requested_by_name, requested_at)
       SELECT id, claim_id, $3::uuid, 'waiting', $4, $5, $6::timestamptz FROM wanted
       ON CONFLICT (claim_id, snapshot_id) WHERE state = 'waiting' DO NOTHING RETURNING id)
     SELECT id, true AS "isNew" FROM added
     UNION ALL
     SELECT r.id, false FROM claim_recounts r JOIN wanted w ON w.claim_id = r.claim_id
     WHERE r.snapshot_id = $3::uuid AND r.state = 'waiting'`,
    [recounts.map(({ id }) => id), recounts.map(({ claimId }) => claimId), snapshotId, by.id, by.name, by.at],
  );
}

/**
 * Approved claims that nobody has counted on the snapshot, or whose counts on it differed; of a case or of all, those
 * that are not of a later snapshot than it.
 */
export async function claimsToRecount(
  tx: EntityManager,
  o: { snapshotId: string; snapshotNumber: number; caseIds: readonly string[] | null; limit: number },
): Promise<string[]> {
  const rows: { id: string }[] = await tx.query(
    `SELECT c.id FROM claims c JOIN snapshots s ON s.id = c.snapshot_id
     WHERE c.state = 'approved' AND s.number < $2 AND ($3::uuid[] IS NULL OR c.case_id = ANY($3))
       AND NOT EXISTS (SELECT FROM claim_recounts r
         WHERE r.claim_id = c.id AND r.snapshot_id = $1 AND r.outcome IN ('holds', 'fails'))
     ORDER BY c.id LIMIT $4`,
    [o.snapshotId, o.snapshotNumber, o.caseIds, o.limit],
  );
  return rows.map(({ id }) => id);
}
