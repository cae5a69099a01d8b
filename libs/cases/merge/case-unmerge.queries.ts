import type { EntityManager } from 'typeorm';
import type { Actor } from '@app/audit';
import { OCCURRED_AT } from '../dates/case-dates.queries';
import { RETURN_ALL, RETURN_COUNTS } from './copied-rows.queries';
import type { giveBack } from './merge-labels';
import type { MergeRecord } from './merge-record.entity';
import type { UndoOutcome } from './merge-outcome';

/** Alerts that are still in the survivor go back, and tasks with all that was done on them since, in their old order. */
const RETURN_ALERTS_AND_TASKS = `
    alert_back AS (
      UPDATE case_alerts SET case_id = $2
      WHERE alert_id = ANY(ARRAY(SELECT key::uuid FROM moved WHERE kind = 'alert')) AND case_id = $3
      RETURNING alert_id),
    task_back AS (
      UPDATE case_tasks t SET case_id = $2, position = (r.before->>'position')::int,
        playbook_key = r.before->>'playbook_key'
      FROM moved r WHERE r.kind = 'task' AND t.id = r.key::uuid AND t.case_id = $3 RETURNING t.id),
    waiting_back AS (
      UPDATE case_task_dependencies d SET depends_on_id = (r.before->>'depends_on_id')::uuid FROM moved r
      WHERE r.kind = 'dependency' AND d.task_id = (r.before->>'task_id')::uuid
        AND d.depends_on_id = (r.before->>'instead')::uuid RETURNING d.task_id, d.depends_on_id),
    going AS MATERIALIZED (
      SELECT t.id FROM moved r JOIN case_tasks t ON t.id = r.key::uuid AND t.case_id = $3 WHERE r.kind = 'task'),
    staying AS MATERIALIZED (SELECT id FROM case_tasks WHERE case_id = $3 AND id NOT IN (SELECT id FROM going)),
    waiting_cut AS (
      DELETE FROM case_task_dependencies d
      WHERE ((d.task_id IN (SELECT id FROM going) AND d.depends_on_id IN (SELECT id FROM staying))
          OR (d.task_id IN (SELECT id FROM staying) AND d.depends_on_id IN (SELECT id FROM going)))
        AND NOT EXISTS (SELECT FROM moved r WHERE r.kind = 'dependency' AND d.task_id = (r.before->>'task_id')::uuid
                        AND d.depends_on_id = (r.before->>'instead')::uuid) RETURNING 1),`;

/** Links lead from and to the reopened case again where the merge had turned them, and stand again where it had retracted them. */
const RETURN_LINKS = `
    link_in AS (
      SELECT l.id, l.kind, l.retracted_at, l.retracted_by, l.retracted_reason, (r.before->>'retracted')::boolean AS was_retracted,
        CASE WHEN (r.before->>'retracted')::boolean THEN l.from_id
          WHEN l.from_id = $3 AND (l.kind = 'related' OR (r.before->>'starts')::boolean) THEN $2::uuid
          ELSE l.from_id END AS f,
        CASE WHEN (r.before->>'retracted')::boolean THEN l.to_id
          WHEN l.to_id = $3 AND (l.kind = 'related' OR NOT (r.before->>'starts')::boolean) THEN $2::uuid
          ELSE l.to_id END AS t
      FROM moved r JOIN case_links l ON l.id = r.key::uuid WHERE r.kind = 'link'
        AND (NOT (r.before->>'retracted')::boolean OR l.retracted_at = (SELECT merged_at FROM undone))),
    link_to AS (
      SELECT i.*, CASE WHEN kind = 'related' THEN least(f, t) ELSE f END AS new_from,
        CASE WHEN kind = 'related' THEN greatest(f, t) ELSE t END AS new_to FROM link_in i),
    link_back AS (
      UPDATE case_links l SET from_id = t.new_from, to_id = t.new_to,
        retracted_at = CASE WHEN NOT t.was_retracted THEN t.retracted_at END,
        retracted_by = CASE WHEN NOT t.was_retracted THEN t.retracted_by END,
        retracted_reason = CASE WHEN NOT t.was_retracted THEN t.retracted_reason END
      FROM link_to t WHERE l.id = t.id AND t.new_from <> t.new_to AND NOT EXISTS (
        SELECT FROM case_links o WHERE o.from_id = t.new_from AND o.to_id = t.new_to AND o.kind = t.kind
          AND o.retracted_at IS NULL AND o.id <> t.id)
      RETURNING 1),`;

/** Takes a merge ($1: of $2 into $3) back in one statement; every part sees the record as it was before. */
const UNMERGE = `
  WITH RECURSIVE undone AS MATERIALIZED (SELECT * FROM case_merges WHERE id = $1),
    standing AS MATERIALIZED (SELECT id, from_id FROM case_merges WHERE into_id = $3 AND undone_at IS NULL),
    moved AS MATERIALIZED (
      SELECT kind, key, before FROM case_merge_rows
      WHERE merge_id = $1 AND kind IN ('alert', 'task', 'dependency', 'link')),
    family AS (
      SELECT $3::uuid AS id
      UNION SELECT c.id FROM cases c JOIN family f ON c.merged_into_id = f.id WHERE c.id <> $2),
    ${RETURN_ALERTS_AND_TASKS}
    ${RETURN_LINKS}
    ${RETURN_ALL},
    kept_apart AS (
      INSERT INTO case_meetings (case_id, other_id, met_at, dismissed_by, dismissed_by_name, dismissed_at,
        dismissed_reason)
      SELECT (array_agg(id ORDER BY number))[1], (array_agg(id ORDER BY number DESC))[1], $4::timestamptz, $5, $6,
        $4::timestamptz, $7
      FROM cases WHERE id IN ($2, $3)
      ON CONFLICT ON CONSTRAINT pk_case_meetings DO UPDATE
        SET dismissed_by = excluded.dismissed_by, dismissed_by_name = excluded.dismissed_by_name,
          dismissed_at = excluded.dismissed_at, dismissed_reason = excluded.dismissed_reason),
    reopened AS (
      UPDATE cases c SET stage = u.stage_before, resolution = NULL, impact = NULL, closed_at = NULL,
        first_closed_at = u.first_closed_before, merged_into_id = NULL, updated_at = $4, version = c.version + 1
      FROM undone u WHERE c.id = $2),
    labelled AS (
      UPDATE cases c SET severity = l.severity, tlp = l.tlp, pap = l.pap, tags = l.tags,
        custom_fields = l."customFields", updated_at = $4, version = c.version + 1, occurred_at = (${OCCURRED_AT})
      FROM jsonb_to_record($8::jsonb) AS l(severity smallint, tlp text, pap text, tags text[], "customFields" jsonb)
      WHERE c.id = $3 RETURNING c.occurred_at),
    found AS (
      UPDATE case_merges l SET into_before = t.into_before
      FROM jsonb_to_recordset($10::jsonb) AS t(id uuid, into_before jsonb) WHERE l.id = t.id),
    outcome AS (
      SELECT jsonb_build_object(
        'alerts', (SELECT count(*) FROM alert_back),
        'alertsGone', (SELECT count(*) FROM moved WHERE kind = 'alert') - (SELECT count(*) FROM alert_back),
        'tasks', (SELECT count(*) FROM task_back),
        'dependenciesCut', (SELECT count(*) FROM waiting_cut),
        'links', (SELECT count(*) FROM link_back),
        'labelsKept', $9::jsonb,
        'copied', ${RETURN_COUNTS}) AS told)
  UPDATE case_merges SET undone_by = $5, undone_by_name = $6, undone_at = $4, undone_reason = $7,
    undone_outcome = outcome.told
  FROM outcome WHERE id = $1
  RETURNING undone_outcome AS told, (SELECT occurred_at FROM labelled) AS "occurredAt",
    (SELECT coalesce(jsonb_agg(alert_id ORDER BY alert_id), '[]') FROM alert_back) AS returned,
    (SELECT a.alert_id FROM case_alerts a WHERE a.case_id = $3
       AND a.alert_id NOT IN (SELECT alert_id FROM alert_back) LIMIT 1) AS remaining`;

/** What an undo came to. */
export interface Unmerged {
  told: UndoOutcome;
  /** When the incident of the survivor began, as its own dates say. */
  occurredAt: Date | null;
  /** Ids of the alerts that went back, sorted. */
  returned: string[];
  /** One of the alerts that the survivor keeps. */
  remaining: string | null;
}

/** Takes a merge back; the caller holds membership and both cases. */
export async function unmerge(
  tx: EntityManager,
  merge: MergeRecord,
  back: ReturnType<typeof giveBack>,
  by: { actor: Actor; reason: string; now: Date },
): Promise<Unmerged> {
  const [rows]: [Unmerged[], number] = await tx.query(UNMERGE, [
    merge.id,
    merge.fromId,
    merge.intoId,
    by.now,
    by.actor.id,
    by.actor.name,
    by.reason,
    JSON.stringify(back.labels),
    JSON.stringify(back.kept),
    JSON.stringify(back.found.map((one) => ({ id: one.id, into_before: one.intoBefore }))),
  ]);
  return rows[0]!;
}
