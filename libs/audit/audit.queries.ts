import type { EntityManager } from 'typeorm';
import type { ChainedEvent, ChainLink } from './chain';

interface EventRow {
  id: string;
  at: Date;
  actor_kind: string;
  actor_id: string;
  actor_name: string;
  action: string;
  subject_kind: string;
  subject_id: string;
  case_id: string | null;
  details: Record<string, unknown>;
  sequence: string;
  hash: string;
}

const CONTENT =
  'e.id, e.at, e.actor_kind, e.actor_id, e.actor_name, e.action, e.subject_kind, e.subject_id, e.case_id, e.details';

function toEvent(row: EventRow): ChainedEvent {
  return {
    id: row.id,
    at: row.at.toISOString(),
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    actorName: row.actor_name,
    action: row.action,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    caseId: row.case_id,
    details: row.details,
  };
}

/** Sealed links after `sequence`, in order; read in pages so that memory stays flat. */
export async function linksAfter(db: EntityManager, sequence: string, limit: number): Promise<ChainLink[]> {
  const rows: EventRow[] = await db.query(
    `SELECT ${CONTENT}, s.sequence, s.hash FROM audit_seals s LEFT JOIN audit_events e ON e.id = s.event_id
     WHERE s.sequence > $1 ORDER BY s.sequence LIMIT $2`,
    [sequence, limit],
  );
  return rows.map((row) => {
    // A sealed event that is gone cannot be hashed: an empty content makes the verifier say so.
    const event = row.id === null ? ({} as ChainedEvent) : toEvent(row);
    return { sequence: row.sequence, hash: row.hash, event };
  });
}

/** The chain's last link. */
export async function chainHead(db: EntityManager): Promise<{ sequence: string; hash: string } | undefined> {
  const rows: { sequence: string; hash: string }[] = await db.query(
    'SELECT sequence, hash FROM audit_seals ORDER BY sequence DESC LIMIT 1',
  );
  return rows[0];
}

/**
 * Events that are not sealed yet and that no open transaction can still precede: every transaction older than the
 * oldest one running has ended, so the order given here is final.
 */
export async function sealable(tx: EntityManager, limit: number): Promise<ChainedEvent[]> {
  const rows: EventRow[] = await tx.query(
    `SELECT ${CONTENT} FROM audit_pending p JOIN audit_events e ON e.id = p.event_id
     WHERE e.transaction_id < (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint
     ORDER BY e.transaction_id, e.id LIMIT $1`,
    [limit],
  );
  return rows.map(toEvent);
}

/** Events, seals and events waiting for their seal, in one look; the first is the sum of the others. */
export async function countEvents(
  db: EntityManager,
): Promise<{ events: number; seals: number; pending: number }> {
  const rows: { events: string; seals: string; pending: string }[] = await db.query(
    `SELECT (SELECT count(*) FROM audit_events) AS events, (SELECT count(*) FROM audit_seals) AS seals,
       (SELECT count(*) FROM audit_pending) AS pending`,
  );
  const row = rows[0]!;
  return { events: Number(row.events), seals: Number(row.seals), pending: Number(row.pending) };
}

/** Of which events to tell. */
export interface EventFilter {
  /** An action, or a noun: every action on it. */
  action?: string | undefined;
  actorId?: string | undefined;
  subjectId?: string | undefined;
  caseId?: string | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
}

/** An event, sealed or not, with its place in the chain. */
export type RecordedEvent = ChainedEvent & { sequence: string | null };

/** Events before the one given, the latest first. */
export async function eventsBefore(
  db: EntityManager,
  o: EventFilter & { before?: string | undefined; limit: number },
): Promise<RecordedEvent[]> {
  const rows: (EventRow & { sequence: string | null })[] = await db.query(
    `SELECT ${CONTENT}, s.sequence FROM audit_events e LEFT JOIN audit_seals s ON s.event_id = e.id
     WHERE ($1::bigint IS NULL OR e.id < $1) AND ($2::text IS NULL OR e.action = $2 OR starts_with(e.action, $2 || '.'))
       AND ($3::text IS NULL OR e.actor_id = $3) AND ($4::text IS NULL OR e.subject_id = $4)
       AND ($5::uuid IS NULL OR e.case_id = $5)
       AND ($6::timestamptz IS NULL OR e.at >= $6) AND ($7::timestamptz IS NULL OR e.at < $7)
     ORDER BY e.id DESC LIMIT $8`,
    [
      o.before ?? null,
      o.action ?? null,
      o.actorId ?? null,
      o.subjectId ?? null,
      o.caseId ?? null,
      o.from ?? null,
      o.to ?? null,
      o.limit,
    ],
  );
  return rows.map((row) => ({ ...toEvent(row), sequence: row.sequence }));
}

/** An act as it is told to readers: who did what to what and when, without its details. */
export interface SealedAct {
  sequence: string;
  at: Date;
  action: string;
  actorId: string;
  subjectKind: string;
  subjectId: string;
  caseId: string | null;
}

/** Sealed acts after `sequence`, in the order of the chain. */
export async function actsAfter(db: EntityManager, sequence: string, limit: number): Promise<SealedAct[]> {
  return db.query(
    `SELECT s.sequence, e.at, e.action, e.actor_id AS "actorId", e.subject_kind AS "subjectKind",
       e.subject_id AS "subjectId", e.case_id AS "caseId"
     FROM audit_seals s JOIN audit_events e ON e.id = s.event_id
     WHERE s.sequence > $1 ORDER BY s.sequence LIMIT $2`,
    [sequence, limit],
  );
}
