import type { EntityManager } from 'typeorm';
import { timed } from '@app/platform';
import type { CompiledQuery } from '@app/search';
import { type Kpi, kpisOf, measureOf, type Missing, MISSING, type Subject } from './kpi';
import { type Group, GROUPINGS, isPeriod } from './kpi-groups';
import { COUNTING } from './kpis.problems';
import { idsWithin, type Part, partAt, partsOf, type Period } from './period';

/** Groups that are told at most; of more the largest. */
export const GROUP_LIMIT = 1_000;

/** What one KPI is in a group, in seconds. */
export interface Measured {
  /** Values that are not negative; percentiles and mean are of these. */
  count: number;
  /** Values below nothing: the instants contradict each other. */
  negative: number;
  missing: Record<Missing, number>;
  p50: number | null;
  p90: number | null;
  mean: number | null;
}

/** The KPIs of a group. */
export interface MeasuredGroup {
  /** Null is the group of what has none: no owner, no team. */
  key: string | null;
  name: string | null;
  count: number;
  /** Of cases, those that were taken up again after a closing. */
  reopened: number;
  /** In the order of the subject's KPIs. */
  measures: Measured[];
}

/** What a subject's rows are: where they lie and which of them do not count, by why. */
const ROWS: Readonly<
  Record<
    Subject,
    { from: string; alias: string; columns: string; within: string; leftOut: string; reopened: string }
  >
> = {
  cases: {
    from: 'cases c',
    alias: 'c',
    columns:
      'id, kind, severity, stage, team_id, owner_id, occurred_at, opened_at, in_progress_at, closed_at, first_closed_at',
    within: 'c.opened_at >= $1 AND c.opened_at < $2',
    leftOut: `CASE WHEN c.merged_into_id IS NOT NULL THEN 'merged' END`,
    reopened: 'c.first_closed_at IS NOT NULL AND c.closed_at IS DISTINCT FROM c.first_closed_at',
  },
  alerts: {
    from: 'alerts a',
    alias: 'a',
    columns: `type, severity, stage, detector_id, queue_id, assignee_id, case_id, occurred_from, first_seen_at, in_progress_at,
      imported_at, closed_at`,
    within: 'a.id >= $4::uuid AND a.id < $5::uuid AND a.first_seen_at >= $1 AND a.first_seen_at < $2',
    leftOut: `CASE WHEN a.sandbox THEN 'sandbox' WHEN a.muted_by IS NOT NULL THEN 'muted' END`,
    reopened: 'false',
  },
};

/** Number of the first parameter of a filter. */
export const FILTER_FIRST = 6;

/** The KPIs of what arrived in a period and meets the filter: of all, and by group. One statement, within its time. @throws PeriodTooLongError */
export async function measureGroups(
  db: EntityManager,
  subject: Subject,
  period: Period,
  group: Group | undefined,
  filter: Pick<CompiledQuery, 'where' | 'values'> | undefined,
): Promise<{ total: MeasuredGroup; groups: MeasuredGroup[]; leftOut: Record<string, number> }> {
  const rows = ROWS[subject];
  const kpis = kpisOf(subject);
  const grouping = group && GROUPINGS[subject][group]!;
  const seconds = kpis.map((kpi, i) => `${measureOf(subject, kpi).seconds} AS s${i}`).join(', ');
  const sums = `count(*)::int AS count, count(*) FILTER (WHERE ${rows.reopened})::int AS reopened,
    jsonb_build_array(${kpis.map((kpi, i) => measuredOf(subject, kpi, i)).join(', ')}) AS measures`;
  // Named as the rows are, so that what is said of a row is said of it here too.
  const measured = (key: string, join = ''): string =>
    `(SELECT ${rows.alias}.*, (${key}) COLLATE "C" AS key, ${seconds} FROM base ${rows.alias} ${join} WHERE left_out IS NULL) ${rows.alias}`;
  const parts = group && isPeriod(group) ? partsOf(period, group) : [];
  const groups = grouping
    ? `UNION ALL (SELECT 'group', key, ${grouping.name ?? 'g.key'}, count, reopened, measures FROM (
         SELECT key, ${sums} FROM ${measured(grouping.key, grouping.join)} GROUP BY key
         ORDER BY count(*) DESC, key LIMIT ${GROUP_LIMIT + 1}) g)`
    : '';
  const found = await timed(db, COUNTING, (tx) =>
    tx.query<(MeasuredGroup & { what: string })[]>(
      `WITH base AS (SELECT ${rows.columns}, ${rows.leftOut} AS left_out FROM ${rows.from} WHERE ${rows.within}
         AND $3::timestamptz[] IS NOT NULL${subject === 'cases' ? ' AND $4::uuid <= $5::uuid' : ''}
         AND ${filter?.where ?? 'true'})
       SELECT 'total' AS what, NULL AS key, NULL AS name, ${sums} FROM ${measured('NULL::text')}
       UNION ALL SELECT 'leftOut', left_out, NULL, count(*)::int, 0, NULL FROM base WHERE left_out IS NOT NULL GROUP BY left_out
       ${groups}`,
      [
        period.from,
        period.to,
        parts.map((part) => part.from),
        ...idsWithin(period),
        ...(filter?.values ?? []),
      ],
    ),
  );
  const of = (what: string): MeasuredGroup[] => found.filter((one) => one.what === what);
  return {
    total: of('total')[0]!,
    groups: parts.length > 0 ? inOrder(of('group'), parts) : of('group'),
    leftOut: Object.fromEntries(of('leftOut').map(({ key, count }) => [key, count])),
  };
}

/** Groups by the numbers of parts, with the parts' days and in their order. */
const inOrder = (groups: readonly MeasuredGroup[], parts: readonly Part[]): MeasuredGroup[] =>
  [...groups]
    .sort((a, b) => Number(a.key) - Number(b.key))
    .map((group) => {
      const day = partAt(parts, Number(group.key));
      return { ...group, key: day, name: day };
    });

function measuredOf(subject: Subject, kpi: Kpi, i: number): string {
  const good = `FILTER (WHERE s${i} >= 0)`;
  const why = new Map(measureOf(subject, kpi).missing);
  const missing = (Object.keys(MISSING) as Missing[]).map((reason) => {
    const condition = why.get(reason);
    return `'${reason}', ${condition ? `count(*) FILTER (WHERE ${condition})` : 0}`;
  });
  const percentile = (part: number): string =>
    `round((percentile_cont(${part}) WITHIN GROUP (ORDER BY s${i}) ${good})::numeric, 3)`;
  return `jsonb_build_object('count', count(*) ${good}, 'negative', count(*) FILTER (WHERE s${i} < 0),
    'missing', jsonb_build_object(${missing.join(', ')}), 'p50', ${percentile(0.5)}, 'p90', ${percentile(0.9)},
    'mean', round((avg(s${i}) ${good})::numeric, 3))`;
}
