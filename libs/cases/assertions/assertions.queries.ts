import type { EntityManager } from 'typeorm';
import { Assertion } from './assertion.entity';

/** Every assertion ever recorded in a case and in those merged into it, in order of recording; each case has a bounded number. */
export function assertionsOf(db: EntityManager, caseId: string): Promise<Assertion[]> {
  return db
    .createQueryBuilder(Assertion, 'a')
    .where(
      `a.caseId IN (WITH RECURSIVE family AS (
         SELECT :caseId::uuid AS id UNION SELECT c.id FROM cases c JOIN family f ON c.merged_into_id = f.id)
       SELECT id FROM family)`,
      { caseId },
    )
    .orderBy('a.id')
    .getMany();
}

/** Which of these evidence items belong to the case or to one that was merged into it. */
export async function evidenceOf(
  db: EntityManager,
  caseId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows: { id: string }[] = await db.query(
    `WITH RECURSIVE family AS (
       SELECT $1::uuid AS id UNION SELECT c.id FROM cases c JOIN family f ON c.merged_into_id = f.id)
     SELECT id FROM evidence_items WHERE id = ANY($2::uuid[]) AND case_id IN (SELECT id FROM family)`,
    [caseId, ids],
  );
  return new Set(rows.map((row) => row.id));
}
