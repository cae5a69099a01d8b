import type { EntityManager } from 'typeorm';
import type { AccountStatus, KeyVerdict } from '../case-terms';
import { type AccountsFrom, originOf } from './account-origin';

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

/** What came of listing accounts. */
export interface Listed {
  added: string[];
  /** How many were named. */
  asked: number;
  /** How many of those that were there got a further source. */
  again: number;
  /** Accounts of the case before. */
  before: number;
}

/**
 * Lists accounts as suspected. What is listed already stays as it is, but keeps a further source that named it; the
 * same source said twice is one. One statement for any number.
 */
export async function insertAccounts(
  tx: EntityManager,
  caseId: string,
  from: AccountsFrom,
  by: { id: string; at: Date },
): Promise<Listed> {
  const { kind, source, ref } = originOf(from);
  const { sql, parameters } = askedBy(from);
  const rows: { asked: string; before: string; again: string; added: string[] }[] = await tx.query(
    `WITH asked AS MATERIALIZED (SELECT $1::uuid AS case_id, a.* FROM (${sql}) a),
     added AS (
       INSERT INTO case_accounts (case_id, account_id, status, source, source_kind, source_ref, added_at, reason,
         share, share_basis, share_by, share_at)
       SELECT $1, account_id, 'suspected', $2, $3, $4, $5, reason,
         share, CASE WHEN share IS NOT NULL THEN $2 END, CASE WHEN share IS NOT NULL THEN $6 END,
         CASE WHEN share IS NOT NULL THEN $5::timestamptz END
       FROM asked ORDER BY account_id
       ON CONFLICT ON CONSTRAINT pk_case_accounts DO NOTHING RETURNING account_id),
     again AS (
       INSERT INTO case_account_sources (case_id, account_id, kind, ref, source, added_by, added_at)
       SELECT $1, c.account_id, $3, coalesce($4, $2), $2, $6, $5 FROM asked
       JOIN case_accounts c ON c.case_id = asked.case_id AND c.account_id = asked.account_id
       WHERE (c.source_kind, coalesce(c.source_ref, c.source)) <> ($3, coalesce($4, $2))
       ON CONFLICT ON CONSTRAINT pk_case_account_sources DO NOTHING RETURNING 1)
     SELECT (SELECT count(*) FROM asked) AS asked,
       (SELECT count(*) FROM case_accounts WHERE case_id = $1) AS before,
       (SELECT count(*) FROM again) AS again,
       (SELECT coalesce(json_agg(account_id), '[]') FROM added) AS added`,
    [caseId, source, kind, ref, by.at, by.id, ...parameters],
  );
  const { added, asked, again, before } = rows[0]!;
  return { added, asked: Number(asked), again: Number(again), before: Number(before) };
}

/**
 * Takes accounts that came in by one act out of the case again. What was judged, has a share of traffic or keys with a
 * verdict, or is named by another source or an alert of the case, stays.
 */
export async function unlistAccounts(
  tx: EntityManager,
  caseId: string,
  addedAt: Date,
): Promise<{ unlisted: string[]; left: number }> {
  const [row] = await tx.query<{ came: string; unlisted: string[] }[]>(
    `WITH came AS MATERIALIZED (
       SELECT case_id, account_id, status = 'suspected' AND decided_at IS NULL AND share IS NULL
         AND NOT EXISTS (SELECT FROM case_account_changes h JOIN case_account_acts t ON t.id = h.act_id
                         WHERE t.case_id = $1 AND h.account_id = c.account_id)
         AND NOT EXISTS (SELECT FROM case_account_sources s
                         WHERE s.case_id = $1 AND s.account_id = c.account_id)
         AND NOT EXISTS (SELECT FROM case_api_keys k WHERE k.case_id = $1 AND k.account_id = c.account_id)
         AND NOT EXISTS (SELECT FROM alert_subjects s JOIN case_alerts n ON n.alert_id = s.alert_id
                         WHERE n.case_id = $1 AND s.kind = 'account' AND s.value = c.account_id) AS is_free
       FROM case_accounts c WHERE case_id = $1 AND added_at = $2),
     gone AS (
       DELETE FROM case_accounts c USING came
       WHERE came.is_free AND c.case_id = came.case_id AND c.account_id = came.account_id RETURNING c.account_id)
     SELECT (SELECT count(*) FROM came) AS came, (SELECT coalesce(json_agg(account_id), '[]') FROM gone) AS unlisted`,
    [caseId, addedAt],
  );
  const { came, unlisted } = row!;
  return { unlisted, left: Number(came) - unlisted.length };
}

/** The accounts that a source names, each once; the first row of an account is the one that counts. */
function askedBy(from: AccountsFrom): { sql: string; parameters: unknown[] } {
  const plain = 'NULL::text AS reason, NULL::float8 AS share';
  switch (from.kind) {
    case 'alerts':
      return {
        sql: `SELECT DISTINCT s.value COLLATE "C" AS account_id, ${plain} FROM case_alerts ca
          JOIN alert_subjects s ON s.alert_id = ca.alert_id AND s.kind = 'account' WHERE ca.case_id = $1`,
        parameters: [],
      };
    case 'case':
      return {
        sql: `SELECT account_id, ${plain} FROM case_accounts WHERE case_id = $7 AND status = ANY($8::text[])`,
        parameters: [from.caseId, from.statuses],
      };
    case 'file':
      return {
        sql: `SELECT account_id COLLATE "C" AS account_id, reason, share
          FROM unnest($7::text[], $8::text[], $9::float8[]) AS t(account_id, reason, share)`,
        parameters: [
          from.rows.map((row) => row.accountId),
          from.rows.map((row) => row.reason ?? null),
          from.rows.map((row) => row.share ?? null),
        ],
      };
    case 'list':
    case 'finding':
    case 'suggestion':
      return {
        sql: `SELECT DISTINCT account_id COLLATE "C" AS account_id, ${plain} FROM unnest($7::text[]) AS t(account_id)`,
        parameters: [from.accountIds],
      };
  }
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
    `SELECT DISTINCT g.account_id FROM (SELECT given COLLATE "C" AS account_id FROM unnest($2::text[]) AS given) g
     WHERE NOT EXISTS (SELECT FROM case_accounts c WHERE c.case_id = $1 AND c.account_id = g.account_id)
     ORDER BY 1 LIMIT $3`,
    [caseId, accountIds, most],
  );
  return rows.map((row) => row.account_id);
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
