import type { EntityManager } from 'typeorm';
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
  /** It is of the sandbox or muted, and no case has it: correlation has nothing to look for. */
  isHidden: boolean;
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

/** A new alert as JSON: its content is JSON already, and one text of all costs less than arrays of escaped texts. */
function rowText({ alertId, item, route }: { alertId: string; item: IntakeItem; route: Route }): string {
  const { queueId: queue_id, mutedBy: muted_by } = route;
  const row = {
    id: alertId,
    fingerprint: item.fingerprint,
    content_hash: item.contentHash,
    queue_id,
    muted_by,
  };
  return `${JSON.stringify(row).slice(0, -1)},"content":${item.text}}`;
}

/**
 * Stores with their subjects, as first revisions, what is not there yet, and gives the ids of those. The database decides: of two senders
 * of one alert the second waits here for the first and then finds it. Rows must come in one order in every delivery
 * (by identity), or two deliveries could wait for each other.
 */
export async function createAlerts(
  tx: EntityManager,
  detectorId: string,
  at: Date,
  sandbox: boolean,
  rows: readonly { alertId: string; item: IntakeItem; route: Route }[],
): Promise<Set<string>> {
  const created: { id: string }[] = await tx.query(
    `WITH given AS MATERIALIZED (
       SELECT * FROM json_to_recordset($3::json)
         AS g (id uuid, fingerprint text, content_hash text, queue_id uuid, muted_by uuid, content jsonb)),
     created AS (
       INSERT INTO alerts (id, detector_id, type, source_ref, fingerprint, content_hash, revision, repeats, first_seen_at,
         last_seen_at, stage, sandbox, queue_id, muted_by, ${CLAIM_COLUMNS})
       SELECT id, $1, content->>'type', content->>'sourceRef', fingerprint, content_hash, 1, 0, $2, $2, 'New',
         $4, queue_id, muted_by, ${CLAIM}
       FROM given
       ON CONFLICT ON CONSTRAINT uq_alerts_detector_id_type_source_ref DO NOTHING RETURNING id),
     revisions AS (
       INSERT INTO alert_revisions (alert_id, revision, content, content_hash, received_at)
       SELECT id, 1, content, content_hash, $2 FROM given JOIN created USING (id)),
     subjects AS (
       INSERT INTO alert_subjects (alert_id, kind, value)
       SELECT id, kind, value FROM given JOIN created USING (id),
         jsonb_each(content->'subjects') AS k (kind, list), jsonb_array_elements_text(list) AS v (value))
     SELECT id FROM created`,
    [detectorId, at, `[${rows.map(rowText).join(',')}]`, sandbox],
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
    `SELECT a.id, a.fingerprint, a.revision, a.content_hash AS "contentHash",
       a.case_id IS NULL AND (a.sandbox OR a.muted_by IS NOT NULL) AS "isHidden"
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
  await tx.query(
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
  await tx.query(
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
  await tx.query('DELETE FROM alert_subjects WHERE alert_id = ANY($1::uuid[])', [
    rows.map((row) => row.alertId),
  ]);
  const subjects = rows.flatMap(({ alertId, item }) =>
    subjectsOf(item.content).map((subject) => ({ alertId, ...subject })),
  );
  await tx.query(
    `INSERT INTO alert_subjects (alert_id, kind, value) SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[])`,
    [subjects.map((s) => s.alertId), subjects.map((s) => s.kind), subjects.map((s) => s.value)],
  );
}
