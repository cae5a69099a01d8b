import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { decodeCursor, type FieldError, type Page, storableJson, toPage } from '@app/platform';
import type { PageOfList } from '../alerts.queries';
import { DeadLetter } from './dead-letter.entity';

/** Letters that are held of one detector; the oldest go first. */
export const LETTERS_HELD = 5_000;
/** Characters that are kept of an item. */
export const RAW_LIMIT = 65_536;

/** An item that was rejected, as it was sent. */
export interface RejectedRaw {
  index: number;
  item: unknown;
  errors: FieldError[];
}

/** Keeps what was rejected, in the transaction of its delivery; a delivery without rejects never comes here. */
export async function keepDeadLetters(
  tx: EntityManager,
  { detectorId, deliveryId, at }: { detectorId: string; deliveryId: string; at: Date },
  rejected: readonly RejectedRaw[],
): Promise<void> {
  // Of more than are held, the first would be dropped at once.
  const kept = rejected.slice(-LETTERS_HELD);
  const raws = kept.map(({ item }) => rawOf(item));
  await tx.query(
    `INSERT INTO dead_letters (id, detector_id, delivery_id, index, received_at, raw, raw_length, errors)
     SELECT g.id, $1, $2, g.index, $3, g.raw, g.raw_length, g.errors
     FROM unnest($4::uuid[], $5::integer[], $6::text[], $7::integer[], $8::jsonb[]) AS g (id, index, raw, raw_length, errors)`,
    [
      detectorId,
      deliveryId,
      at,
      kept.map(() => uuidv7()),
      kept.map(({ index }) => index),
      raws.map((raw) => raw.slice(0, RAW_LIMIT)),
      raws.map((raw) => raw.length),
      kept.map(({ errors }) => storableJson(errors)),
    ],
  );
  const tally: { held: number }[] = await tx.query(
    `INSERT INTO dead_letter_tallies (detector_id, held, dropped) VALUES ($1, $2, $3)
     ON CONFLICT (detector_id) DO UPDATE
       SET held = dead_letter_tallies.held + excluded.held, dropped = dead_letter_tallies.dropped + excluded.dropped
     RETURNING held`,
    [detectorId, kept.length, rejected.length - kept.length],
  );
  const surplus = tally[0]!.held - LETTERS_HELD;
  if (surplus > 0) await dropOldest(tx, detectorId, surplus);
}

/** A letter that somebody holds is passed over: the next delivery drops it. */
async function dropOldest(tx: EntityManager, detectorId: string, count: number): Promise<void> {
  await tx.query(
    `WITH dropped AS (
       DELETE FROM dead_letters WHERE id IN (
         SELECT id FROM dead_letters WHERE detector_id = $1 ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED)
       RETURNING replayed_at)
     UPDATE dead_letter_tallies SET held = held - (SELECT count(*) FROM dropped)::integer,
       dropped = dropped + (SELECT count(*) FROM dropped WHERE replayed_at IS NULL)
     WHERE detector_id = $1`,
    [detectorId, count],
  );
}

// A line that is no JSON comes as the text it is; the database keeps no NUL.
function rawOf(item: unknown): string {
  return (typeof item === 'string' ? item : (JSON.stringify(item) ?? '')).replaceAll('\0', '\ufffd');
}

/** Which dead letters a list shows; all of it must hold. */
export interface DeadLetterFilter {
  detectorId?: string;
  deliveryId?: string;
  /** True: only those that were replayed; false: only those that were not. */
  replayed?: boolean;
}

/** Dead letters, the latest first. */
export async function listDeadLetters(
  db: EntityManager,
  { replayed, ...equal }: DeadLetterFilter,
  page: PageOfList,
): Promise<Page<DeadLetter>> {
  const query = db
    .createQueryBuilder(DeadLetter, 'l')
    .where(equal)
    .orderBy('l.id', 'DESC')
    .take(page.limit + 1);
  if (replayed !== undefined) query.andWhere(`l.replayedAt IS ${replayed ? 'NOT NULL' : 'NULL'}`);
  if (page.cursor !== undefined)
    query.andWhere('l.id < :after', { after: String(decodeCursor(page.cursor, 1)[0]) });
  return toPage(
    await query.getMany(),
    page.limit,
    (letter) => [letter.id],
    (letter) => letter,
  );
}

/** Takes a letter away. */
export async function removeDeadLetter(tx: EntityManager, { id, detectorId }: DeadLetter): Promise<void> {
  await tx.delete(DeadLetter, { id });
  await tx.query('UPDATE dead_letter_tallies SET held = held - 1 WHERE detector_id = $1', [detectorId]);
}
