import type { EntityManager } from 'typeorm';
import { familySql } from '@app/cases';
import type { JudgementEvidence } from './attribution-terms';
import type { JudgedParty } from './judgement-content';
import { Judgement } from './judgement.entity';
import type { JudgementState } from './judgement-state';

/** The next number of a judgement within its case, and how many it has; the caller holds the case. */
export async function nextNumber(tx: EntityManager, caseId: string): Promise<number> {
  const [row] = await tx.query<{ next: number }[]>(
    'SELECT coalesce(max(number), 0) + 1 AS next FROM judgements WHERE case_id = $1',
    [caseId],
  );
  return row!.next;
}

/** Judgements on a case and those merged into it, latest first, from before the place given; one more than `limit`. */
export function latestJudgements(
  db: EntityManager,
  caseId: string,
  o: { state: JudgementState | undefined; before: string | undefined; limit: number },
): Promise<Judgement[]> {
  const query = db
    .createQueryBuilder(Judgement, 'j')
    .where(`j.caseId IN (WITH RECURSIVE ${familySql(':caseId')} SELECT id FROM family)`, { caseId })
    .orderBy('j.id', 'DESC')
    .take(o.limit + 1);
  if (o.state) query.andWhere('j.state = :state', { state: o.state });
  if (o.before) query.andWhere('j.id < :before', { before: o.before });
  return query.getMany();
}

/** What letters have to know of a judgement. */
export type JudgedWords = Pick<Judgement, 'rung' | 'party' | 'likelihood' | 'state'>;

/** Every judgement on a case and those merged into it, in order; each case has a bounded number. */
export async function judgedWords(db: EntityManager, caseId: string): Promise<JudgedWords[]> {
  return db.query(
    `WITH RECURSIVE ${familySql('$1')} SELECT j.rung, j.party, j.likelihood, j.state FROM judgements j
     WHERE j.case_id IN (SELECT id FROM family) ORDER BY j.id`,
    [caseId],
  );
}

/** Holds the approved judgements on a case and those merged into it until the transaction ends. */
export async function holdApproved(tx: EntityManager, caseId: string): Promise<void> {
  // The cases first, as whoever approves does; a mere key is no obstacle to anybody who edits them. One connection takes
  // its statements in order, so the second need not wait here for the first.
  await Promise.all([
    tx.query(
      `SELECT id FROM cases WHERE id IN (WITH RECURSIVE ${familySql('$1')} SELECT id FROM family) ORDER BY id FOR KEY SHARE`,
      [caseId],
    ),
    tx.query(
      `SELECT id FROM judgements WHERE state = 'approved'
         AND case_id IN (WITH RECURSIVE ${familySql('$1')} SELECT id FROM family) ORDER BY id FOR SHARE`,
      [caseId],
    ),
  ]);
}

/** Places of the references that are nothing of the case or of those merged into it; -1 is the party's entity. */
export async function strayReferences(
  db: EntityManager,
  caseId: string,
  evidence: readonly JudgementEvidence[],
  entity: JudgedParty['entity'],
): Promise<number[]> {
  if (evidence.length === 0 && entity === null) return [];
  const rows: { place: number }[] = await db.query(
    `WITH RECURSIVE ${familySql('$1')}
     SELECT (r.place - 1)::integer AS place
     FROM unnest($2::text[], $3::uuid[]) WITH ORDINALITY AS r(kind, id, place)
     WHERE NOT CASE r.kind
       WHEN 'finding' THEN EXISTS (SELECT FROM findings x JOIN family f ON f.id = x.case_id WHERE x.id = r.id)
       WHEN 'evidence' THEN EXISTS (SELECT FROM evidence_items x JOIN family f ON f.id = x.case_id WHERE x.id = r.id)
       WHEN 'assertion' THEN EXISTS (
         SELECT FROM case_assertions x JOIN family f ON f.id = x.case_id WHERE x.id = r.id AND x.retracted_at IS NULL)
       ELSE EXISTS (SELECT FROM case_alerts x JOIN family f ON f.id = x.case_id WHERE x.alert_id = r.id) END
     UNION ALL
     SELECT -1 WHERE $4::text IS NOT NULL AND NOT EXISTS (
       SELECT FROM case_entities e JOIN family f ON f.id = e.case_id
       WHERE e.kind = $4 AND e.value = $5 AND e.retracted_at IS NULL)
     ORDER BY 1`,
    [
      caseId,
      evidence.map(({ kind }) => kind),
      evidence.map(({ refId }) => refId),
      entity?.kind ?? null,
      entity?.value ?? null,
    ],
  );
  return rows.map(({ place }) => place);
}
