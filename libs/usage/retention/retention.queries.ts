import type { EntityManager } from 'typeorm';
import { sendBehind } from '@app/platform';
import type { Partition } from './partitions';

/** The months that imports brought, oldest first. */
export function partitionsNow(db: EntityManager): Promise<Partition[]> {
  return db.query(
    `SELECT to_char(day, 'YYYY-MM') AS month, sum(rows)::float8 AS rows
     FROM import_days WHERE rows > 0 GROUP BY month ORDER BY month`,
  );
}

/** Whether rows of an import are entering the table. */
export async function isMoving(db: EntityManager): Promise<boolean> {
  const rows: unknown[] = await db.query(
    `SELECT 1 FROM imports WHERE state = 'loading' AND phase = 'moving' LIMIT 1`,
  );
  return rows.length > 0;
}

/** Keeps holds from being placed, and months from being given up, while the other is decided. */
export async function lockRetention(tx: EntityManager): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock($1, 0)', [RETENTION_LOCK]);
}

const RETENTION_LOCK = 5_201_404;

/** Takes months out of what later snapshots are made of. */
export async function forgetDays(tx: EntityManager, months: readonly string[]): Promise<void> {
  for (const table of ['import_days', 'withdrawal_days'])
    await sendBehind(tx, `DELETE FROM ${table} WHERE to_char(day, 'YYYY-MM') = ANY($1::text[])`, [months]);
}

/** Months whose rows a snapshot that was taken at an instant no longer has. */
export async function monthsGone(db: EntityManager, takenAt: Date): Promise<string[]> {
  const rows: { month: string }[] = await db.query(
    'SELECT DISTINCT month FROM usage_drops WHERE dropped_at IS NULL OR dropped_at >= $1 ORDER BY month',
    [takenAt],
  );
  return rows.map(({ month }) => month);
}

/** Whether a month is being dropped at this moment. */
export async function isDropping(db: EntityManager): Promise<boolean> {
  const rows: unknown[] = await db.query('SELECT 1 FROM usage_drops WHERE dropped_at IS NULL LIMIT 1');
  return rows.length > 0;
}
