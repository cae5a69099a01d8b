import type { EntityManager } from 'typeorm';
import type { EntityKind } from '../case-terms';
import type { EntitySource } from './case-entity.entity';

/** Other cases that are counted of one entity; an address of many may have more. */
const COUNTED = 1_000;

/** A kind and a value of it. */
export interface EntityName {
  kind: EntityKind;
  value: string;
}

/** A thing that a case is about, and in how many other cases it appears. */
export interface ListedEntity extends EntityName {
  addedAt: Date;
  source: EntitySource;
  reason: string | null;
  addedBy: string | null;
  retractedBy: string | null;
  retractedAt: Date | null;
  retractedReason: string | null;
  otherCases: number;
}

/** Which entities of a case a list shows. */
export interface EntityFilter {
  kind?: EntityKind;
  source?: EntitySource;
  /** With what the value begins. */
  prefix?: string;
  isRetracted: boolean;
  /** Those that appear in other cases too, or in none. */
  isShared?: boolean;
}

/** In order of kind and value, after the entity given; merged cases do not count as other cases. */
export async function entitiesOf(
  db: EntityManager,
  caseId: string,
  filter: EntityFilter,
  o: { limit: number; after?: readonly [string, string] },
): Promise<ListedEntity[]> {
  const elsewhere = `FROM case_entities o JOIN cases c ON c.id = o.case_id AND c.merged_into_id IS NULL
    WHERE o.kind = e.kind AND o.value = e.value AND o.case_id <> $1 AND o.retracted_at IS NULL`;
  return db.query<ListedEntity[]>(
    `SELECT e.kind, e.value, e.added_at AS "addedAt", e.source, e.reason, e.added_by AS "addedBy",
       e.retracted_by AS "retractedBy", e.retracted_at AS "retractedAt", e.retracted_reason AS "retractedReason",
       (SELECT count(*)::int FROM (SELECT ${elsewhere} LIMIT ${COUNTED}) x) AS "otherCases"
     FROM case_entities e
     WHERE e.case_id = $1 AND (e.retracted_at IS NOT NULL) = $2 AND ($3::text IS NULL OR e.kind = $3)
       AND ($4::text IS NULL OR e.source = $4) AND ($5::text IS NULL OR starts_with(e.value, $5))
       AND ($6::boolean IS NULL OR EXISTS (SELECT ${elsewhere}) = $6)
       AND ($7::text IS NULL OR (e.kind, e.value) > ($7, $8))
     ORDER BY e.kind, e.value LIMIT $9`,
    [
      caseId,
      filter.isRetracted,
      filter.kind ?? null,
      filter.source ?? null,
      filter.prefix ?? null,
      filter.isShared ?? null,
      o.after?.[0] ?? null,
      o.after?.[1] ?? null,
      o.limit,
    ],
  );
}

/** What came of adding entities. */
export interface AddedEntities {
  added: number;
  /** They had been retracted and stand again. */
  restored: number;
  already: number;
}

/** Adds entities by hand; those that were retracted stand again. One statement for any number. */
export async function insertEntities(
  tx: EntityManager,
  caseId: string,
  entities: readonly EntityName[],
  by: { id: string; reason: string; at: Date },
): Promise<AddedEntities> {
  const [row]: { asked: number; added: number; restored: number }[] = await tx.query(
    `WITH asked AS MATERIALIZED (
       SELECT DISTINCT $1::uuid AS case_id, kind, value FROM unnest($2::text[], $3::text[]) AS t(kind, value)),
     restored AS (
       UPDATE case_entities e SET source = 'staff', reason = $4, added_by = $5, added_at = $6,
         retracted_by = NULL, retracted_at = NULL, retracted_reason = NULL
       FROM asked WHERE e.case_id = asked.case_id AND e.kind = asked.kind AND e.value = asked.value
         AND e.retracted_at IS NOT NULL
       RETURNING 1),
     added AS (
       INSERT INTO case_entities (case_id, kind, value, added_at, source, reason, added_by)
       SELECT $1, kind, value, $6, 'staff', $4, $5 FROM asked ORDER BY kind, value
       ON CONFLICT ON CONSTRAINT pk_case_entities DO NOTHING RETURNING 1)
     SELECT (SELECT count(*)::int FROM asked) AS asked, (SELECT count(*)::int FROM added) AS added,
       (SELECT count(*)::int FROM restored) AS restored`,
    [
      caseId,
      entities.map((entity) => entity.kind),
      entities.map((entity) => entity.value),
      by.reason,
      by.id,
      by.at,
    ],
  );
  const { asked, added, restored } = row!;
  return { added, restored, already: asked - added - restored };
}

/** What came of retracting entities. */
export interface RetractedEntities {
  retracted: number;
  already: number;
  /** The case does not have them. */
  unknown: number;
}

/** Retracts entities; they stay, so that alerts do not bring them back. One statement for any number. */
export async function retractEntities(
  tx: EntityManager,
  caseId: string,
  entities: readonly EntityName[],
  by: { id: string; reason: string; at: Date },
): Promise<RetractedEntities> {
  const [row]: { asked: number; known: number; retracted: number }[] = await tx.query(
    `WITH asked AS MATERIALIZED (
       SELECT DISTINCT $1::uuid AS case_id, kind, value FROM unnest($2::text[], $3::text[]) AS t(kind, value)),
     known AS MATERIALIZED (
       SELECT case_id, kind, value FROM case_entities JOIN asked USING (case_id, kind, value)),
     retracted AS (
       UPDATE case_entities e SET retracted_reason = $4, retracted_by = $5, retracted_at = $6
       FROM known WHERE e.case_id = known.case_id AND e.kind = known.kind AND e.value = known.value AND e.retracted_at IS NULL
       RETURNING 1)
     SELECT (SELECT count(*)::int FROM asked) AS asked, (SELECT count(*)::int FROM known) AS known,
       (SELECT count(*)::int FROM retracted) AS retracted`,
    [
      caseId,
      entities.map((entity) => entity.kind),
      entities.map((entity) => entity.value),
      by.reason,
      by.id,
      by.at,
    ],
  );
  const { asked, known, retracted } = row!;
  return { retracted, already: known - retracted, unknown: asked - known };
}
