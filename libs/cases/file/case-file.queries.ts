import type { EntityManager } from 'typeorm';

/** Notes down breaches; gives the clauses that were not noted yet. */
export async function insertViolations(
  tx: EntityManager,
  caseId: string,
  clauseIds: readonly string[],
  by: string,
  now: Date,
): Promise<string[]> {
  const rows: { clause_id: string }[] = await tx.query(
    `INSERT INTO case_violations (case_id, clause_id, found_by, found_at)
     SELECT DISTINCT $1::uuid, c, $3, $4::timestamptz FROM unnest($2::uuid[]) AS t(c)
     ON CONFLICT ON CONSTRAINT pk_case_violations DO NOTHING RETURNING clause_id`,
    [caseId, clauseIds, by, now],
  );
  return rows.map((row) => row.clause_id).sort();
}
