import type { EntityManager } from 'typeorm';
import { decodeCursor, type Page, sendBehind, toPage } from '@app/platform';
import type { SubjectKind } from './alert-content';
import { Alert } from './alert.entity';
import { AlertRevision } from './alert-revision.entity';

/** Which part of a list. */
export interface PageOfList {
  limit: number;
  cursor?: string;
}

/** Revisions of an alert, the latest first. */
export async function listRevisions(
  db: EntityManager,
  alertId: string,
  page: PageOfList,
): Promise<Page<AlertRevision>> {
  const query = db
    .createQueryBuilder(AlertRevision, 'r')
    .where({ alertId })
    .orderBy('r.revision', 'DESC')
    .take(page.limit + 1);
  if (page.cursor !== undefined)
    query.andWhere('r.revision < :after', { after: Number(decodeCursor(page.cursor, 1)[0]) });
  return toPage(
    await query.getMany(),
    page.limit,
    (revision) => [revision.revision],
    (revision) => revision,
  );
}

/** What the latest revisions of alerts are about, by alert, kind and value. */
export function subjectsOfAlerts(
  db: EntityManager,
  alertIds: readonly string[],
): Promise<{ alertId: string; kind: SubjectKind; value: string }[]> {
  return db.query(
    `SELECT alert_id AS "alertId", kind, value FROM alert_subjects WHERE alert_id = ANY($1::uuid[]) ORDER BY alert_id, kind, value`,
    [alertIds],
  );
}

/** What is told of an alert that is held. */
export type HeldAlert = Pick<Alert, 'id' | 'stage' | 'caseId' | 'detectorId' | 'type' | 'sourceRef'>;

const HELD = `SELECT id, stage, case_id AS "caseId", detector_id AS "detectorId", type, source_ref AS "sourceRef"
     FROM alerts WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE`;

/** Holds alerts in the order of their ids, any number of them: a case may have more than a statement takes parameters. */
export function holdAlertsById(tx: EntityManager, alertIds: readonly string[]): Promise<HeldAlert[]> {
  return tx.query<HeldAlert[]>(HELD, [alertIds]);
}

/**
 * Holds alerts and gives each to a case, unless it is closed or there already; answers how they were, by id. A stage's
 * instant stays the one of the first time.
 */
export function importAlerts(
  tx: EntityManager,
  places: readonly { alertId: string; caseId: string }[],
  at: Date,
): Promise<HeldAlert[]> {
  return tx.query<HeldAlert[]>(
    `WITH held AS MATERIALIZED (${HELD}),
     moved AS (
       UPDATE alerts a SET stage = 'Imported', case_id = p.case_id, snoozed_until = NULL,
         imported_at = coalesce(imported_at, $3)
       FROM held JOIN unnest($1::uuid[], $2::uuid[]) AS p(alert_id, case_id) ON p.alert_id = held.id
       WHERE a.id = held.id AND held.stage <> 'Closed' AND held."caseId" IS DISTINCT FROM p.case_id)
     SELECT * FROM held ORDER BY id`,
    [places.map(({ alertId }) => alertId), places.map(({ caseId }) => caseId), at],
  );
}

/** Gives alerts that cases have to another case, held in the order of their ids. */
export async function handOverAlerts(
  tx: EntityManager,
  alertIds: readonly string[],
  caseId: string,
): Promise<void> {
  await sendBehind(
    tx,
    `WITH held AS MATERIALIZED (SELECT id FROM alerts WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE)
     UPDATE alerts SET case_id = $2 FROM held WHERE alerts.id = held.id`,
    [alertIds, caseId],
  );
}

/** Takes alerts out of their cases; the caller holds them. They are in progress: somebody has looked at them. */
export async function releaseAlerts(tx: EntityManager, alertIds: readonly string[], at: Date): Promise<void> {
  await sendBehind(
    tx,
    `UPDATE alerts SET stage = 'InProgress', case_id = NULL, in_progress_at = coalesce(in_progress_at, $2)
     WHERE id = ANY($1::uuid[])`,
    [alertIds, at],
  );
}

/** Alerts by identity, by the unique index of it: one look for every detector, of which there are tens. */
export function alertsBySourceRef(
  db: EntityManager,
  type: string,
  sourceRef: string,
  detectorId?: string,
): Promise<Alert[]> {
  const query = db.createQueryBuilder(Alert, 'a').where({ type, sourceRef }).orderBy('a.id', 'DESC');
  if (detectorId === undefined) query.andWhere('a.detectorId IN (SELECT id FROM detectors)');
  else query.andWhere('a.detectorId = :detectorId', { detectorId });
  return query.getMany();
}
