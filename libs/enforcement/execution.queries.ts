import type { EntityManager } from 'typeorm';
import type { ItemReason, ItemState, OrderStatus } from './order-status';

/** How long a run's hold on its order lasts without being renewed, seconds. All instants here are the database's. */
const LEASE_SECONDS = 5;

/** An item that a run has claimed and may now send. */
export interface ClaimedItem {
  id: string;
  accountId: string;
  sendKey: string;
  /** Including the one about to be made. */
  attempts: number;
}

/** What became of a claimed item. */
export interface ItemResult {
  id: string;
  state: Exclude<ItemState, 'claimed'>;
  reason: ItemReason | null;
  /** For a pending one: how long it waits before it is sent again, ms. */
  waitMs: number;
  /** False when the claim's attempt never reached the platform or was turned away at its limit. */
  isCounted: boolean;
  /** The call that was made, if any. */
  call: { sentAt: Date; answeredAt: Date; httpStatus: number | null; note: string | null } | null;
}

/** Takes an executing order for a run unless another run's lease is good; says what stands in the way. */
export async function takeRun(
  db: EntityManager,
  orderId: string,
  runId: string,
): Promise<'taken' | 'held' | 'over'> {
  const [rows]: [unknown[], number] = await db.query(
    `UPDATE orders SET run_id = $2, run_lease_until = now() + make_interval(secs => ${LEASE_SECONDS})
     WHERE id = $1 AND status = 'executing' AND (run_id IS NULL OR run_lease_until < now()) RETURNING id`,
    [orderId, runId],
  );
  if (rows.length > 0) return 'taken';
  const [order]: { status: OrderStatus }[] = await db.query('SELECT status FROM orders WHERE id = $1', [
    orderId,
  ]);
  return order?.status === 'executing' ? 'held' : 'over';
}

/** Renews the lease. @returns the order's status; undefined when the run has lost the order to another */
export async function renewRun(
  db: EntityManager,
  orderId: string,
  runId: string,
): Promise<OrderStatus | undefined> {
  const [rows]: [{ status: OrderStatus }[], number] = await db.query(
    `UPDATE orders SET run_lease_until = now() + make_interval(secs => ${LEASE_SECONDS})
     WHERE id = $1 AND run_id = $2 RETURNING status`,
    [orderId, runId],
  );
  return rows[0]?.status;
}

/**
 * Claims the next items: pending ones that are due, and ones that a dead run left claimed, with the same key as before.
 * Gives none unless the order is executing, is this run's, and the platform has not asked for a pause.
 */
export async function claimItems(
  db: EntityManager,
  orderId: string,
  runId: string,
  limit: number,
): Promise<ClaimedItem[]> {
  const [rows]: [ClaimedItem[], number] = await db.query(
    `WITH mine AS (
       SELECT id FROM orders WHERE id = $1 AND run_id = $2 AND status = 'executing' AND run_lease_until > now()
         AND (paused_until IS NULL OR paused_until <= now())),
     next AS (
       SELECT i.id FROM order_items i JOIN mine ON mine.id = i.order_id
       WHERE i.order_id = $1 AND i.state IN ('pending', 'claimed')
         AND ((i.state = 'pending' AND (i.not_before IS NULL OR i.not_before <= now())) OR (i.state = 'claimed' AND i.claimed_by <> $2))
       ORDER BY i.position LIMIT $3 FOR UPDATE OF i SKIP LOCKED)
     UPDATE order_items i SET state = 'claimed', claimed_by = $2, attempts = i.attempts + 1
     FROM next WHERE i.id = next.id
     RETURNING i.id, i.account_id AS "accountId", i.send_key AS "sendKey", i.attempts`,
    [orderId, runId, limit],
  );
  return rows;
}

/** Records what became of claimed items and every call that was made; a result of a run that lost the item changes nothing. */
export async function recordResults(
  tx: EntityManager,
  runId: string,
  results: readonly ItemResult[],
): Promise<void> {
  await tx.query(
    `UPDATE order_items i
     SET state = r.state, reason = r.reason, claimed_by = NULL,
         attempts = i.attempts - CASE WHEN r.counted THEN 0 ELSE 1 END,
         not_before = CASE WHEN r.state = 'pending' THEN now() + make_interval(secs => r.wait_ms / 1000.0) END,
         settled_at = CASE WHEN r.state <> 'pending' THEN now() END
     FROM unnest($2::uuid[], $3::text[], $4::text[], $5::int[], $6::boolean[]) AS r(id, state, reason, wait_ms, counted)
     WHERE i.id = r.id AND i.claimed_by = $1 AND i.state = 'claimed'`,
    [
      runId,
      results.map((r) => r.id),
      results.map((r) => r.state),
      results.map((r) => r.reason),
      results.map((r) => r.waitMs),
      results.map((r) => r.isCounted),
    ],
  );
  const called = results.flatMap((r) => (r.call ? [{ id: r.id, ...r.call }] : []));
  await tx.query(
    `INSERT INTO order_attempts (item_id, sent_at, answered_at, http_status, note)
     SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[], $4::int[], $5::text[])`,
    [
      called.map((c) => c.id),
      called.map((c) => c.sentAt),
      called.map((c) => c.answeredAt),
      called.map((c) => c.httpStatus),
      called.map((c) => c.note),
    ],
  );
}

/** Holds back the whole order's sending for `ms`, as the platform asked. */
export async function pauseOrder(tx: EntityManager, orderId: string, ms: number): Promise<void> {
  await tx.query(
    `UPDATE orders SET paused_until = greatest(paused_until, now() + make_interval(secs => $2 / 1000.0)) WHERE id = $1`,
    [orderId, ms],
  );
}

/** How long until something of the order may be sent, ms; null when nothing waits (it may still be under way). */
export async function untilNext(db: EntityManager, orderId: string): Promise<number | null> {
  const [row]: { ms: string }[] = await db.query(
    `SELECT extract(epoch FROM greatest(min(coalesce(i.not_before, now())), o.paused_until, now()) - now()) * 1000 AS ms
     FROM order_items i JOIN orders o ON o.id = i.order_id
     WHERE i.order_id = $1 AND i.state = 'pending' GROUP BY o.paused_until`,
    [orderId],
  );
  return row ? Math.max(0, Number(row.ms)) : null;
}
