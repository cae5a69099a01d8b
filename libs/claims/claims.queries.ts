import type { EntityManager } from 'typeorm';

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
  await tx.query(
    `INSERT INTO claim_citations (claim_id, letter_id, cited_at)
     SELECT DISTINCT claim_id, $2::uuid, $3::timestamptz FROM unnest($1::uuid[]) AS claim_id
     ON CONFLICT (claim_id, letter_id) DO NOTHING`,
    [claimIds, letterId, at],
  );
}
