import type { EntityManager } from 'typeorm';

/** A note that mentions somebody, as its reader sees it. */
export interface ListedMention {
  noteId: string;
  caseId: string;
  caseNumber: number;
  caseTitle: string;
  text: string;
  authorName: string;
  writtenAt: Date;
  readAt: Date | null;
}

/** Adds mentions of people whom the note did not mention before. */
export async function mentionPeople(
  tx: EntityManager,
  noteId: string,
  userIds: readonly string[],
): Promise<void> {
  await tx.query(
    `INSERT INTO case_mentions (user_id, note_id) SELECT u, $1::uuid FROM unnest($2::uuid[]) AS t(u)
     ON CONFLICT ON CONSTRAINT pk_case_mentions DO NOTHING`,
    [noteId, userIds],
  );
}

/** Notes that mention a person, newest first. */
export async function mentionsOf(
  db: EntityManager,
  userId: string,
  o: { limit: number; before: string | undefined; isUnreadOnly: boolean },
): Promise<ListedMention[]> {
  return db.query<ListedMention[]>(
    `SELECT m.note_id AS "noteId", n.case_id AS "caseId", c.number AS "caseNumber", c.title AS "caseTitle", n.text,
       n.author_name AS "authorName", n.written_at AS "writtenAt", m.read_at AS "readAt"
     FROM case_mentions m JOIN case_notes n ON n.id = m.note_id JOIN cases c ON c.id = n.case_id
     WHERE m.user_id = $1 AND n.retracted_at IS NULL AND ($2::uuid IS NULL OR m.note_id < $2)
       AND NOT ($3 AND m.read_at IS NOT NULL)
     ORDER BY m.note_id DESC LIMIT $4`,
    [userId, o.before ?? null, o.isUnreadOnly, o.limit],
  );
}
