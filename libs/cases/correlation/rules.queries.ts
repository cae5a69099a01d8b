import { type EntityManager, LessThan } from 'typeorm';
import { SEEN } from './correlation.queries';
import type { RuleSet } from './rule-set';
import { CorrelationRuleSet } from './rule-set.entity';
import type { Holder, Timed } from './trial';

/** Any fixed number; whoever holds it is the only one to write the next version. */
const RULES_LOCK = 6_180_342;

/** Waits until nobody else writes a version; held to the end of the transaction. */
export async function lockRules(tx: EntityManager): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock($1)', [RULES_LOCK]);
}

/** The version that is in force. */
export async function ruleSetInForce(db: EntityManager): Promise<CorrelationRuleSet> {
  const [present] = await db.find(CorrelationRuleSet, { order: { version: 'DESC' }, take: 1 });
  if (!present) throw new Error('There are no rules of correlation; migrations write the first version.');
  return present;
}

/** Versions, the latest first, from the one before `before` on. */
export function ruleSetsBefore(
  db: EntityManager,
  o: { limit: number; before?: number },
): Promise<CorrelationRuleSet[]> {
  return db.find(CorrelationRuleSet, {
    where: o.before === undefined ? {} : { version: LessThan(o.before) },
    order: { version: 'DESC' },
    take: o.limit,
  });
}

/** Of a value that is never common so many holders are looked at: the question is only whether there is another. */
const SOME_HOLDERS = 50;

/** The alerts that arrived last and that correlation looks at. */
export async function latestAlerts(db: EntityManager, size: number): Promise<Timed[]> {
  const rows: { id: string; began: number; ended: number }[] = await db.query(
    `SELECT id, extract(epoch FROM occurred_from)::float8 * 1000 AS began,
       extract(epoch FROM occurred_to)::float8 * 1000 AS ended
     FROM alerts WHERE stage <> 'Closed' AND NOT sandbox AND muted_by IS NULL ORDER BY id DESC LIMIT $1`,
    [size],
  );
  return rows.map(({ id, began, ended }) => ({ id, when: [began, ended] }));
}

/** Who holds these values; of each no more than the laxest of the sets needs to see that it is common. */
export async function holdersOf(
  db: EntityManager,
  values: readonly { kind: string; value: string }[],
  sets: readonly RuleSet[],
): Promise<Holder[]> {
  const most = new Map<string, number>();
  for (const { kind, commonAbove } of sets.flatMap((set) => set.rules))
    most.set(kind, Math.max(most.get(kind) ?? 0, commonAbove === null ? SOME_HOLDERS : commonAbove + 1));
  const rows: (Omit<Holder, 'when'> & { began: number; ended: number })[] = await db.query(
    `SELECT v.kind, v.value, a.id AS "alertId", a.case_id AS "caseId",
       a.stage <> 'Closed' AND ${SEEN} AND c.stage IS DISTINCT FROM 'Closed' AS counts,
       extract(epoch FROM a.occurred_from)::float8 * 1000 AS began,
       extract(epoch FROM a.occurred_to)::float8 * 1000 AS ended
     FROM (SELECT DISTINCT v.kind, v.value, k.most FROM unnest($1::text[], $2::text[]) AS v(kind, value)
           JOIN unnest($3::text[], $4::int[]) AS k(kind, most) USING (kind)) v
     CROSS JOIN LATERAL (
       SELECT s.alert_id FROM alert_subjects s WHERE s.kind = v.kind AND s.value = v.value LIMIT v.most) h
     JOIN alerts a ON a.id = h.alert_id LEFT JOIN cases c ON c.id = a.case_id`,
    [values.map(({ kind }) => kind), values.map(({ value }) => value), [...most.keys()], [...most.values()]],
  );
  return rows.map(({ began, ended, ...holder }) => ({ ...holder, when: [began, ended] }));
}
