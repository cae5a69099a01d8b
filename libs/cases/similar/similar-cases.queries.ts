import type { EntityManager } from 'typeorm';
import type { CaseKind, EntityKind, Resolution } from '../case-terms';
import type { CaseStage } from '../case-stage';
import type { LinkKind } from '../links/case-link.entity';

/** Most cases that are called similar. */
const MOST_CASES = 20;

/** Of so many of the best it is looked whether they were merged into another case. */
const MOST_CANDIDATES = 1_000;

/** Most accounts of the case, and most of its other things, that are looked at: confirmed accounts first. */
const MOST_VALUES = 25_000;

/** A value that more other cases hold, merged ones counted, says nothing. */
const COMMON_ABOVE = 30;

/** What it counts, in points, that alerts connect two cases, or that a person linked them. */
export const TOLD_POINTS = 5;

/** Values of a kind that two cases share. */
export interface SharedValues {
  kind: 'account' | EntityKind;
  count: number;
  /** Of the rarest the first few. */
  examples: string[];
  points: number;
}

/** Another case and what speaks for its being about the same. */
export interface SimilarCase {
  id: string;
  number: number;
  title: string;
  kind: CaseKind;
  stage: CaseStage;
  resolution: Resolution | null;
  severity: number;
  openedAt: Date;
  shared: SharedValues[];
  /** When alerts connected the two, unless a person dismissed it. */
  metAt: Date | null;
  links: { kind: LinkKind; isOutgoing: boolean }[];
  /** Codes of clauses that both breach. */
  clauses: string[];
}

/**
 * The cases that share most with one, what rarer values say counting more: the points of the kind, by the number of
 * other cases that hold the value, merged ones and those that told it from themselves counted. Whom either case has
 * cleared and what either has retracted says nothing.
 *
 * The work is bounded by the case, not by the store: at most 25,000 accounts and as many other things of it are looked
 * up, each by index (`ix_case_accounts_account_id`, `ix_case_entities_kind_value`) in at most 32 cases; meetings and
 * links are read by the indexes of their two ends; the best 1,000 cases are looked up to leave out merged ones. Examples, links and clauses are gathered for the best 20 only.
 */
export function similarCases(
  db: EntityManager,
  caseId: string,
  points: ReadonlyMap<string, number>,
): Promise<SimilarCase[]> {
  return db.query<SimilarCase[]>(
    `WITH point AS (SELECT * FROM unnest($2::text[], $3::int[]) AS p(kind, points)),
     held AS MATERIALIZED (
       SELECT 'account'::text COLLATE "C" AS kind, a.account_id AS value, o.* FROM (
         (SELECT account_id FROM case_accounts WHERE case_id = $1 AND status = 'confirmed' ORDER BY account_id LIMIT $4)
         UNION ALL
         (SELECT account_id FROM case_accounts WHERE case_id = $1 AND status = 'suspected' ORDER BY account_id LIMIT $4)
         LIMIT $4) a
       CROSS JOIN LATERAL (
         SELECT count(*) AS holders, array_agg(case_id) FILTER (WHERE status <> 'cleared') AS ids
         FROM (SELECT case_id, status FROM case_accounts WHERE account_id = a.account_id LIMIT $5 + 2) x) o
       UNION ALL
       SELECT e.kind, e.value, o.* FROM (
         SELECT kind, value FROM case_entities WHERE case_id = $1 AND retracted_at IS NULL ORDER BY kind, value LIMIT $4) e
       CROSS JOIN LATERAL (
         SELECT count(*) AS holders, array_agg(case_id) FILTER (WHERE retracted_at IS NULL) AS ids
         FROM (SELECT case_id, retracted_at FROM case_entities WHERE kind = e.kind AND value = e.value LIMIT $5 + 2) x) o),
     shared AS MATERIALIZED (
       SELECT h.kind, h.value, s.case_id, coalesce(p.points, 1)::float8 / (h.holders - 1) AS points
       FROM held h LEFT JOIN point p ON p.kind = h.kind CROSS JOIN LATERAL unnest(h.ids) AS s(case_id)
       WHERE h.holders BETWEEN 2 AND $5 + 1 AND s.case_id <> $1),
     met AS (
       SELECT CASE WHEN case_id = $1 THEN other_id ELSE case_id END AS case_id, met_at FROM case_meetings
       WHERE (case_id = $1 OR other_id = $1) AND dismissed_at IS NULL),
     linked AS (
       SELECT to_id AS case_id, kind, true AS outgoing FROM case_links WHERE from_id = $1 AND retracted_at IS NULL
       UNION ALL SELECT from_id, kind, false FROM case_links WHERE to_id = $1 AND retracted_at IS NULL),
     hint AS (
       SELECT case_id, sum(points) AS points FROM (
         SELECT case_id, points FROM shared
         UNION ALL SELECT case_id, $6 FROM met
         UNION ALL SELECT case_id, $6 FROM (SELECT DISTINCT case_id FROM linked) l) h
       GROUP BY case_id),
     best AS MATERIALIZED (
       SELECT h.case_id FROM (SELECT * FROM hint ORDER BY points DESC, case_id DESC LIMIT $8) h JOIN cases c ON c.id = h.case_id AND c.merged_into_id IS NULL
       ORDER BY h.points DESC, c.number DESC LIMIT $7),
     kinds AS MATERIALIZED (
       SELECT s.case_id, s.kind, count(*)::int AS count, sum(s.points) AS points,
         (array_agg(s.value ORDER BY s.points DESC, s.value))[1:5] AS examples
       FROM shared s WHERE s.case_id IN (SELECT case_id FROM best) GROUP BY s.case_id, s.kind)
     SELECT c.id, c.number, c.title, c.kind, c.stage, c.resolution, c.severity, c.opened_at AS "openedAt",
       (SELECT coalesce(json_agg(json_build_object('kind', k.kind, 'count', k.count, 'examples', k.examples, 'points', k.points)
          ORDER BY k.points DESC, k.kind), '[]') FROM kinds k WHERE k.case_id = c.id) AS shared,
       (SELECT min(m.met_at) FROM met m WHERE m.case_id = c.id) AS "metAt",
       (SELECT coalesce(json_agg(json_build_object('kind', l.kind, 'isOutgoing', l.outgoing) ORDER BY l.kind), '[]')
        FROM linked l WHERE l.case_id = c.id) AS links,
       ARRAY(SELECT pc.code FROM case_violations v JOIN case_violations w ON w.clause_id = v.clause_id AND w.case_id = c.id
         JOIN policy_clauses pc ON pc.id = v.clause_id WHERE v.case_id = $1 ORDER BY 1) AS clauses
     FROM best JOIN cases c ON c.id = best.case_id`,
    [
      caseId,
      [...points.keys()],
      [...points.values()],
      MOST_VALUES,
      COMMON_ABOVE,
      TOLD_POINTS,
      MOST_CASES,
      MOST_CANDIDATES,
    ],
  );
}

/** A meeting of two cases that a person may dismiss; held until the transaction ends. */
export async function holdMeeting(
  tx: EntityManager,
  caseId: string,
  otherId: string,
): Promise<{ caseId: string; otherId: string; numbers: [number, number]; isDismissed: boolean } | undefined> {
  const rows: { caseId: string; otherId: string; one: number; other: number; isDismissed: boolean }[] =
    await tx.query(
      `SELECT m.case_id AS "caseId", m.other_id AS "otherId", c.number AS one, o.number AS other,
         m.dismissed_at IS NOT NULL AS "isDismissed"
       FROM case_meetings m JOIN cases c ON c.id = m.case_id JOIN cases o ON o.id = m.other_id
       WHERE (m.case_id, m.other_id) IN (($1::uuid, $2::uuid), ($2::uuid, $1::uuid)) FOR UPDATE OF m`,
      [caseId, otherId],
    );
  const [row] = rows;
  return row && { ...row, numbers: [row.one, row.other] };
}
