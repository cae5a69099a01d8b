import type { EntityManager } from 'typeorm';
import { timed } from '@app/platform';
import { IN_THE_INBOX } from '@app/alerts';
import type { Subject } from '../kpi';
import { COUNTING } from '../kpis.problems';
import { arrivalsOf } from './age-buckets';

/** What waits in a queue, or of cases in a stage and team, and for how long. */
export interface Ageing {
  queueId: string | null;
  queueName: string | null;
  stage: string | null;
  teamId: string | null;
  teamName: string | null;
  /** Without what is snoozed. */
  waiting: number;
  snoozed: number;
  /** Arrival of what has waited longest. */
  oldestAt: Date | null;
  /** Of what waits, by age. */
  buckets: Record<string, number>;
}

const SOURCES: Readonly<Record<Subject, string>> = {
  // Every queue that is offered or still holds something, also an empty one.
  alerts: `
    SELECT q.id AS "queueId", q.name AS "queueName", NULL AS stage, NULL AS "teamId", NULL AS "teamName",
      w.waiting, w.snoozed, w."oldestAt", w.buckets, q.position AS place, q.name AS label
    FROM alert_queues q LEFT JOIN (
      SELECT queue_id AS key, $counts FROM (
        SELECT queue_id, first_seen_at AS at, coalesce(snoozed_until > $1, false) AS is_snoozed FROM alerts WHERE ${IN_THE_INBOX}) o
      GROUP BY queue_id) w ON w.key = q.id
    WHERE q.archived_at IS NULL OR w.key IS NOT NULL`,
  cases: `
    SELECT NULL AS "queueId", NULL AS "queueName", w.stage, w.team_id AS "teamId", t.name AS "teamName",
      w.waiting, w.snoozed, w."oldestAt", w.buckets,
      CASE w.stage WHEN 'New' THEN 0 WHEN 'InProgress' THEN 1 ELSE 2 END AS place, coalesce(t.name, '') AS label
    FROM (SELECT stage, team_id, $counts FROM (
        SELECT stage, team_id, opened_at AS at, false AS is_snoozed FROM cases
        WHERE stage <> 'Closed' AND merged_into_id IS NULL) o
      GROUP BY stage, team_id) w
    LEFT JOIN teams t ON t.id = w.team_id`,
};

/** What waits at an instant, by queue or by stage and team. @throws PeriodTooLongError */
export async function ageing(db: EntityManager, subject: Subject, now: Date): Promise<Ageing[]> {
  const values: unknown[] = [now];
  const buckets = arrivalsOf(now).map(({ name, after, until }) => {
    const bounds = [
      ...(after ? [`at > $${values.push(after)}`] : []),
      ...(until ? [`at <= $${values.push(until)}`] : []),
    ];
    return `'${name}', count(*) FILTER (WHERE NOT is_snoozed AND ${bounds.join(' AND ')})`;
  });
  const counts = `count(*) FILTER (WHERE NOT is_snoozed)::int AS waiting, count(*) FILTER (WHERE is_snoozed)::int AS snoozed,
    min(at) FILTER (WHERE NOT is_snoozed) AS "oldestAt", jsonb_build_object(${buckets.join(', ')}) AS buckets`;
  const rows = await timed(db, COUNTING, (tx) =>
    tx.query<Ageing[]>(
      `SELECT "queueId", "queueName", stage, "teamId", "teamName", coalesce(waiting, 0) AS waiting,
         coalesce(snoozed, 0) AS snoozed, "oldestAt", buckets
       FROM (${SOURCES[subject].replace('$counts', () => counts)}) b
       WHERE $1::timestamptz IS NOT NULL ORDER BY place, label`,
      values,
    ),
  );
  const none = Object.fromEntries(arrivalsOf(now).map(({ name }) => [name, 0]));
  return rows.map((row) => ({ ...row, buckets: row.buckets ?? none }));
}
