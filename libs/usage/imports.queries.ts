import type { EntityManager } from 'typeorm';
import { LOCKS } from './advisory-lock';
import type { Import } from './import.entity';
import { ACCOUNTS_AT } from './snapshot-sql';
import { contentSum } from './staging-sql';
import { ACCOUNTS_FILE } from './usage-columns';
import type { UsageEngine } from './usage-engine';

/** Number of the import that is being done; the caller holds the lock of committing. */
export async function nextCommitNo(tx: EntityManager): Promise<number> {
  const rows: { n: number }[] = await tx.query('SELECT coalesce(max(commit_no), 0) + 1 AS n FROM imports');
  return rows[0]!.n;
}

/** A number of the imports, for rows that come in another way; none has it a second time. */
export async function nextImportNo(tx: EntityManager): Promise<number> {
  const rows: { n: string }[] = await tx.query(
    `SELECT nextval(pg_get_serial_sequence('imports', 'no')) AS n`,
  );
  return Number(rows[0]!.n);
}

/** How many accounts these imports have together and the content hash of them, decimal. */
export async function accountsNow(
  engine: UsageEngine,
  importNos: number[],
): Promise<{ rows: string; hash: string }> {
  const [row] = await engine.query<{ rows: string; hash: string }>(
    `SELECT toString(count()) AS rows, ${contentSum(ACCOUNTS_FILE)} AS hash FROM ${ACCOUNTS_AT}`,
    { snapshot_imports: importNos },
  );
  return row!;
}

/** Numbers of the imports that were withdrawn as a whole; the caller holds the lock of committing. */
export async function withdrawnImports(db: EntityManager): Promise<number[]> {
  const rows: { no: number }[] = await db.query(
    'SELECT no FROM imports WHERE withdrawn_at IS NOT NULL ORDER BY no',
  );
  return rows.map(({ no }) => no);
}

/** Whether the lock of committing was free; then it is held until the transaction ends. */
export async function tryCommitLock(tx: EntityManager): Promise<boolean> {
  const rows: { held: boolean }[] = await tx.query('SELECT pg_try_advisory_xact_lock($1, 0) AS held', [
    LOCKS.commit,
  ]);
  return rows[0]!.held;
}

/** Imports that are done and count, in one look: what a snapshot is made of. */
export function doneImports(
  tx: EntityManager,
): Promise<Pick<Import, 'no' | 'kind' | 'maxTs' | 'accountRows' | 'accountHash'>[]> {
  return tx.query(
    `SELECT no, kind, max_ts AS "maxTs", account_rows AS "accountRows", account_hash AS "accountHash"
     FROM imports WHERE state = 'done' AND withdrawn_at IS NULL ORDER BY commit_no`,
  );
}

/** Rows and hash by UTC day over imports of usage, without what is withdrawn among them; hashes decimal, modulo 2^256. */
export function daysOf(
  tx: EntityManager,
  importNos: number[],
): Promise<{ day: string; rows: string; hash: string }[]> {
  return tx.query(
    `SELECT to_char(day, 'YYYY-MM-DD') AS day, sum(rows)::text AS rows,
       mod(mod(sum(hash), 2::numeric ^ 256) + 2::numeric ^ 256, 2::numeric ^ 256)::numeric(78, 0)::text AS hash
     FROM (
       SELECT day, rows, hash FROM import_days WHERE import_no = ANY($1::int[])
       UNION ALL
       SELECT day, -rows, -hash FROM withdrawal_days
       WHERE withdrawal_no = ANY($1::int[]) AND import_no = ANY($1::int[])
     ) d GROUP BY day HAVING sum(rows) > 0 ORDER BY day`,
    [importNos],
  );
}
