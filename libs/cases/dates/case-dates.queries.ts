import type { EntityManager } from 'typeorm';
import { CaseDate } from './case-date.entity';
import { familySql, waySql } from '../merge/family';

/** Neither retracted nor, in its case or those merged with it (`family`), superseded by one that is not; as it was known then. */
const stands = (
  asOf: string,
): string => `(d.retracted_at IS NULL OR d.retracted_at > ${asOf}) AND NOT EXISTS (
  SELECT FROM case_dates s WHERE s.supersedes_id = d.id AND s.case_id IN (SELECT id FROM family)
    AND s.recorded_at <= ${asOf} AND (s.retracted_at IS NULL OR s.retracted_at > ${asOf}))`;

/** When the incident began, as the dates of the cases in `family` say: the last recorded of what stands. */
export const OCCURRED_AT = `
  SELECT coalesce(d.at, d.on_date::timestamp AT TIME ZONE d.zone) FROM case_dates d
  WHERE d.case_id IN (SELECT id FROM family) AND d.kind = 'occurred_from' AND (${stands(`'infinity'`)})
  ORDER BY d.id DESC LIMIT 1`;

/** The dates of a case and of those merged into it, in order of recording. */
export async function datesOf(
  db: EntityManager,
  caseId: string,
  o: { asOf?: Date | undefined; isAll: boolean; limit: number },
): Promise<CaseDate[]> {
  const rows: { id: string }[] = await db.query(
    `WITH RECURSIVE ${familySql('$1')}
     SELECT d.id FROM case_dates d
     WHERE d.case_id IN (SELECT id FROM family) AND d.recorded_at <= $2::timestamptz
       AND ($3 OR (${stands('$2::timestamptz')})) ORDER BY d.id LIMIT $4`,
    [caseId, o.asOf ?? 'infinity', o.isAll, o.limit],
  );
  if (rows.length === 0) return [];
  return db
    .createQueryBuilder(CaseDate, 'd')
    .where('d.id IN (:...ids)', { ids: rows.map((row) => row.id) })
    .orderBy('d.id')
    .getMany();
}

/** Lets the case itself, and those that it was merged into, say when the incident began. */
export async function followOccurred(tx: EntityManager, caseId: string): Promise<void> {
  await tx.query(
    `WITH RECURSIVE ${waySql('$1')}
     UPDATE cases SET occurred_at = (
       WITH RECURSIVE ${familySql('cases.id')} ${OCCURRED_AT})
     WHERE id IN (SELECT id FROM way)`,
    [caseId],
  );
}
