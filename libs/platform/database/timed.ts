import { type EntityManager, QueryFailedError } from 'typeorm';

/** Of the database: a statement that was given up because its time was over. */
const QUERY_CANCELED = '57014';

/**
 * Reads in a transaction whose statements have so long and no longer, ms; `tooLong` says what it means that they had
 * not finished.
 */
export async function timed<T>(
  db: EntityManager,
  o: { timeMs: number; tooLong: (seconds: number) => Error },
  read: (tx: EntityManager) => Promise<T>,
): Promise<T> {
  try {
    return await db.transaction(async (tx) => {
      await tx.query(`SET LOCAL statement_timeout = ${Math.trunc(o.timeMs)}`);
      return read(tx);
    });
  } catch (error) {
    const cause: unknown = error instanceof QueryFailedError ? error.driverError : undefined;
    if (typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === QUERY_CANCELED)
      throw o.tooLong(o.timeMs / 1_000);
    throw error;
  }
}
