import type { EntityManager } from 'typeorm';
import { decodeCursor, type Page, toPage } from '@app/platform';
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

/** Holds alerts in the order of their ids, any number of them: a case may have more than a statement takes parameters. */
export function holdAlertsById(
  tx: EntityManager,
  alertIds: readonly string[],
): Promise<Pick<Alert, 'id' | 'stage' | 'caseId'>[]> {
  return tx.query(
    `SELECT id, stage, case_id AS "caseId" FROM alerts WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE`,
    [alertIds],
  );
}

/** Gives alerts to a case; the caller holds them. A stage's instant stays the one of the first time. */
export async function importAlerts(
  tx: EntityManager,
  alertIds: readonly string[],
  caseId: string,
  at: Date,
): Promise<void> {
  await tx.query(
    `UPDATE alerts SET stage = 'Imported', case_id = $2, snoozed_until = NULL,
       imported_at = coalesce(imported_at, $3) WHERE id = ANY($1::uuid[])`,
    [alertIds, caseId, at],
  );
}

/** Takes alerts out of their cases; the caller holds them. They are in progress: somebody has looked at them. */
export async function releaseAlerts(tx: EntityManager, alertIds: readonly string[], at: Date): Promise<void> {
  await tx.query(
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
