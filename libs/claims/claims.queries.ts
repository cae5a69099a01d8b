import type { EntityManager } from 'typeorm';
import { sendBehind } from '@app/platform';
import type { Keeper } from '@app/usage';

/** The next number of a claim within its case; the caller holds the case. */
export async function nextNumber(tx: EntityManager, caseId: string): Promise<number> {
  const [row] = await tx.query<{ next: number }[]>(
    'SELECT coalesce(max(number), 0) + 1 AS next FROM claims WHERE case_id = $1',
    [caseId],
  );
  return row!.next;
}

/** Records that a letter cites claims; again is no change. */
export async function insertCitations(
  tx: EntityManager,
  claimIds: readonly string[],
  letterId: string,
  at: Date,
): Promise<void> {
  await sendBehind(
    tx,
    `INSERT INTO claim_citations (claim_id, letter_id, cited_at)
     SELECT DISTINCT claim_id, $2::uuid, $3::timestamptz FROM unnest($1::uuid[]) AS claim_id
     ON CONFLICT (claim_id, letter_id) DO NOTHING`,
    [claimIds, letterId, at],
  );
}

/** When the snapshots were taken that the claims of a case were counted on, by snapshot. */
export async function snapshotTimes(db: EntityManager, caseId: string): Promise<Map<string, Date>> {
  const rows: { id: string; taken_at: Date }[] = await db.query(
    'SELECT id, taken_at FROM snapshots WHERE id IN (SELECT snapshot_id FROM claims WHERE case_id = $1)',
    [caseId],
  );
  return new Map(rows.map((row) => [row.id, row.taken_at]));
}

/**
 * Days that approved claims were counted on: what a letter cites, or may cite, must be there to be counted again. One
 * that was superseded and never cited needs nothing.
 */
export async function daysOfClaims(db: EntityManager, before: string): Promise<Keeper[]> {
  const rows: { from: string; to: string; claims: string; cited: string; id: string; number: number }[] =
    await db.query(
      `SELECT greatest(w.from_day, d.first_day) AS "from", least(w.to_day, d.after_last) AS "to",
         count(*) AS claims, count(*) FILTER (WHERE k.is_cited) AS cited, min(c.id::text) AS id,
         (array_agg(c.number ORDER BY c.id::text))[1] AS number
       FROM claims c
       JOIN snapshots s ON s.id = c.snapshot_id
       CROSS JOIN LATERAL (SELECT c.parameters->>'from' AS from_day, c.parameters->>'to' AS to_day) w
       CROSS JOIN LATERAL (SELECT s.days->0->>'day' AS first_day,
         to_char((s.days->-1->>'day')::date + 1, 'YYYY-MM-DD') AS after_last) d
       CROSS JOIN LATERAL (SELECT EXISTS (SELECT 1 FROM claim_citations i WHERE i.claim_id = c.id) AS is_cited) k
       WHERE c.state = 'approved' AND (NOT c.is_superseded OR k.is_cited)
         AND greatest(w.from_day, d.first_day) < least(w.to_day, d.after_last) AND greatest(w.from_day, d.first_day) < $1
       GROUP BY 1, 2 ORDER BY 1, 2`,
      [before],
    );
  return rows.map(({ from, to, claims, cited, id, number }) => ({
    kind: 'claim',
    id,
    reason:
      claims === '1'
        ? `Approved claim ${number}${cited === '1' ? ', cited in a letter,' : ''} was counted on it.`
        : `${claims} approved claims were counted on it, of which letters cite ${cited}.`,
    from,
    to,
  }));
}
