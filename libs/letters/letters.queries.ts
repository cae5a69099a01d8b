import type { EntityManager } from 'typeorm';

/** Any fixed number: whoever makes a letter waits for the one before, so that the register has no gaps. */
const REGISTER_LOCK = 7_346_301;

/** The next free sequence of a year; held until the transaction ends. */
export async function nextSequence(tx: EntityManager, year: number): Promise<number> {
  await tx.query('SELECT pg_advisory_xact_lock($1, $2)', [REGISTER_LOCK, year]);
  const rows: { next: number }[] = await tx.query(
    'SELECT coalesce(max(sequence), 0) + 1 AS next FROM letters WHERE year = $1',
    [year],
  );
  return rows[0]!.next;
}

/** Everyone who saved a version of the letter, sorted. */
export async function authorsOf(db: EntityManager, letterId: string): Promise<string[]> {
  const rows: { saved_by: string }[] = await db.query(
    'SELECT DISTINCT saved_by FROM letter_versions WHERE letter_id = $1 ORDER BY saved_by',
    [letterId],
  );
  return rows.map((row) => row.saved_by);
}
