import type { EntityManager } from 'typeorm';
import { CaseDate } from './case-date.entity';

/** Neither retracted nor superseded by one that is not; as it was known at $2. */
const STANDS = `(d.retracted_at IS NULL OR d.retracted_at > $2::timestamptz) AND NOT EXISTS (
  SELECT FROM case_dates s WHERE s.supersedes_id = d.id AND s.recorded_at <= $2::timestamptz
    AND (s.retracted_at IS NULL OR s.retracted_at > $2::timestamptz))`;

/** The dates of a case in order of recording. */
export async function datesOf(
  db: EntityManager,
  caseId: string,
  o: { asOf?: Date | undefined; isAll: boolean; limit: number },
): Promise<CaseDate[]> {
  const rows: { id: string }[] = await db.query(
    `SELECT d.id FROM case_dates d
     WHERE d.case_id = $1 AND d.recorded_at <= $2::timestamptz AND ($3 OR (${STANDS})) ORDER BY d.id LIMIT $4`,
    [caseId, o.asOf ?? 'infinity', o.isAll, o.limit],
  );
  if (rows.length === 0) return [];
  return db
    .createQueryBuilder(CaseDate, 'd')
    .where('d.id IN (:...ids)', { ids: rows.map((row) => row.id) })
    .orderBy('d.id')
    .getMany();
}

/** Lets the case itself say when the incident began: the last recorded of what stands. */
export async function followOccurred(tx: EntityManager, caseId: string): Promise<void> {
  await tx.query(
    `UPDATE cases SET occurred_at = (
       SELECT coalesce(d.at, d.on_date::timestamp AT TIME ZONE d.zone) FROM case_dates d
       WHERE d.case_id = $1 AND d.kind = 'occurred_from' AND (${STANDS}) ORDER BY d.id DESC LIMIT 1)
     WHERE id = $1`,
    [caseId, 'infinity'],
  );
}
