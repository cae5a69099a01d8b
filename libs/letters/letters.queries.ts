import type { EntityManager } from 'typeorm';
import { EvidenceItem } from '@app/evidence';
import { DispatchAttempt } from './dispatch-attempt.entity';

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

/** The files of a frozen letter by their ids as evidence. */
export async function filesOf(db: EntityManager, letterId: string): Promise<Map<string, EvidenceItem>> {
  const files = await db
    .createQueryBuilder(EvidenceItem, 'e')
    .where(
      `e.id IN (SELECT unnest(ARRAY[pdf_evidence_id, docx_evidence_id]) FROM frozen_letters WHERE letter_id = :letterId)`,
      { letterId },
    )
    .getMany();
  return new Map(files.map((file) => [file.id, file]));
}

/** The attempts at sending a letter, in their order. */
export function attemptsOf(db: EntityManager, letterId: string): Promise<DispatchAttempt[]> {
  return db
    .createQueryBuilder(DispatchAttempt, 'a')
    .where('a.dispatch_id IN (SELECT id FROM dispatches WHERE letter_id = :letterId)', { letterId })
    .orderBy('a.id', 'ASC')
    .getMany();
}
