import type { EntityManager } from 'typeorm';
import type { AccountSuggestion } from './evidence-rows';

/** An account of which a finding tells. */
export interface FoundAccount {
  accountId: string;
  /** Share of its exchanges in campaign families; null where none was counted. */
  share: number | null;
}

/** Those of these accounts that are candidates of a finding at present, in byte order of the ids. */
export async function candidatesOfFinding(
  db: EntityManager,
  { caseId, findingId }: { caseId: string; findingId: string },
  accountIds: readonly string[],
): Promise<string[]> {
  const rows = await db.query<{ id: string }[]>(
    `SELECT account_id AS id FROM account_candidates
     WHERE case_id = $1 AND finding_id = $2 AND account_id = ANY($3::text[]) ORDER BY account_id`,
    [caseId, findingId, accountIds],
  );
  return rows.map(({ id }) => id);
}

/** The accounts of which a finding tells at present, or those for which it suggests this; in byte order of the ids. */
export async function accountsOfFinding(
  db: EntityManager,
  { caseId, findingId }: { caseId: string; findingId: string },
  suggestion?: AccountSuggestion,
): Promise<FoundAccount[]> {
  return db.query<FoundAccount[]>(
    `SELECT account_id AS "accountId",
       CASE WHEN suggestion_finding_id = $2 AND exchanges > 0
         THEN least(1, campaign_exchanges::float8 / exchanges) END AS share
     FROM account_evidence
     WHERE case_id = $1 AND ($3::text IS NULL AND totals_finding_id = $2
       OR suggestion_finding_id = $2 AND ($3::text IS NULL OR suggestion = $3))
     ORDER BY account_id`,
    [caseId, findingId, suggestion ?? null],
  );
}
