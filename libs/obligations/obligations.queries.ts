import type { EntityManager } from 'typeorm';
import { Determination } from './determination.entity';
import { Fact } from './fact.entity';
import { Obligation } from './obligation.entity';
import type { ObligationState } from './obligation-state';

/** Facts of cases as they were known at `asOf`: recorded by then, and not corrected by then. In order of the instants. */
export function knownFacts(db: EntityManager, caseIds: readonly string[], asOf?: Date): Promise<Fact[]> {
  return db
    .createQueryBuilder(Fact, 'f')
    .where('f.case_id = ANY(:caseIds::uuid[])', { caseIds })
    .andWhere('f.recorded_at <= :asOf', { asOf: asOf ?? 'infinity' })
    .andWhere('NOT EXISTS (SELECT 1 FROM facts c WHERE c.corrects_id = f.id AND c.recorded_at <= :asOf)')
    .orderBy('f.at', 'ASC')
    .addOrderBy('f.id', 'ASC')
    .getMany();
}

/** The determination that stands for each regime of each of these cases, in order of regime. */
export function standingDeterminations(
  db: EntityManager,
  caseIds: readonly string[],
): Promise<Determination[]> {
  return db
    .createQueryBuilder(Determination, 'd')
    .where('d.case_id = ANY(:caseIds::uuid[])', { caseIds })
    .andWhere('NOT EXISTS (SELECT 1 FROM determinations s WHERE s.supersedes_id = d.id)')
    .orderBy('d.regime_id', 'ASC')
    .addOrderBy('d.id', 'ASC')
    .getMany();
}

/** Obligations in one state, nearest due first, after a sort key; one more than `limit`. */
export function nearestDue(
  db: EntityManager,
  q: { state: ObligationState; after: readonly (string | number)[] | undefined; limit: number },
): Promise<Obligation[]> {
  const query = db
    .createQueryBuilder(Obligation, 'o')
    .where('o.state = :state AND o.due_conservative IS NOT NULL', { state: q.state })
    .orderBy('o.due_conservative', 'ASC')
    .addOrderBy('o.id', 'ASC')
    .take(q.limit + 1);
  if (q.after)
    query.andWhere('(o.due_conservative, o.id) > (:due, :id)', { due: q.after[0], id: q.after[1] });
  return query.getMany();
}
