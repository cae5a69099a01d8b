import type { EntityManager } from 'typeorm';
import { timed } from '@app/platform';
import { ALERT_STAGES } from '@app/alerts';
import { COUNTING } from '../kpis.problems';
import { idsWithin, partAt, partOf, partsOf, type Period, PERIODS } from '../period';
import { type Outcome, OUTCOME_OF, OUTCOMES } from './outcome';

/** By what the precision of a detector can be told apart. */
export const PRECISION_GROUPS = ['version', ...PERIODS] as const;
export type PrecisionGroup = (typeof PRECISION_GROUPS)[number];

/** Groups that are told at most. */
export const PRECISION_GROUP_LIMIT = 1_000;

/** What became of a detector's alerts, counted by alert and by finding: a case with a thousand alerts is one finding. */
export interface Judged {
  analyticName: string | null;
  analyticVersion: string | null;
  /** First day of the part of the period. */
  part: string | null;
  alerts: Record<Outcome, number>;
  findings: Record<Outcome, number>;
}

const COUNTED = 'left_out IS NULL';

/** What became of the alerts of a detector that arrived in a period: of all, and by group. One statement. @throws PeriodTooLongError */
export async function judged(
  db: EntityManager,
  detectorId: string,
  period: Period,
  group: PrecisionGroup | undefined,
): Promise<{ total: Judged; groups: Judged[]; leftOut: Record<string, number> }> {
  const outcome = Object.entries(OUTCOME_OF)
    .map(([resolution, counted]) => `WHEN '${resolution}' THEN '${counted}'`)
    .join(' ');
  const counts = (what: string): string =>
    `jsonb_build_object(${OUTCOMES.map((one) => `'${one}', count(${what}) FILTER (WHERE outcome = '${one}')`).join(', ')})`;
  const sums = `${counts('*')} AS alerts, ${counts('DISTINCT finding')} AS findings`;
  const byVersion = group === 'version';
  const keys = byVersion ? 'analytic_name, analytic_version' : 'part';
  const shown = byVersion ? 'analytic_name, analytic_version, NULL' : 'NULL, NULL, part';
  const groups = group
    ? `UNION ALL (SELECT 'group', ${shown}, ${sums}, 0 FROM base WHERE ${COUNTED} GROUP BY ${keys}
         ORDER BY ${byVersion ? 'max(first_seen_at) DESC' : 'part'} LIMIT ${PRECISION_GROUP_LIMIT + 1})`
    : '';
  const parts = group && group !== 'version' ? partsOf(period, group) : [];
  const part = parts.length > 0 ? partOf('a.first_seen_at', '$3') : 'NULL::int';
  const found = await timed(db, COUNTING, (tx) =>
    tx.query<(Omit<Judged, 'part'> & { what: string; part: number | null; count: number })[]>(
      `WITH base AS (
         SELECT a.analytic_name, a.analytic_version, a.first_seen_at, ${part} AS part,
           coalesce(a.case_id, a.id) AS finding,
           CASE WHEN a.sandbox THEN 'sandbox' WHEN a.muted_by IS NOT NULL THEN 'muted' END AS left_out,
           CASE CASE WHEN a.case_id IS NULL THEN a.resolution ELSE c.resolution END ${outcome} ELSE 'undecided' END AS outcome
         FROM alerts a LEFT JOIN cases c ON c.id = a.case_id
         WHERE a.detector_id = $6 AND a.stage = ANY($7::text[]) AND a.id >= $4::uuid AND a.id < $5::uuid
           AND a.first_seen_at >= $1 AND a.first_seen_at < $2 AND $3::timestamptz[] IS NOT NULL)
       SELECT 'total' AS what, NULL AS "analyticName", NULL AS "analyticVersion", NULL::int AS part, ${sums}, 0 AS count
       FROM base WHERE ${COUNTED}
       UNION ALL SELECT 'leftOut', left_out, NULL, NULL, NULL, NULL, count(*)::int FROM base
       WHERE left_out IS NOT NULL GROUP BY left_out
       ${groups}`,
      [period.from, period.to, parts.map((one) => one.from), ...idsWithin(period), detectorId, ALERT_STAGES],
    ),
  );
  const of = (what: string): typeof found => found.filter((one) => one.what === what);
  const toJudged = (one: (typeof found)[number]): Judged => ({
    ...one,
    part: one.part === null ? null : partAt(parts, one.part),
  });
  return {
    total: toJudged(of('total')[0]!),
    groups: of('group').map(toJudged),
    leftOut: Object.fromEntries(of('leftOut').map((one) => [one.analyticName!, one.count])),
  };
}
