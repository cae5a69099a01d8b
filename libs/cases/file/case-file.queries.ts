import type { EntityManager } from 'typeorm';
import type { EntityKind } from '../case-terms';

/** One act on a case, as its timeline shows it. */
export interface TimelineEntry {
  /** Id of the audit event, rising. */
  id: string;
  at: Date;
  actorKind: string;
  actorId: string;
  actorName: string;
  action: string;
  subjectKind: string;
  subjectId: string;
  /** The case that it was done in: the case itself, or one that was merged into it. */
  caseId: string;
  details: Record<string, unknown>;
}

/** The acts on these cases, newest first. */
export async function timelineOf(
  db: EntityManager,
  caseIds: readonly string[],
  o: { limit: number; before: string | undefined },
): Promise<TimelineEntry[]> {
  return db.query<TimelineEntry[]>(
    `SELECT e.id, e.at, e.actor_kind AS "actorKind", e.actor_id AS "actorId", e.actor_name AS "actorName", e.action,
       e.subject_kind AS "subjectKind", e.subject_id AS "subjectId", e.case_id AS "caseId", e.details
     FROM unnest($1::uuid[]) AS own(id) CROSS JOIN LATERAL (
       SELECT * FROM audit_events WHERE case_id = own.id AND ($2::bigint IS NULL OR audit_events.id < $2)
       ORDER BY audit_events.id DESC LIMIT $3) e
     ORDER BY e.id DESC LIMIT $3`,
    [caseIds, o.before ?? null, o.limit],
  );
}

/** A thing that a case is about, and in how many other cases it appears. */
export interface ListedEntity {
  kind: EntityKind;
  value: string;
  addedAt: Date;
  otherCases: number;
}

/** In order of kind and value, after the entity given; merged cases do not count as other cases. */
export async function entitiesOf(
  db: EntityManager,
  caseId: string,
  o: { limit: number; kind?: EntityKind; after?: [string, string] },
): Promise<ListedEntity[]> {
  const rows: { kind: EntityKind; value: string; added_at: Date; other_cases: string }[] = await db.query(
    `SELECT e.kind, e.value, e.added_at,
       (SELECT count(*) FROM case_entities o JOIN cases c ON c.id = o.case_id AND c.merged_into_id IS NULL
        WHERE o.kind = e.kind AND o.value = e.value AND o.case_id <> $1) AS other_cases
     FROM case_entities e
     WHERE e.case_id = $1 AND ($2::text IS NULL OR e.kind = $2) AND ($3::text IS NULL OR (e.kind, e.value) > ($3, $4))
     ORDER BY e.kind, e.value LIMIT $5`,
    [caseId, o.kind ?? null, o.after?.[0] ?? null, o.after?.[1] ?? null, o.limit],
  );
  return rows.map((row) => ({
    kind: row.kind,
    value: row.value,
    addedAt: row.added_at,
    otherCases: Number(row.other_cases),
  }));
}

/** Notes down breaches; gives the clauses that were not noted yet. */
export async function insertViolations(
  tx: EntityManager,
  caseId: string,
  clauseIds: readonly string[],
  by: string,
  now: Date,
): Promise<string[]> {
  const rows: { clause_id: string }[] = await tx.query(
    `INSERT INTO case_violations (case_id, clause_id, found_by, found_at)
     SELECT DISTINCT $1::uuid, c, $3, $4::timestamptz FROM unnest($2::uuid[]) AS t(c)
     ON CONFLICT ON CONSTRAINT pk_case_violations DO NOTHING RETURNING clause_id`,
    [caseId, clauseIds, by, now],
  );
  return rows.map((row) => row.clause_id).sort();
}
