import { type EntityManager, In } from 'typeorm';
import { omit } from '@app/platform';
import type { Actor } from '@app/audit';
import { Case } from '../case.entity';
import { OCCURRED_AT } from '../dates/case-dates.queries';
import { COPY_ALL, copyCounts, differingVerdicts } from './copied-rows.queries';
import type { LabelledBy, LeftOut } from './merge-labels';
import type { MergeCounts } from './merge-outcome';
import { MergeRecord } from './merge-record.entity';
import { familySql, waySql } from './family';

/** A case that is to go into another, as the record of the merge tells it. */
export interface Going {
  mergeId: string;
  fromId: string;
  stageBefore: string;
  firstClosedBefore: Date | null;
  gave: LabelledBy;
  intoBefore: LabelledBy;
  leftOut: LeftOut;
}

/**
 * Alerts move, as an alert has one case. Tasks move behind those of the survivor; of two that stand for the same task of
 * a playbook the survivor's keeps its name, and one that nobody has touched stays where it is.
 */
const MOVE_ALERTS_AND_TASKS = `
    alert_moved AS (
      UPDATE case_alerts a SET case_id = $3 FROM m WHERE a.case_id = m.from_id RETURNING m.id AS merge_id, a.alert_id),
    alert_rows AS (
      INSERT INTO case_merge_rows (merge_id, kind, key) SELECT merge_id, 'alert', alert_id FROM alert_moved),
    task_in AS MATERIALIZED (
      SELECT m.id AS merge_id, t.id, t.position, t.playbook_key, o.id AS double_of,
        o.id IS NOT NULL AND t.version = 1 AND t.status = 'Waiting'
          AND NOT EXISTS (SELECT FROM case_task_log l WHERE l.task_id = t.id) AS stays,
        row_number() OVER (ORDER BY m.place, t.position, t.id) AS place
      FROM m JOIN case_tasks t ON t.case_id = m.from_id
      LEFT JOIN LATERAL (
        SELECT d.id FROM case_tasks d LEFT JOIN m n ON n.from_id = d.case_id
        WHERE d.playbook_key = t.playbook_key AND (d.case_id = $3 OR n.place < m.place)
        ORDER BY n.place NULLS FIRST LIMIT 1) o ON true),
    task_last AS (SELECT coalesce(max(position), 0)::bigint AS position FROM case_tasks WHERE case_id = $3),
    task_moved AS (
      UPDATE case_tasks t SET case_id = $3, position = least(task_last.position + i.place, 2147483647),
        playbook_key = CASE WHEN i.double_of IS NULL THEN t.playbook_key END
      FROM task_in i CROSS JOIN task_last WHERE t.id = i.id AND NOT i.stays
      RETURNING i.merge_id, t.id, i.position, i.playbook_key),
    task_rows AS (
      INSERT INTO case_merge_rows (merge_id, kind, key, before)
      SELECT merge_id, 'task', id, jsonb_build_object('position', position, 'playbook_key', playbook_key)
      FROM task_moved),
    waiting AS MATERIALIZED (
      SELECT i.merge_id, d.task_id, d.depends_on_id, o.double_of
      FROM task_in i JOIN case_task_dependencies d ON d.task_id = i.id
      JOIN task_in o ON o.id = d.depends_on_id AND o.stays WHERE NOT i.stays),
    waiting_turned AS (
      UPDATE case_task_dependencies d SET depends_on_id = w.double_of FROM waiting w
      WHERE d.task_id = w.task_id AND d.depends_on_id = w.depends_on_id),
    waiting_rows AS (
      INSERT INTO case_merge_rows (merge_id, kind, key, before)
      SELECT merge_id, 'dependency', task_id || ':' || depends_on_id,
        jsonb_build_object('task_id', task_id, 'depends_on_id', depends_on_id, 'instead', double_of)
      FROM waiting),`;

/**
 * Links lead from and to the survivor from now on. One that would lead from the survivor to itself, repeat another, or
 * close a circle of parts is retracted by the merge instead.
 */
const TURN_LINKS = `
    wholes AS (
      SELECT $3::uuid AS id UNION
      SELECT l.to_id FROM case_links l JOIN wholes w ON l.from_id = w.id
      WHERE l.kind = 'part_of' AND l.retracted_at IS NULL),
    parts AS (
      SELECT $3::uuid AS id UNION
      SELECT l.from_id FROM case_links l JOIN parts p ON l.to_id = p.id
      WHERE l.kind = 'part_of' AND l.retracted_at IS NULL),
    link_in AS MATERIALIZED (
      SELECT DISTINCT ON (l.id) m.id AS merge_id, m.from_id AS merged_id, l.id, l.kind,
        l.from_id = ANY($2::uuid[]) AS starts, l.to_id = ANY($2::uuid[]) AS ends, l.from_id, l.to_id
      FROM m JOIN case_links l ON m.from_id IN (l.from_id, l.to_id) AND l.retracted_at IS NULL
      ORDER BY l.id, m.place),
    link_to AS (
      SELECT i.*, CASE WHEN kind = 'related' THEN least(f, t) ELSE f END AS new_from,
        CASE WHEN kind = 'related' THEN greatest(f, t) ELSE t END AS new_to
      FROM link_in i CROSS JOIN LATERAL (
        SELECT CASE WHEN i.starts THEN $3::uuid ELSE i.from_id END AS f,
          CASE WHEN i.ends THEN $3::uuid ELSE i.to_id END AS t) x),
    link_turned AS MATERIALIZED (
      SELECT t.*, new_from = new_to
          OR row_number() OVER (PARTITION BY new_from, new_to, kind ORDER BY id) > 1
          OR EXISTS (SELECT FROM case_links o WHERE o.from_id = new_from AND o.to_id = new_to AND o.kind = t.kind
                     AND o.retracted_at IS NULL)
          OR (kind = 'part_of' AND ((starts AND new_to IN (SELECT id FROM parts))
            OR (ends AND new_from IN (SELECT id FROM wholes)))) AS is_retracted
      FROM link_to t),
    link_moved AS (
      UPDATE case_links l SET
        from_id = CASE WHEN t.is_retracted THEN l.from_id ELSE t.new_from END,
        to_id = CASE WHEN t.is_retracted THEN l.to_id ELSE t.new_to END,
        retracted_by = CASE WHEN t.is_retracted THEN $5 END,
        retracted_at = CASE WHEN t.is_retracted THEN $4::timestamptz END,
        retracted_reason = CASE WHEN t.is_retracted THEN 'Its cases were merged.' END
      FROM link_turned t WHERE l.id = t.id RETURNING t.merge_id, t.id, t.merged_id, t.starts, t.is_retracted),
    link_rows AS (
      INSERT INTO case_merge_rows (merge_id, kind, key, before)
      SELECT merge_id, 'link', id, jsonb_build_object('starts', starts, 'retracted', is_retracted) FROM link_moved),`;

/**
 * Brings what the cases have into $3 in one statement, and writes the records of the merges. Every part sees the record
 * as it was before, so nothing depends on their order. The survivor's labels are given; the merged cases are closed.
 */
const ABSORB = `
  WITH RECURSIVE m AS MATERIALIZED (
      SELECT t.id, t.from_id, t.place, t.told FROM unnest($1::uuid[], $2::uuid[], $8::jsonb[])
        WITH ORDINALITY AS t(id, from_id, told, place)),
    standing AS MATERIALIZED (SELECT id, from_id FROM case_merges WHERE into_id = $3 AND undone_at IS NULL),
    family AS (
      SELECT id FROM (SELECT $3::uuid AS id UNION SELECT from_id FROM m) x
      UNION SELECT c.id FROM cases c JOIN family f ON c.merged_into_id = f.id),
    ${MOVE_ALERTS_AND_TASKS}
    ${TURN_LINKS}
    ${COPY_ALL},
    met_again AS (
      UPDATE case_meetings SET dismissed_by = NULL, dismissed_by_name = NULL, dismissed_at = NULL, dismissed_reason = NULL
      WHERE dismissed_at IS NOT NULL
        AND ((case_id = $3 AND other_id = ANY($2::uuid[])) OR (other_id = $3 AND case_id = ANY($2::uuid[])))),
    closed AS (
      UPDATE cases c SET stage = 'Closed', resolution = 'Duplicated', impact = 'NotApplicable', closed_at = $4,
        first_closed_at = coalesce(c.first_closed_at, $4), merged_into_id = $3, updated_at = $4, version = c.version + 1
      FROM m WHERE c.id = m.from_id),
    labelled AS (
      UPDATE cases c SET severity = l.severity, tlp = l.tlp, pap = l.pap, tags = l.tags,
        custom_fields = l."customFields", updated_at = $4, version = c.version + 1, occurred_at = (${OCCURRED_AT})
      FROM jsonb_to_record($9::jsonb) AS l(severity smallint, tlp text, pap text, tags text[], "customFields" jsonb)
      WHERE c.id = $3 RETURNING c.occurred_at)
  INSERT INTO case_merges (id, from_id, into_id, merged_by, merged_by_name, merged_at, reason, stage_before,
    first_closed_before, gave, into_before, left_out, counts)
  SELECT m.id, m.from_id, $3, $5, $6, $4, $7, m.told->>'stageBefore', (m.told->>'firstClosedBefore')::timestamptz,
    m.told->'gave', m.told->'intoBefore', m.told->'leftOut', jsonb_build_object(
      'alerts', (SELECT count(*) FROM alert_moved WHERE merge_id = m.id),
      'tasks', (SELECT count(*) FROM task_moved WHERE merge_id = m.id),
      'tasksLeft', (SELECT count(*) FROM task_in WHERE merge_id = m.id AND stays),
      'links', (SELECT count(*) FROM link_moved WHERE merge_id = m.id AND NOT is_retracted),
      'linksRetracted', (SELECT count(*) FROM link_moved WHERE merge_id = m.id AND is_retracted),
      'verdictsDiffered', ${differingVerdicts('m.id')},
      'copied', ${copyCounts('m.id')})
  FROM m RETURNING id, counts, (SELECT occurred_at FROM labelled) AS "occurredAt",
    (SELECT coalesce(jsonb_agg(alert_id ORDER BY alert_id), '[]') FROM alert_moved WHERE merge_id = id) AS "alertIds"`;

/** What one merge brought into the survivor. */
export interface Absorbed {
  id: string;
  counts: MergeCounts;
  /** When the incident of the survivor began, as the dates of all its cases say. */
  occurredAt: Date | null;
  /** Ids of the alerts that moved, sorted. */
  alertIds: string[];
}

/** Brings what these cases have into another one; the caller holds membership and all the cases. In the order given. */
export async function absorb(
  tx: EntityManager,
  going: readonly Going[],
  into: { id: string; labels: LabelledBy },
  by: { actor: Actor; reason: string | null; now: Date },
): Promise<Absorbed[]> {
  const rows: Absorbed[] = await tx.query(ABSORB, [
    going.map((one) => one.mergeId),
    going.map((one) => one.fromId),
    into.id,
    by.now,
    by.actor.id,
    by.actor.name,
    by.reason,
    going.map((one) => JSON.stringify(omit(one, 'mergeId', 'fromId'))),
    JSON.stringify(into.labels),
  ]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return going.map(({ mergeId }) => byId.get(mergeId)!);
}

/** Cases that are held, and the merges into them that stand or are asked for, the earliest first. */
export interface HeldCases {
  cases: Map<string, Case>;
  merges: MergeRecord[];
}

/** Holds cases, or those of a merge, in the order of their ids; one look for them and their merges. The caller holds membership. */
export async function holdWithMerges(
  tx: EntityManager,
  asked: { ids: readonly string[] } | { mergeId: string },
): Promise<HeldCases> {
  const { entities, raw } = await tx
    .createQueryBuilder(Case, 'c')
    .addSelect(
      `(SELECT jsonb_agg(m ORDER BY m.id) FROM case_merges m
        WHERE m.into_id = c.id AND (m.undone_at IS NULL OR m.id = :mergeId))`,
      'merges',
    )
    .where(
      'ids' in asked
        ? 'c.id = ANY(:ids::uuid[])'
        : 'c.id IN (SELECT unnest(ARRAY[u.from_id, u.into_id]) FROM case_merges u WHERE u.id = :mergeId)',
    )
    .setParameters('ids' in asked ? { ids: asked.ids, mergeId: null } : asked)
    .orderBy('c.id')
    .setLock('pessimistic_write')
    .getRawAndEntities<{ merges: Record<string, unknown>[] | null }>();
  return {
    cases: new Map(entities.map((one) => [one.id, one])),
    merges: raw.flatMap(({ merges }) => (merges ?? []).map((row) => recordOf(tx, row))),
  };
}

/** A row of `case_merges` as JSON has it. */
function recordOf(tx: EntityManager, row: Record<string, unknown>): MergeRecord {
  const { columns } = tx.connection.getMetadata(MergeRecord);
  const fields = columns.map(({ propertyName, databaseName, type }) => {
    const value = row[databaseName];
    return [propertyName, type === 'timestamptz' && value ? new Date(value as string) : value] as const;
  });
  return Object.assign(new MergeRecord(), Object.fromEntries(fields));
}

/** The case and every case that was merged into it, directly or through others. */
export async function familyOf(db: EntityManager, caseId: string): Promise<string[]> {
  const rows: { id: string }[] = await db.query(`WITH RECURSIVE ${familySql('$1')} SELECT id FROM family`, [
    caseId,
  ]);
  return rows.map((row) => row.id);
}

/** The case in which the work on this one goes on: itself, or where its merges lead. */
export async function survivorOf(db: EntityManager, caseId: string): Promise<string> {
  const rows: { id: string }[] = await db.query(
    `WITH RECURSIVE ${waySql('$1')} SELECT id FROM way WHERE merged_into_id IS NULL`,
    [caseId],
  );
  return rows[0]?.id ?? caseId;
}

/** Holds the case in which the work on this one goes on, found and held in one look; null when there is no such case. */
export function lockSurvivorOf(tx: EntityManager, caseId: string): Promise<Case | null> {
  return tx
    .createQueryBuilder(Case, 'c')
    .where(`c.id = (WITH RECURSIVE ${waySql(':caseId')} SELECT id FROM way WHERE merged_into_id IS NULL)`, {
      caseId,
    })
    .setLock('pessimistic_write')
    .getOne();
}

/** Whether a person keeps apart any two cases of which one is, or is in, the first, and the other the second. */
export async function areKeptApart(db: EntityManager, one: string, other: string): Promise<boolean> {
  const rows: unknown[] = await db.query(
    `WITH RECURSIVE ${familySql('$1', 'a')}, ${familySql('$2', 'b')}
     SELECT FROM case_meetings k WHERE k.dismissed_at IS NOT NULL
       AND ((k.case_id IN (SELECT id FROM a) AND k.other_id IN (SELECT id FROM b))
         OR (k.case_id IN (SELECT id FROM b) AND k.other_id IN (SELECT id FROM a))) LIMIT 1`,
    [one, other],
  );
  return rows.length > 0;
}

/** Merges of which the case is one side, newest first, before the one given, with the numbers of both cases. */
export async function mergesOf(
  db: EntityManager,
  caseId: string,
  o: { limit: number; before?: string },
): Promise<{ merge: MergeRecord; fromNumber: number; intoNumber: number }[]> {
  const rows: { id: string; from_number: number; into_number: number }[] = await db.query(
    `SELECT x.id, f.number AS from_number, i.number AS into_number
     FROM ((SELECT id, from_id, into_id FROM case_merges WHERE from_id = $1 AND ($2::uuid IS NULL OR id < $2)
              ORDER BY id DESC LIMIT $3)
           UNION ALL
           (SELECT id, from_id, into_id FROM case_merges WHERE into_id = $1 AND ($2::uuid IS NULL OR id < $2)
              ORDER BY id DESC LIMIT $3)) x
     JOIN cases f ON f.id = x.from_id JOIN cases i ON i.id = x.into_id ORDER BY x.id DESC LIMIT $3`,
    [caseId, o.before ?? null, o.limit],
  );
  const merges = await db.findBy(MergeRecord, { id: In(rows.map((row) => row.id)) });
  const byId = new Map(merges.map((merge) => [merge.id, merge]));
  return rows.map((row) => ({
    merge: byId.get(row.id)!,
    fromNumber: row.from_number,
    intoNumber: row.into_number,
  }));
}
