import type { EntityManager } from 'typeorm';
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

/** Imports that are done, in one look: what a snapshot is made of. */
export function doneImports(
  tx: EntityManager,
): Promise<Pick<Import, 'no' | 'kind' | 'maxTs' | 'accountRows' | 'accountHash'>[]> {
  return tx.query(
    `SELECT no, kind, max_ts AS "maxTs", account_rows AS "accountRows", account_hash AS "accountHash"
     FROM imports WHERE state = 'done' ORDER BY commit_no`,
  );
}

/** Rows and hash by UTC day over imports of usage; hashes decimal, modulo 2^256. */
export function daysOf(
  tx: EntityManager,
  importNos: number[],
): Promise<{ day: string; rows: string; hash: string }[]> {
  return tx.query(
    `SELECT to_char(day, 'YYYY-MM-DD') AS day, sum(rows)::text AS rows, mod(sum(hash), 2::numeric ^ 256)::numeric(78, 0)::text AS hash
     FROM import_days WHERE import_no = ANY($1::int[]) GROUP BY day ORDER BY day`,
    [importNos],
  );
}
