import type { DataSource } from 'typeorm';

/** Namespaces of the room's locks; any fixed numbers. */
export const LOCKS = { import: 5_201_401, commit: 5_201_402, stream: 5_201_403 } as const;

/** Key of a stream's lock, by its id; two streams that share one wait for each other, no more. */
export const streamKey = (id: string): number => parseInt(id.slice(-8), 16) | 0;

/**
 * Does `work` while nobody else in any process holds the same lock. It outlives transactions, so that an hour's load
 * keeps none open, and goes with the connection when the process dies.
 */
export async function withLock<T>(
  db: DataSource,
  lock: number,
  key: number,
  work: () => Promise<T>,
): Promise<T> {
  const connection = db.createQueryRunner();
  await connection.connect();
  try {
    await connection.query('SELECT pg_advisory_lock($1, $2)', [lock, key]);
    try {
      return await work();
    } finally {
      await connection.query('SELECT pg_advisory_unlock($1, $2)', [lock, key]);
    }
  } finally {
    await connection.release();
  }
}
