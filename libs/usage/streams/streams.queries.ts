import type { DataSource, EntityManager } from 'typeorm';
import type { Reject } from '../import-staging';
import type { Import } from '../import.entity';

/** Where the rows of a batch go. */
export interface BatchPlace {
  importId: string;
  firstLine: number;
}

/** Gives a batch its lines in the import that is open; a batch that was cut off there gets new ones. */
export async function placeBatch(
  db: DataSource,
  b: { streamId: string; batch: string; importId: string; lines: number; sha256: string; now: Date },
): Promise<BatchPlace> {
  const rows: { firstLine: string }[] = await db.query(
    `WITH place AS (
       UPDATE imports SET next_line = next_line + $4 WHERE id = $3 RETURNING next_line - $4 AS first_line)
     INSERT INTO import_batches (stream_id, batch, import_id, first_line, lines, sha256, created_at)
     SELECT $1, $2, $3, first_line, $4, $5, $6 FROM place
     ON CONFLICT (stream_id, batch) DO UPDATE
       SET import_id = excluded.import_id, first_line = excluded.first_line, lines = excluded.lines,
           sha256 = excluded.sha256, created_at = excluded.created_at
     RETURNING first_line AS "firstLine"`,
    [b.streamId, b.batch, b.importId, b.lines, b.sha256, b.now],
  );
  return { importId: b.importId, firstLine: Number(rows[0]!.firstLine) };
}

/** Counts a batch whose rows are stored; from here on it is acknowledged. */
export async function acknowledge(
  db: DataSource,
  b: {
    streamId: string;
    batch: string;
    importId: string;
    read: number;
    rejected: number;
    rejects: Reject[];
    bytes: number;
    now: Date;
  },
): Promise<void> {
  await db.query(
    `WITH batch AS (
       UPDATE import_batches SET staged_at = $8, read = $4, rejected = $5, rejects = $6
       WHERE stream_id = $1 AND batch = $2),
     import AS (
       UPDATE imports SET read = read + $4, bytes = coalesce(bytes, 0) + $7, file_bytes_done = file_bytes_done + $7
       WHERE id = $3)
     UPDATE import_streams SET read = read + $4, rejected = rejected + $5 WHERE id = $1`,
    [b.streamId, b.batch, b.importId, b.read, b.rejected, JSON.stringify(b.rejects), b.bytes, b.now],
  );
}

/** Streams whose open import has rows, and since when. */
export function openImports(
  db: EntityManager,
): Promise<{ streamId: string; importId: string; startedAt: Date; read: string }[]> {
  return db.query(
    `SELECT s.id AS "streamId", i.id AS "importId", i.started_at AS "startedAt", i.read::text AS read
     FROM import_streams s JOIN imports i ON i.id = s.open_import_id WHERE i.read > 0`,
  );
}

/** Which of these imports are not over. */
export async function notOver(db: EntityManager, ids: string[]): Promise<Pick<Import, 'id'>[]> {
  return db.query(`SELECT id FROM imports WHERE id = ANY($1) AND state = 'loading'`, [ids]);
}

/** Forgets batches whose import is long over: what is sent again then is known by its request ids. */
export async function forgetBatches(db: DataSource, before: Date): Promise<void> {
  await db.query(
    `DELETE FROM import_batches WHERE (stream_id, batch) IN (
       SELECT b.stream_id, b.batch FROM import_batches b JOIN imports i ON i.id = b.import_id
       WHERE b.created_at < $1 AND i.state <> 'loading' LIMIT 10000)`,
    [before],
  );
}
