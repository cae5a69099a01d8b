import type { EntityManager } from 'typeorm';

/** A member of a case by name. */
export interface ListedMember {
  userId: string;
  name: string;
  part: string;
  addedAt: Date;
}

/** The members of a case by name. */
export async function membersOf(db: EntityManager, caseId: string): Promise<ListedMember[]> {
  return db.query<ListedMember[]>(
    `SELECT m.user_id AS "userId", u.name, m.part, m.added_at AS "addedAt"
     FROM case_members m JOIN users u ON u.id = m.user_id WHERE m.case_id = $1 ORDER BY u.name, u.id`,
    [caseId],
  );
}

/** How many people work on one case at most. */
export const MAX_MEMBERS = 100;

/** Which of these cases have as many members as they can, this person not among them. The caller holds them. */
export async function casesFullFor(
  tx: EntityManager,
  caseIds: readonly string[],
  userId: string,
): Promise<Set<string>> {
  const rows: { case_id: string }[] = await tx.query(
    `SELECT case_id FROM case_members WHERE case_id = ANY($1::uuid[])
     GROUP BY case_id HAVING count(*) >= $3 AND NOT bool_or(user_id = $2)`,
    [caseIds, userId, MAX_MEMBERS],
  );
  return new Set(rows.map((row) => row.case_id));
}

/** Makes a person a member of these cases; gives the cases in which that, or the part, was new. */
export async function putMember(
  tx: EntityManager,
  caseIds: readonly string[],
  member: { userId: string; part: string; by: string; now: Date },
): Promise<Set<string>> {
  const rows: { case_id: string }[] = await tx.query(
    `INSERT INTO case_members (case_id, user_id, part, added_by, added_at)
     SELECT c, $2, $3, $4, $5 FROM unnest($1::uuid[]) AS t(c)
     ON CONFLICT ON CONSTRAINT pk_case_members DO UPDATE SET part = excluded.part
       WHERE case_members.part <> excluded.part
     RETURNING case_id`,
    [caseIds, member.userId, member.part, member.by, member.now],
  );
  return new Set(rows.map((row) => row.case_id));
}
