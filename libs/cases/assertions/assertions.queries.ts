import type { EntityManager } from 'typeorm';
import { Assertion } from './assertion.entity';
import { familySql } from '../merge/family';

/** Every assertion ever recorded in a case and in those merged into it, in order of recording; each case has a bounded number. */
export function assertionsOf(db: EntityManager, caseId: string): Promise<Assertion[]> {
  return db
    .createQueryBuilder(Assertion, 'a')
    .where(`a.caseId IN (WITH RECURSIVE ${familySql(':caseId')} SELECT id FROM family)`, { caseId })
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
    `WITH RECURSIVE ${familySql('$1')}
     SELECT id FROM evidence_items WHERE id = ANY($2::uuid[]) AND case_id IN (SELECT id FROM family)`,
    [caseId, ids],
  );
  return new Set(rows.map((row) => row.id));
}
