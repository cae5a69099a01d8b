import type { EntityManager } from 'typeorm';
import type { AccountStatus, KeyVerdict } from '../case-terms';

/** Ids of the case's accounts in one of these states, in byte order. */
export async function accountIdsOf(
  db: EntityManager,
  caseId: string,
  statuses: readonly AccountStatus[],
): Promise<string[]> {
  const rows: { account_id: string }[] = await db.query(
    'SELECT account_id FROM case_accounts WHERE case_id = $1 AND status = ANY($2::text[]) ORDER BY account_id',
    [caseId, statuses],
  );
  return rows.map((row) => row.account_id);
}

/** Ids of the keys that a person called cover, in byte order. */
export async function coverKeyIds(db: EntityManager, caseId: string): Promise<string[]> {
  const rows: { api_key_id: string }[] = await db.query(
    `SELECT api_key_id FROM case_api_keys WHERE case_id = $1 AND verdict = 'cover' ORDER BY api_key_id`,
    [caseId],
  );
  return rows.map((row) => row.api_key_id);
}

/** Lists accounts as suspected and gives the ids that were not there; one statement for any number. */
export async function insertAccounts(
  tx: EntityManager,
  caseId: string,
  accounts: readonly string[] | 'alerts',
  source: string,
  now: Date,
): Promise<{ added: string[]; asked: number; before: number }> {
  const asked =
    accounts === 'alerts'
      ? `SELECT DISTINCT s.value AS account_id FROM case_alerts ca
         JOIN alert_subjects s ON s.alert_id = ca.alert_id AND s.kind = 'account' WHERE ca.case_id = $1`
      : 'SELECT DISTINCT account_id FROM unnest($4::text[]) AS t(account_id)';
  const rows: { asked: string; before: string; added: string[] }[] = await tx.query(
    `WITH asked AS MATERIALIZED (${asked}),
     added AS (
       INSERT INTO case_accounts (case_id, account_id, status, source, added_at)
       SELECT $1, account_id, 'suspected', $2, $3 FROM asked ORDER BY account_id
       ON CONFLICT ON CONSTRAINT pk_case_accounts DO NOTHING RETURNING account_id)
     SELECT (SELECT count(*) FROM asked) AS asked,
       (SELECT count(*) FROM case_accounts WHERE case_id = $1) AS before,
       (SELECT coalesce(json_agg(account_id), '[]') FROM added) AS added`,
    accounts === 'alerts' ? [caseId, source, now] : [caseId, source, now, accounts],
  );
  const row = rows[0]!;
  return { added: row.added, asked: Number(row.asked), before: Number(row.before) };
}

/** A verdict on many things at once. */
export interface Judged {
  /** Ids whose verdict is another one now. */
  changed: string[];
  /** How many had it already. */
  unchanged: number;
  /** Ids that the case does not list. */
  unknown: string[];
}

/** Gives accounts a status; those that have it keep their reason. One statement for any number. */
export async function judgeAccounts(
  tx: EntityManager,
  caseId: string,
  accounts: readonly string[] | 'suspected',
  verdict: { status: AccountStatus; reason: string; by: string; at: Date },
): Promise<Judged> {
  const asked =
    accounts === 'suspected'
      ? `SELECT account_id FROM case_accounts WHERE case_id = $1 AND status = 'suspected'`
      : 'SELECT DISTINCT account_id COLLATE "C" AS account_id FROM unnest($6::text[]) AS t(account_id)';
  const parameters = [caseId, verdict.status, verdict.reason, verdict.by, verdict.at];
  const rows: { known: string; changed: string[]; unknown: string[] }[] = await tx.query(
    `WITH asked AS MATERIALIZED (${asked}),
     known AS MATERIALIZED (
       SELECT c.account_id, c.status FROM case_accounts c JOIN asked USING (account_id) WHERE c.case_id = $1),
     changed AS (
       UPDATE case_accounts c SET status = $2, reason = $3, decided_by = $4, decided_at = $5
       FROM known WHERE c.case_id = $1 AND c.account_id = known.account_id AND known.status <> $2
       RETURNING c.account_id)
     SELECT (SELECT count(*) FROM known) AS known,
       (SELECT coalesce(json_agg(account_id), '[]') FROM changed) AS changed,
       (SELECT coalesce(json_agg(account_id ORDER BY account_id), '[]') FROM asked
        WHERE account_id NOT IN (SELECT account_id FROM known)) AS unknown`,
    accounts === 'suspected' ? parameters : [...parameters, accounts],
  );
  const row = rows[0]!;
  return { changed: row.changed, unchanged: Number(row.known) - row.changed.length, unknown: row.unknown };
}

/** Gives API keys a verdict, listing those that are new; gives the ids whose verdict is another one now. */
export async function judgeKeys(
  tx: EntityManager,
  caseId: string,
  keys: readonly { apiKeyId: string; accountId: string }[],
  verdict: { verdict: KeyVerdict; reason: string; by: string; at: Date },
): Promise<string[]> {
  const rows: { api_key_id: string }[] = await tx.query(
    `INSERT INTO case_api_keys (case_id, api_key_id, account_id, verdict, reason, decided_by, decided_at)
     SELECT DISTINCT ON (k) $1::uuid, k, a, $4, $5, $6, $7::timestamptz FROM unnest($2::text[], $3::text[]) AS t(k, a) ORDER BY k, a
     ON CONFLICT ON CONSTRAINT pk_case_api_keys DO UPDATE
       SET account_id = excluded.account_id, verdict = excluded.verdict, reason = excluded.reason,
         decided_by = excluded.decided_by, decided_at = excluded.decided_at
       WHERE case_api_keys.verdict <> excluded.verdict
     RETURNING api_key_id`,
    [
      caseId,
      keys.map((key) => key.apiKeyId),
      keys.map((key) => key.accountId),
      verdict.verdict,
      verdict.reason,
      verdict.by,
      verdict.at,
    ],
  );
  return rows.map((row) => row.api_key_id);
}

/** Those of these accounts that the case does not list, at most `most` of them. */
export async function unlistedAccounts(
  tx: EntityManager,
  caseId: string,
  accountIds: readonly string[],
  most: number,
): Promise<string[]> {
  const rows: { account_id: string }[] = await tx.query(
    `SELECT DISTINCT given AS account_id FROM unnest($2::text[]) AS given
     WHERE NOT EXISTS (SELECT 1 FROM case_accounts a WHERE a.case_id = $1 AND a.account_id = given)
     ORDER BY 1 LIMIT $3`,
    [caseId, accountIds, most],
  );
  return rows.map((row) => row.account_id);
}

/** How many of these accounts' other cases there are, by account; merged cases do not count. */
export async function otherCaseCounts(
  db: EntityManager,
  caseId: string,
  accountIds: readonly string[],
): Promise<Map<string, number>> {
  const rows: { account_id: string; n: string }[] = await db.query(
    `SELECT a.account_id, count(*) AS n FROM case_accounts a JOIN cases c ON c.id = a.case_id AND c.merged_into_id IS NULL
     WHERE a.account_id = ANY($2::text[]) AND a.case_id <> $1 GROUP BY a.account_id`,
    [caseId, accountIds],
  );
  return new Map(rows.map((row) => [row.account_id, Number(row.n)]));
}

/** Accounts of the case by status. */
export async function countAccounts(
  db: EntityManager,
  caseId: string,
): Promise<Record<AccountStatus, number>> {
  const rows: { status: AccountStatus; n: string }[] = await db.query(
    'SELECT status, count(*) AS n FROM case_accounts WHERE case_id = $1 GROUP BY status',
    [caseId],
  );
  return {
    suspected: 0,
    confirmed: 0,
    cleared: 0,
    ...Object.fromEntries(rows.map((row) => [row.status, Number(row.n)])),
  };
}
