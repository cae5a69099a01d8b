import type { EntityManager } from 'typeorm';
import type { LinkKind } from './case-link.entity';

/** A link as one of its cases reads it. */
export interface ListedLink {
  id: string;
  kind: LinkKind;
  /** Whether the reading case is the one that the link goes out from. */
  isOutgoing: boolean;
  caseId: string;
  caseNumber: number;
  caseTitle: string;
  reason: string;
  addedByName: string;
  addedAt: Date;
}

/** Links of a case that stand, newest first. */
export async function linksOf(
  db: EntityManager,
  caseId: string,
  o: { limit: number; before?: string; id?: string },
): Promise<ListedLink[]> {
  return db.query<ListedLink[]>(
    `SELECT l.id, l.kind, l.from_id = $1 AS "isOutgoing", c.id AS "caseId", c.number AS "caseNumber",
       c.title AS "caseTitle", l.reason, l.added_by_name AS "addedByName", l.added_at AS "addedAt"
     FROM ((SELECT * FROM case_links WHERE from_id = $1 AND retracted_at IS NULL AND ($2::uuid IS NULL OR id < $2)
              AND ($4::uuid IS NULL OR id = $4) ORDER BY id DESC LIMIT $3)
           UNION ALL
           (SELECT * FROM case_links WHERE to_id = $1 AND retracted_at IS NULL AND ($2::uuid IS NULL OR id < $2)
              AND ($4::uuid IS NULL OR id = $4) ORDER BY id DESC LIMIT $3)) l
     JOIN cases c ON c.id = CASE WHEN l.from_id = $1 THEN l.to_id ELSE l.from_id END
     ORDER BY l.id DESC LIMIT $3`,
    [caseId, o.before ?? null, o.limit, o.id ?? null],
  );
}

/** Whether a case is, directly or through others, part of another. */
export async function isPartOf(tx: EntityManager, caseId: string, whole: string): Promise<boolean> {
  const rows: unknown[] = await tx.query(
    `WITH RECURSIVE whole AS (
       SELECT $1::uuid AS id UNION
       SELECT l.to_id FROM case_links l JOIN whole w ON l.from_id = w.id
       WHERE l.kind = 'part_of' AND l.retracted_at IS NULL)
     SELECT FROM whole WHERE id = $2`,
    [caseId, whole],
  );
  return rows.length > 0;
}
