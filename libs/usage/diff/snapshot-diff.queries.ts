import type { EntityManager } from 'typeorm';
import type { LoadedKind } from '../usage-columns';
import type { UsageEngine } from '../usage-engine';
import { countsAmong, PLACE, withdrawnBy } from '../withdrawals/withdrawal-sql';

/** Numbers of the imports that one of two lists has and the other has not. */
export function inOneOnly(before: readonly number[], after: readonly number[]): number[] {
  const [had, has] = [new Set(before), new Set(after)];
  return [...before.filter((no) => !has.has(no)), ...after.filter((no) => !had.has(no))];
}

/** An import that one of two snapshots has. */
export interface ChangedImport {
  no: number;
  kind: LoadedKind;
  fileName: string;
  /** Rows that it brought, or requests that it withdrew. */
  rows: number;
  createdBy: string;
  finishedAt: Date;
  reason: string | null;
  withdrawnAt: Date | null;
  withdrawnBy: string | null;
  withdrawnReason: string | null;
}

/** Those of these imports that come first by their numbers. */
export function importsOf(
  db: EntityManager,
  importNos: readonly number[],
  most: number,
): Promise<ChangedImport[]> {
  return db.query(
    `SELECT no, kind, file_name AS "fileName", loaded::float8 AS rows, created_by AS "createdBy", finished_at AS "finishedAt",
       reason, withdrawn_at AS "withdrawnAt", withdrawn_by AS "withdrawnBy", withdrawn_reason AS "withdrawnReason"
     FROM imports WHERE no = ANY($1::int[]) ORDER BY no LIMIT $2`,
    [importNos, most],
  );
}

/** Rows that came to a day, and rows that went from it. */
export interface MovedRows {
  day: string;
  added: number;
  removed: number;
}

/**
 * Rows that came and went by UTC day between two lists of imports. A withdrawal counts against the rows of the
 * imports beside it: what it takes from an import that goes altogether has not been there.
 */
export function movedRows(
  db: EntityManager,
  before: readonly number[],
  after: readonly number[],
): Promise<MovedRows[]> {
  return db.query(
    `WITH withdrawn AS (
       SELECT day, rows, import_no = ANY($1::int[]) AS had, import_no = ANY($2::int[]) AS has,
         withdrawal_no = ANY($1::int[]) AS was_out, withdrawal_no = ANY($2::int[]) AS is_out FROM withdrawal_days
     ), changes AS (
       SELECT day, rows, import_no = ANY($2::int[]) AS comes FROM import_days WHERE import_no = ANY($3::int[])
       UNION ALL SELECT day, rows, was_out FROM withdrawn WHERE had AND has AND was_out <> is_out
       UNION ALL SELECT day, -rows, has FROM withdrawn WHERE (had AND NOT has AND was_out) OR (has AND NOT had AND is_out)
     )
     SELECT to_char(day, 'YYYY-MM-DD') AS day, coalesce(sum(rows) FILTER (WHERE comes), 0)::float8 AS added,
       coalesce(sum(rows) FILTER (WHERE NOT comes), 0)::float8 AS removed
     FROM changes GROUP BY changes.day ORDER BY changes.day`,
    [before, after, inOneOnly(before, after)],
  );
}

/** What changed of one account between two snapshots. */
export interface ChangedAccount {
  accountId: string;
  added: number;
  removed: number;
  /** First and last of the requests that came or went. */
  first: Date;
  last: Date;
}

/**
 * Accounts whose requests are not the same in both, by id, after the one given. Reads of the table only who, when and
 * which import; with each page less of it, since it lies in order of the accounts.
 */
export async function changedAccounts(
  engine: UsageEngine,
  o: { before: readonly number[]; after: readonly number[]; from: string; limit: number },
): Promise<ChangedAccount[]> {
  const [before, after, changed] = [
    '{before:Array(UInt32)}',
    '{after:Array(UInt32)}',
    '{changed:Array(UInt32)}',
  ];
  const rows = await engine.query<{
    accountId: string;
    added: string;
    removed: string;
    from: string;
    to: string;
  }>(
    `SELECT account_id AS accountId, countIf(is_in) AS added, countIf(was_in) AS removed,
       toUnixTimestamp64Milli(min(at)) AS from, toUnixTimestamp64Milli(max(at)) AS to
     FROM (
       SELECT account_id, ts AS at, ${countsAmong(before)} AS was_in, ${countsAmong(after)} AS is_in FROM usage
       WHERE account_id > {from:String} AND (import_no IN ${changed} OR ${PLACE} IN (${withdrawnBy(`IN ${changed}`)}))
     ) WHERE was_in != is_in GROUP BY account_id ORDER BY account_id LIMIT {limit:UInt32}`,
    { before: o.before, after: o.after, changed: inOneOnly(o.before, o.after), from: o.from, limit: o.limit },
  );
  return rows.map(({ accountId, added, removed, from, to }) => ({
    accountId,
    added: Number(added),
    removed: Number(removed),
    first: new Date(Number(from)),
    last: new Date(Number(to)),
  }));
}
