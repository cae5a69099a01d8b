import type { EntityManager } from 'typeorm';
import { timed } from '@app/platform';
import type { Subject } from './kpi';
import { COUNTING } from './kpis.problems';
import { idsWithin, partOf, partsOf, type Period, type PeriodUnit } from './period';

/** What came and went in a part of a period. Parts in which nothing happened are there too. */
export interface Flow {
  /** The part's first day. */
  part: string;
  /** Cases that were opened, alerts that arrived. */
  opened: number;
  /** Alerts that a case took for the first time. */
  imported: number;
  /** Closings: each closing of a case by its own act, the first of an alert. */
  closed: number;
  /** Cases that were taken up again. */
  reopened: number;
  /** Cases that went into another. */
  merged: number;
}

const NOTHING = { opened: 0, imported: 0, closed: 0, reopened: 0, merged: 0 };

/** What is of the sandbox or muted reaches nobody. */
const IS_COUNTED = 'NOT a.sandbox AND a.muted_by IS NULL';

/** Each instant at which something happened, with what. Closings of cases are acts of the record, for a case can be closed more than once. */
const HAPPENINGS: Readonly<Record<Subject, string>> = {
  cases: `
    SELECT c.opened_at AS at, 'opened' AS what FROM cases c WHERE c.opened_at >= $1 AND c.opened_at < $2
    UNION ALL
    SELECT e.at, CASE WHEN e.action = 'case.merged' THEN 'merged' WHEN e.details->'to'->>'stage' = 'Closed' THEN 'closed' ELSE 'reopened' END
    FROM audit_events e WHERE e.action IN ('case.moved', 'case.merged') AND e.at >= $1 AND e.at < $2
      AND (e.action = 'case.merged' OR (e.details->'from'->>'stage' = 'Closed') <> (e.details->'to'->>'stage' = 'Closed'))`,
  alerts: `
    SELECT a.first_seen_at AS at, 'opened' AS what FROM alerts a
    WHERE a.id >= $4::uuid AND a.id < $5::uuid AND a.first_seen_at >= $1 AND a.first_seen_at < $2 AND ${IS_COUNTED}
    UNION ALL SELECT a.imported_at, 'imported' FROM alerts a WHERE a.imported_at >= $1 AND a.imported_at < $2 AND ${IS_COUNTED}
    UNION ALL SELECT a.closed_at, 'closed' FROM alerts a WHERE a.closed_at >= $1 AND a.closed_at < $2 AND ${IS_COUNTED}`,
};

/** What came and went in each part of a period, in order; one statement, within its time. @throws PeriodTooLongError */
export async function flowOf(
  db: EntityManager,
  subject: Subject,
  period: Period,
  unit: PeriodUnit,
): Promise<Flow[]> {
  const parts = partsOf(period, unit);
  const found = await timed(db, COUNTING, (tx) =>
    tx.query<{ part: number; what: keyof typeof NOTHING; count: number }[]>(
      `SELECT ${partOf('at', '$3')} AS part, what, count(*)::int AS count FROM (${HAPPENINGS[subject]}) h
       WHERE $4::uuid <= $5::uuid GROUP BY 1, 2`,
      [period.from, period.to, parts.map((part) => part.from), ...idsWithin(period)],
    ),
  );
  const flows = parts.map(({ day }): Flow => ({ part: day, ...NOTHING }));
  for (const { part, what, count } of found) flows[part - 1]![what] = count;
  return flows;
}
