import type { EntityManager } from 'typeorm';
import { sendBehind } from '@app/platform';
import { subjectsOf } from '../alert-content';
import type { Route } from '../routing';
import type { IntakeItem } from './formats/intake-item';

/** A revision to be stored, of the alert with this id. */
export interface RevisionToStore {
  alertId: string;
  revision: number;
  item: IntakeItem;
}

/** An alert that was there when its items arrived; held until the transaction ends. */
export interface HeldAlert {
  id: string;
  fingerprint: string;
  revision: number;
  contentHash: string;
  severity: number;
  /** No case has it yet. */
  isFree: boolean;
  sandbox: boolean;
  mutedBy: string | null;
}

// The claim's columns, from the text that is stored as the revision: what is listed and what is kept cannot differ.
const CLAIM = `
  content->>'title' AS title, content->>'description' AS description, (content->>'severity')::smallint AS severity,
  (content->>'confidence')::double precision AS confidence, content->>'tlp' AS tlp,
  content->'analytic'->>'name' AS analytic_name, content->'analytic'->>'version' AS analytic_version,
  ARRAY(SELECT jsonb_array_elements_text(content->'tags')) AS tags,
  (content->>'occurredFrom')::timestamptz AS occurred_from, (content->>'occurredTo')::timestamptz AS occurred_to,
  (content->>'detectedAt')::timestamptz AS detected_at`;
const CLAIM_COLUMNS = `title, description, severity, confidence, tlp, analytic_name, analytic_version, tags,
  occurred_from, occurred_to, detected_at`;

/**
 * Stores with their subjects and tags, as first revisions, what is not there yet, and gives the ids of those. The
 * database decides: of two senders of one alert the second waits here for the first and then finds it. Rows must come
 * in one order in every delivery (by identity), or two deliveries could wait for each other.
 */
export async function createAlerts(
  tx: EntityManager,
  detectorId: string,
  at: Date,
  sandbox: boolean,
  rows: readonly { alertId: string; item: IntakeItem; route: Route }[],
): Promise<Set<string>> {
  // JSON has no bare line feed, so the contents go as lines of one text: an array of them would be escaped and read twice.
  const created: { id: string }[] = await tx.query(
    `WITH given AS MATERIALIZED (
       SELECT id, fingerprint, content_hash, queue_id, muted_by, line::jsonb AS content
       FROM ROWS FROM (unnest($3::uuid[], $4::text[], $5::text[], $6::uuid[], $7::uuid[]), string_to_table($8, E'\\n'))
         AS g (id, fingerprint, content_hash, queue_id, muted_by, line)),
     created AS (
       INSERT INTO alerts (id, detector_id, type, source_ref, fingerprint, content_hash, revision, repeats, first_seen_at,
         last_seen_at, stage, sandbox, queue_id, muted_by, ${CLAIM_COLUMNS})
       SELECT id, $1, content->>'type', content->>'sourceRef', fingerprint, content_hash, 1, 0, $2, $2, 'New',
         $9, queue_id, muted_by, ${CLAIM}
       FROM given
       ON CONFLICT ON CONSTRAINT uq_alerts_detector_id_type_source_ref DO NOTHING RETURNING id),
     revisions AS (
       INSERT INTO alert_revisions (alert_id, revision, content, content_hash, received_at)
       SELECT id, 1, content, content_hash, $2 FROM given JOIN created USING (id)),
     subjects AS (
       INSERT INTO alert_subjects (alert_id, kind, value)
       SELECT id, kind, value FROM given JOIN created USING (id),
         jsonb_each(content->'subjects') AS k (kind, list), jsonb_array_elements_text(list) AS v (value)),
     tags AS (
       INSERT INTO alert_tags (tag, alert_id)
       SELECT tag, id FROM given JOIN created USING (id), jsonb_array_elements_text(content->'tags') AS t (tag))
     SELECT id FROM created`,
    [
      detectorId,
      at,
      rows.map((row) => row.alertId),
      rows.map((row) => row.item.fingerprint),
      rows.map((row) => row.item.contentHash),
      rows.map((row) => row.route.queueId),
      rows.map((row) => row.route.mutedBy),
      rows.map((row) => row.item.text).join('\n'),
      sandbox,
    ],
  );
  return new Set(created.map((row) => row.id));
}

/** Finds alerts by identity and holds them, in the order of their ids as everywhere. */
export function holdAlerts(
  tx: EntityManager,
  detectorId: string,
  items: readonly IntakeItem[],
): Promise<HeldAlert[]> {
  return findStanding(tx, detectorId, items, 'FOR UPDATE OF a');
}

/** Alerts as they stand, by identity, without holding them. */
export function findStanding(
  db: EntityManager,
  detectorId: string,
  items: readonly IntakeItem[],
  lock: '' | 'FOR UPDATE OF a' = '',
): Promise<HeldAlert[]> {
  return db.query(
    `SELECT a.id, a.fingerprint, a.revision, a.content_hash AS "contentHash", a.severity,
       a.case_id IS NULL AS "isFree", a.sandbox, a.muted_by AS "mutedBy"
     FROM alerts a JOIN unnest($2::text[], $3::text[]) AS g (type, source_ref)
       ON a.detector_id = $1 AND a.type = g.type AND a.source_ref = g.source_ref
     ORDER BY a.id ${lock}`,
    [detectorId, items.map((item) => item.content.type), items.map((item) => item.content.sourceRef)],
  );
}

/** Counts repeats; an alert that got none of them but was revised is given with 0. */
export async function countRepeats(
  tx: EntityManager,
  at: Date,
  rows: readonly { alertId: string; repeats: number }[],
): Promise<void> {
  await sendBehind(
    tx,
    `UPDATE alerts a SET repeats = a.repeats + g.repeats, last_seen_at = $1
     FROM unnest($2::uuid[], $3::integer[]) AS g (id, repeats) WHERE a.id = g.id`,
    [at, rows.map((row) => row.alertId), rows.map((row) => row.repeats)],
  );
}

/** Stores further revisions, and makes each alert say what its last one says. `rows` come oldest first. */
export async function reviseAlerts(
  tx: EntityManager,
  at: Date,
  rows: readonly RevisionToStore[],
): Promise<void> {
  await sendBehind(
    tx,
    `WITH given AS MATERIALIZED (
       SELECT * FROM unnest($2::uuid[], $3::integer[], $4::text[], $5::jsonb[]) AS g (id, revision, content_hash, content)),
     stored AS (
       INSERT INTO alert_revisions (alert_id, revision, content, content_hash, received_at)
       SELECT id, revision, content, content_hash, $1 FROM given),
     latest AS (
       SELECT DISTINCT ON (id) id, revision, content_hash, ${CLAIM} FROM given ORDER BY id, revision DESC)
     UPDATE alerts a SET (revision, content_hash, ${CLAIM_COLUMNS}) =
       (l.revision, l.content_hash, ${CLAIM_COLUMNS.replace(/\w+/g, 'l.$&')})
     FROM latest l WHERE a.id = l.id`,
    [
      at,
      rows.map((row) => row.alertId),
      rows.map((row) => row.revision),
      rows.map((row) => row.item.contentHash),
      rows.map((row) => row.item.text),
    ],
  );
}

/** Makes the subjects of revised alerts those of the given revisions. */
export async function replaceSubjects(
  tx: EntityManager,
  rows: readonly { alertId: string; item: IntakeItem }[],
): Promise<void> {
  await sendBehind(tx, 'DELETE FROM alert_subjects WHERE alert_id = ANY($1::uuid[])', [
    rows.map((row) => row.alertId),
  ]);
  const subjects = rows.flatMap(({ alertId, item }) =>
    subjectsOf(item.content).map((subject) => ({ alertId, ...subject })),
  );
  await sendBehind(
    tx,
    `INSERT INTO alert_subjects (alert_id, kind, value) SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[])`,
    [subjects.map((s) => s.alertId), subjects.map((s) => s.kind), subjects.map((s) => s.value)],
  );
}

/** Lets muted alerts into the inbox; the caller holds them. */
export async function unmuteAlerts(tx: EntityManager, alertIds: readonly string[]): Promise<void> {
  await sendBehind(tx, 'UPDATE alerts SET muted_by = NULL WHERE id = ANY($1::uuid[])', [alertIds]);
}
