import type { EntityManager } from 'typeorm';
import { Alert, IN_THE_INBOX } from '../alert.entity';

/** Open alerts of a queue that are counted; what is more is told as more. */
export const COUNTED_OPEN = 1_000;

/** What waits in a queue. */
export interface QueueLoad {
  queueId: string;
  /** New or in progress, snoozed or not; at most one more than `COUNTED_OPEN`. */
  open: number;
  /** Arrival of the open alert that has been here longest. */
  oldestAt: Date | null;
}

/** What waits in each of these queues, in one statement; a full queue costs no more than the count's limit. */
export function loadsOf(db: EntityManager, queueIds: readonly string[]): Promise<QueueLoad[]> {
  return db.query(
    `SELECT q.id AS "queueId", c.open, o.first_seen_at AS "oldestAt"
     FROM unnest($1::uuid[]) AS q (id)
     CROSS JOIN LATERAL (SELECT count(*)::int AS open FROM (
       SELECT 1 FROM alerts WHERE queue_id = q.id AND ${IN_THE_INBOX} LIMIT $2) counted) c
     LEFT JOIN LATERAL (
       SELECT first_seen_at FROM alerts WHERE queue_id = q.id AND ${IN_THE_INBOX} ORDER BY id LIMIT 1) o ON true`,
    [queueIds, COUNTED_OPEN + 1],
  );
}

/** Holds the next new alerts of a queue, in the order of their ids. */
export function holdNewOf(
  tx: EntityManager,
  queueId: string,
  after: string | undefined,
  limit: number,
): Promise<Alert[]> {
  const query = tx
    .createQueryBuilder(Alert, 'a')
    .where({ queueId, stage: 'New' })
    .andWhere(IN_THE_INBOX.replace(/stage|sandbox|muted_by/g, 'a.$&'))
    .orderBy('a.id')
    .take(limit)
    .setLock('pessimistic_write');
  if (after !== undefined) query.andWhere('a.id > :after', { after });
  return query.getMany();
}

/** Puts alerts into queues; the caller holds them. */
export async function putIntoQueues(
  tx: EntityManager,
  places: readonly { alertId: string; queueId: string }[],
): Promise<void> {
  await tx.query(
    `UPDATE alerts a SET queue_id = g.queue_id FROM unnest($1::uuid[], $2::uuid[]) AS g (id, queue_id) WHERE a.id = g.id`,
    [places.map((place) => place.alertId), places.map((place) => place.queueId)],
  );
}
