import type { EntityManager } from 'typeorm';
import { contentHash } from '@app/platform';
import { ITEM_STATES, type ItemState } from './order-status';
import type { OrderItem } from './order-item.entity';

/** Puts the accounts (sorted, unique) into an order, in one statement. */
export async function insertItems(
  tx: EntityManager,
  orderId: string,
  accounts: readonly string[],
): Promise<void> {
  await tx.query(
    `INSERT INTO order_items (id, order_id, position, account_id, state, attempts, send_key)
     SELECT key, $1, position, account_id, 'pending', 0, key
     FROM (SELECT gen_random_uuid() AS key, account_id, position FROM unnest($2::text[]) WITH ORDINALITY AS u(account_id, position)) keyed`,
    [orderId, accounts],
  );
}

/** Digest of the accounts that the items of an order hold, as its content hash was made from. */
export async function storedAccountsDigest(db: EntityManager, orderId: string): Promise<string> {
  const rows: { account_id: string }[] = await db.query(
    'SELECT account_id FROM order_items WHERE order_id = $1 ORDER BY position',
    [orderId],
  );
  return contentHash(rows.map((row) => row.account_id));
}

/** Accounts that an order changed: done, and not merely found to be so already. Sorted. */
export async function changedAccounts(db: EntityManager, orderId: string): Promise<string[]> {
  const rows: { account_id: string }[] = await db.query(
    `SELECT account_id FROM order_items WHERE order_id = $1 AND state = 'done' AND reason IS NULL ORDER BY position`,
    [orderId],
  );
  return rows.map((row) => row.account_id);
}

/** How many items are in each state; they sum to the order's accounts at any time. */
export async function countItems(db: EntityManager, orderId: string): Promise<Record<ItemState, number>> {
  const rows: { state: ItemState; n: string }[] = await db.query(
    'SELECT state, count(*) AS n FROM order_items WHERE order_id = $1 GROUP BY state',
    [orderId],
  );
  const counts = Object.fromEntries(rows.map((row) => [row.state, Number(row.n)]));
  return Object.fromEntries(ITEM_STATES.map((state) => [state, counts[state] ?? 0])) as Record<
    ItemState,
    number
  >;
}

/** Counts of the reasons of settled items. */
export async function countReasons(db: EntityManager, orderId: string): Promise<Record<string, number>> {
  const rows: { reason: string; n: string }[] = await db.query(
    'SELECT reason, count(*) AS n FROM order_items WHERE order_id = $1 AND reason IS NOT NULL GROUP BY reason ORDER BY reason',
    [orderId],
  );
  return Object.fromEntries(rows.map((row) => [row.reason, Number(row.n)]));
}

/** Items settled a second over the last ten seconds of work. */
export async function settledPerSecond(db: EntityManager, orderId: string): Promise<number> {
  const [row]: { rate: string }[] = await db.query(
    `SELECT coalesce(count(*) / nullif(extract(epoch FROM max(settled_at) - min(settled_at)), 0), 0)::numeric(12, 1) AS rate
     FROM order_items WHERE order_id = $1 AND settled_at > now() - interval '10 seconds'`,
    [orderId],
  );
  return Number(row?.rate ?? 0);
}

/** Items of an order by position, one more than `limit`. */
export function pageOfItems(
  db: EntityManager,
  q: { orderId: string; state: ItemState | undefined; after: number; limit: number },
): Promise<OrderItem[]> {
  return db.query(
    `SELECT id, order_id AS "orderId", position, account_id AS "accountId", state, reason, attempts, settled_at AS "settledAt"
     FROM order_items WHERE order_id = $1 AND position > $2 AND ($3::text IS NULL OR state = $3)
     ORDER BY position LIMIT $4`,
    [q.orderId, q.after, q.state ?? null, q.limit + 1],
  );
}

/**
 * Makes failed items pending again. One that was plainly refused is asked anew under a new key; one whose answer was
 * lost keeps its key, because the platform may have acted on it.
 */
export async function reopenFailed(tx: EntityManager, orderId: string): Promise<number> {
  const [, count]: [unknown, number] = await tx.query(
    `UPDATE order_items SET state = 'pending', attempts = 0, not_before = NULL, settled_at = NULL, claimed_by = NULL,
            send_key = CASE WHEN reason = 'platform_error' THEN send_key ELSE gen_random_uuid() END, reason = NULL
     WHERE order_id = $1 AND state = 'failed'`,
    [orderId],
  );
  return count;
}

/** Accounts that an order has still to send. */
export async function openAccounts(db: EntityManager, orderId: string): Promise<string[]> {
  const rows: { account_id: string }[] = await db.query(
    `SELECT account_id FROM order_items WHERE order_id = $1 AND state IN ('pending', 'claimed') ORDER BY position`,
    [orderId],
  );
  return rows.map((row) => row.account_id);
}

/** Whether a run holds the order: calls may be under way. */
export async function isHeld(db: EntityManager, orderId: string): Promise<boolean> {
  const rows: unknown[] = await db.query(
    'SELECT 1 FROM orders WHERE id = $1 AND run_id IS NOT NULL AND run_lease_until > now()',
    [orderId],
  );
  return rows.length > 0;
}

/**
 * Settles whatever a cancelled order has not done, so that its account is complete: what was never sent is skipped; of
 * what was sent, the answer is lost, and the platform may have acted on it.
 */
export async function settleOpen(tx: EntityManager, orderId: string): Promise<void> {
  await tx.query(
    `UPDATE order_items SET claimed_by = NULL, settled_at = now(),
            state = CASE WHEN attempts > 0 THEN 'failed' ELSE 'skipped' END,
            reason = CASE WHEN attempts > 0 THEN 'platform_error' ELSE 'cancelled' END
     WHERE order_id = $1 AND state IN ('pending', 'claimed')`,
    [orderId],
  );
}
