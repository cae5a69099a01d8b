import type { EntityManager } from 'typeorm';
import { sendBehind } from '@app/platform';
import type { Actor } from '@app/audit';
import type { Holding } from './components';
import { type Explanation, linksAlone, type RuleSet } from './rule-set';

/** Any fixed number; whoever holds it is the only one to change which alerts belong to which case. */
const MEMBERSHIP_LOCK = 6_180_339;

/** Alerts of the sandbox and muted ones connect nothing, unless a case has them all the same. */
export const SEEN = '(a.case_id IS NOT NULL OR (NOT a.sandbox AND a.muted_by IS NULL))';

/** Waits until nobody else changes which alerts belong to which case; held to the end of the transaction. */
export async function lockMembership(tx: EntityManager): Promise<void> {
  await sendBehind(tx, 'SELECT pg_advisory_xact_lock($1)', [MEMBERSHIP_LOCK]);
}

/** Holds these alerts and those of these cases, in the order of their ids, as whoever holds several alerts takes them. */
export async function lockAlerts(
  tx: EntityManager,
  alertIds: readonly string[],
  caseIds: readonly string[],
): Promise<void> {
  await tx.query(
    'SELECT id FROM alerts WHERE id = ANY($1::uuid[]) OR case_id = ANY($2::uuid[]) ORDER BY id FOR UPDATE',
    [alertIds, caseIds],
  );
}

/**
 * Who else holds the values that these alerts hold. Closed alerts and alerts of closed cases are out of it, both as
 * askers and as holders. A value too common for its kind is left out; looking at it costs no more than the limit
 * says. Where one value links alone, the alerts of a case are told as the case, however many they are.
 */
export async function sharedHoldings(
  tx: EntityManager,
  alertIds: readonly string[],
  set: RuleSet,
): Promise<Holding[]> {
  const rows: {
    kind: string;
    value: string;
    alert_id: string | null;
    case_id: string | null;
    began: number | null;
    ended: number | null;
  }[] = await tx.query(
    `WITH rule AS (
       SELECT * FROM unnest($2::text[], $3::int[], $4::boolean[]) AS r(kind, common_above, links_alone)),
     asked AS MATERIALIZED (
       SELECT DISTINCT s.kind, s.value, r.common_above, r.links_alone
       FROM alerts a LEFT JOIN cases c ON c.id = a.case_id
       JOIN alert_subjects s ON s.alert_id = a.id JOIN rule r ON r.kind = s.kind
       WHERE a.id = ANY($1::uuid[]) AND a.stage <> 'Closed' AND ${SEEN} AND c.stage IS DISTINCT FROM 'Closed'),
     held AS (
       SELECT asked.kind, asked.value, asked.links_alone, h.alert_id
       FROM asked CROSS JOIN LATERAL (
         SELECT x.alert_id, count(*) OVER () AS holders FROM (
           SELECT s.alert_id FROM alert_subjects s
           WHERE s.kind = asked.kind AND s.value = asked.value LIMIT asked.common_above + 1) x) h
       WHERE h.holders > 1 AND (asked.common_above IS NULL OR h.holders <= asked.common_above))
     SELECT kind, value, case_id, alert_id, CASE WHEN alert_id IS NOT NULL THEN min(began) END AS began,
       CASE WHEN alert_id IS NOT NULL THEN max(ended) END AS ended
     FROM (
       SELECT held.kind, held.value, a.case_id,
         CASE WHEN held.links_alone AND a.case_id IS NOT NULL THEN NULL ELSE a.id END AS alert_id,
         extract(epoch FROM a.occurred_from)::float8 * 1000 AS began,
         extract(epoch FROM a.occurred_to)::float8 * 1000 AS ended
       FROM held JOIN alerts a ON a.id = held.alert_id LEFT JOIN cases c ON c.id = a.case_id
       WHERE a.stage <> 'Closed' AND ${SEEN} AND c.stage IS DISTINCT FROM 'Closed') h
     GROUP BY kind, value, case_id, alert_id`,
    [
      alertIds,
      set.rules.map((rule) => rule.kind),
      set.rules.map((rule) => rule.commonAbove),
      set.rules.map((rule) => linksAlone(rule, set)),
    ],
  );
  return rows.map((row) => ({
    kind: row.kind,
    value: row.value,
    alertId: row.alert_id,
    caseId: row.case_id,
    when: row.began === null || row.ended === null ? null : [row.began, row.ended],
  }));
}

/** An alert that comes into a case. */
export interface NewMember {
  alertId: string;
  caseId: string;
  explanation: Explanation | null;
  /** The proposal that a person accepted by it. */
  proposalId?: string;
}

/**
 * Writes down which alerts are in which case and why; an alert that has a place keeps it. Whatever was proposed for
 * them is settled thereby. What a person puts in brings its entities along and is forgiven an earlier removal: that
 * person knows better than the one who took it out.
 */
export async function insertMembers(
  tx: EntityManager,
  actor: Actor,
  members: readonly NewMember[],
  source: 'staff' | 'correlation',
  o: { now: Date; reason?: string | undefined },
): Promise<void> {
  await sendBehind(
    tx,
    `WITH member AS (
       SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::jsonb[], $4::uuid[])
         AS m(alert_id, case_id, explanation, proposal_id)),
     held AS MATERIALIZED (
       SELECT p.id, p.id = m.proposal_id AS accepted FROM member m JOIN correlation_proposals p ON p.alert_id = m.alert_id
       WHERE p.status = 'open' ORDER BY p.alert_id, p.id FOR UPDATE OF p),
     settled AS (
       UPDATE correlation_proposals p SET status = CASE WHEN held.accepted THEN 'accepted' ELSE 'superseded' END,
         reason = CASE WHEN held.accepted THEN $9 ELSE 'The alert came into a case.' END,
         settled_at = $6, settled_by = $7, settled_by_name = $8
       FROM held WHERE p.id = held.id),
     forgiven AS (
       DELETE FROM case_alert_detachments d USING member m
       WHERE $5 = 'staff' AND d.alert_id = m.alert_id AND d.case_id = m.case_id),
     entity AS (
       INSERT INTO case_entities (case_id, kind, value, added_at)
       SELECT DISTINCT m.case_id, s.kind, s.value, $6::timestamptz FROM member m
       JOIN alert_subjects s ON s.alert_id = m.alert_id AND s.kind <> 'account' WHERE $5 = 'staff'
       ON CONFLICT ON CONSTRAINT pk_case_entities DO NOTHING)
     INSERT INTO case_alerts (alert_id, case_id, source, explanation, attached_at)
     SELECT alert_id, case_id, $5, nullif(explanation, 'null'::jsonb), $6 FROM member
     ON CONFLICT ON CONSTRAINT pk_case_alerts DO UPDATE
       SET case_id = excluded.case_id, source = excluded.source, explanation = excluded.explanation,
         attached_at = excluded.attached_at
       WHERE case_alerts.case_id <> excluded.case_id`,
    [
      members.map((member) => member.alertId),
      members.map((member) => member.caseId),
      members.map((member) => JSON.stringify(member.explanation)),
      members.map((member) => member.proposalId ?? null),
      source,
      o.now,
      actor.id,
      actor.name,
      o.reason ?? null,
    ],
  );
}

/** Lists in their cases what these alerts name beside accounts; gives the open cases that these alerts are in. */
export async function refreshEntities(
  tx: EntityManager,
  alertIds: readonly string[],
  now: Date,
): Promise<string[]> {
  const rows: { case_id: string }[] = await tx.query(
    `WITH member AS MATERIALIZED (
       SELECT ca.alert_id, ca.case_id FROM case_alerts ca JOIN cases c ON c.id = ca.case_id AND c.stage <> 'Closed'
       WHERE ca.alert_id = ANY($1::uuid[])),
     entity AS (
       INSERT INTO case_entities (case_id, kind, value, added_at)
       SELECT DISTINCT m.case_id, s.kind, s.value, $2::timestamptz FROM member m
       JOIN alert_subjects s ON s.alert_id = m.alert_id AND s.kind <> 'account'
       ON CONFLICT ON CONSTRAINT pk_case_entities DO NOTHING)
     SELECT DISTINCT case_id FROM member`,
    [alertIds, now],
  );
  return rows.map((row) => row.case_id);
}

/** What a case's alerts say of it as a whole. */
export interface Portrait {
  caseId: string;
  detectors: number;
  accounts: number;
  severity: number;
  /** The most frequent of the known kinds with which the alerts' types begin (`distillation.template`). */
  kind: string | null;
}

/** Looks at all alerts of those of the cases whose title still follows the alerts. */
export async function portraits(
  tx: EntityManager,
  caseIds: readonly string[],
  kinds: readonly string[],
): Promise<Portrait[]> {
  const rows: {
    case_id: string;
    detectors: string;
    accounts: string;
    severity: number;
    kind: string | null;
  }[] = await tx.query(
    `SELECT c.id AS case_id, count(DISTINCT a.detector_id) AS detectors,
         greatest(max(a.severity), (SELECT max(m.severity) FROM cases m WHERE m.merged_into_id = c.id)) AS severity,
         mode() WITHIN GROUP (ORDER BY split_part(a.type, '.', 1) COLLATE "C")
           FILTER (WHERE split_part(a.type, '.', 1) = ANY($2::text[])) AS kind,
         (SELECT count(DISTINCT s.value) FROM case_alerts m JOIN alert_subjects s ON s.alert_id = m.alert_id
          WHERE m.case_id = c.id AND s.kind = 'account') AS accounts
       FROM cases c JOIN case_alerts ca ON ca.case_id = c.id JOIN alerts a ON a.id = ca.alert_id
       WHERE c.id = ANY($1::uuid[]) AND c.is_derived GROUP BY c.id`,
    [caseIds, kinds],
  );
  return rows.map((row) => ({
    caseId: row.case_id,
    detectors: Number(row.detectors),
    accounts: Number(row.accounts),
    severity: row.severity,
    kind: row.kind,
  }));
}

/** Gives cases the titles, kinds and severities that follow from their alerts; the version counts only real change. */
export async function portray(
  tx: EntityManager,
  as: readonly { caseId: string; title: string; kind: string; severity: number }[],
): Promise<void> {
  await tx.query(
    `UPDATE cases c SET title = t.title, kind = t.kind, severity = t.severity, version = c.version + 1, updated_at = now()
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::smallint[]) AS t(id, title, kind, severity)
     WHERE c.id = t.id AND c.is_derived AND (c.title, c.kind, c.severity) <> (t.title, t.kind, t.severity)`,
    [
      as.map((one) => one.caseId),
      as.map((one) => one.title),
      as.map((one) => one.kind),
      as.map((one) => one.severity),
    ],
  );
}

/** Notes that two cases touch; false when that was known. */
export async function insertMeeting(
  tx: EntityManager,
  caseId: string,
  otherId: string,
  now: Date,
): Promise<boolean> {
  const rows: unknown[] = await tx.query(
    `INSERT INTO case_meetings (case_id, other_id, met_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING case_id`,
    [caseId, otherId, now],
  );
  return rows.length > 0;
}
