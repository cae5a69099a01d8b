import { v7 as uuidv7 } from 'uuid';
import type { DataSource } from 'typeorm';

/** A case as a test says that it went. */
export interface MadeCase {
  id?: string;
  kind?: string;
  severity?: number;
  stage: 'New' | 'InProgress' | 'OnHold' | 'Closed';
  opened: string;
  occurred?: string;
  inProgress?: string;
  closed?: string;
  firstClosed?: string;
  resolution?: string;
  teamId?: string;
  mergedInto?: string;
}

/** An alert as a test says that it went. */
export interface MadeAlert {
  detectorId: string;
  stage?: 'New' | 'InProgress' | 'Imported' | 'Closed';
  seen: string;
  occurred?: string;
  inProgress?: string;
  imported?: string;
  closed?: string;
  resolution?: string;
  caseId?: string;
  version?: string | null;
  sandbox?: boolean;
  muted?: boolean;
  snoozedUntil?: string;
}

/** Puts a case into the database as if all had happened. */
export async function putCase(db: DataSource, made: MadeCase): Promise<string> {
  const id = made.id ?? uuidv7();
  await db.query(
    `INSERT INTO cases (id, kind, title, summary, severity, tlp, pap, stage, phase, origin, is_derived, opened_at, occurred_at,
         in_progress_at, closed_at, first_closed_at, resolution, impact, team_id, merged_into_id, updated_at, version)
       VALUES ($1, $2, 'Case', 'A summary.', $3, 'AMBER', 'AMBER', $4, 'Triage', 'staff', false, $5, $6, $7, $8, $9, $10, $11, $12, $13, now(), 1)`,
    [
      id,
      made.kind ?? 'distillation',
      made.severity ?? 2,
      made.stage,
      made.opened,
      made.occurred ?? null,
      made.inProgress ?? null,
      made.closed ?? null,
      made.firstClosed ?? made.closed ?? null,
      made.closed ? (made.resolution ?? 'TruePositive') : null,
      made.closed ? 'NotApplicable' : null,
      made.teamId ?? null,
      made.mergedInto ?? null,
    ],
  );
  return id;
}

/** Puts an alert into the database, in the queue that takes all, with the id of its arrival. */
export async function putAlert(db: DataSource, made: MadeAlert): Promise<string> {
  const id = uuidv7({ msecs: Date.parse(made.seen) });
  const stage = made.stage ?? 'New';
  await db.query(
    `INSERT INTO alerts (id, detector_id, type, source_ref, fingerprint, content_hash, revision, repeats, first_seen_at, last_seen_at,
         stage, sandbox, queue_id, muted_by, title, severity, tlp, analytic_name, analytic_version, tags, occurred_from, occurred_to,
         detected_at, in_progress_at, imported_at, closed_at, resolution, summary, case_id, snoozed_until)
       VALUES ($1::uuid, $2, 'distillation.template', $1::text, $1::text, $1::text, 1, 0, $3, $3, $4, $5,
         (SELECT id FROM alert_queues WHERE is_catch_all), $6, 'Alert', 2, 'AMBER', 'template-watch', $7, '{}', $8, $8, $8, $9,
         $10, $11, $12, $13, $14, $15)`,
    [
      id,
      made.detectorId,
      made.seen,
      stage,
      made.sandbox ?? false,
      made.muted ? uuidv7() : null,
      made.version === undefined ? '1.0.0' : made.version,
      made.occurred ?? made.seen,
      made.inProgress ?? null,
      made.imported ?? null,
      made.closed ?? null,
      stage === 'Closed' ? (made.resolution ?? 'FalsePositive') : null,
      stage === 'Closed' ? 'Why.' : null,
      made.caseId ?? null,
      made.snoozedUntil ?? null,
    ],
  );
  return id;
}
