import type { EntityManager } from 'typeorm';

/** An account of a case with the number of its cluster, null where it is in none. */
export interface ClusteredAccount {
  accountId: string;
  cluster: number | null;
}

/** The confirmed accounts of a case with their clusters, in byte order; at most `limit`. */
export async function clusteredAccounts(
  db: EntityManager,
  caseId: string,
  limit: number,
): Promise<ClusteredAccount[]> {
  return db.query(
    `SELECT a.account_id AS "accountId", m.number AS cluster
     FROM case_accounts a LEFT JOIN cluster_members m ON m.case_id = a.case_id AND m.account_id = a.account_id
     WHERE a.case_id = $1 AND a.status = 'confirmed' ORDER BY a.account_id LIMIT $2`,
    [caseId, limit],
  );
}

/** Every account that the case or one merged into it lists or listed, whatever its verdict, in portions of the same order. */
export async function everyAccount(
  db: EntityManager,
  caseIds: readonly string[],
  after: string | null,
  limit: number,
): Promise<string[]> {
  const rows: { account_id: string }[] = await db.query(
    `SELECT DISTINCT account_id FROM case_accounts
     WHERE case_id = ANY($1::uuid[]) AND ($2::text IS NULL OR account_id > $2) ORDER BY account_id LIMIT $3`,
    [caseIds, after, limit],
  );
  return rows.map((row) => row.account_id);
}
