import type { EntityManager } from 'typeorm';
import { sendBehind } from '@app/platform';
import type { WebhookEventType } from './webhook-events';
import type { DeliveryStatus } from './webhook-delivery.entity';

/** A worker has this long for an attempt before another takes the delivery up again, seconds; longer than an attempt can last. */
const LEASE_SECONDS = 30;
/** A run that leaves something due behind comes back after this at the earliest: several that do so become one, seconds. */
const REST_SECONDS = 1;
/** A queued run comes this much after what it is for has fallen due, ms. */
const MARGIN_MS = 250;

/** Who wants to hear of what. */
export interface Subscription {
  id: string;
  eventTypes: WebhookEventType[];
  detectorId: string | null;
}

/** Enabled webhooks that want any of these types, held so that none is removed before it has been told. */
export function holdSubscriptions(tx: EntityManager, types: readonly string[]): Promise<Subscription[]> {
  return tx.query(
    `SELECT id, event_types AS "eventTypes", detector_id AS "detectorId" FROM webhooks
     WHERE status = 'enabled' AND event_types && $1::text[] ORDER BY id FOR KEY SHARE`,
    [types],
  );
}

/** Stores events, and which webhook is to be told of which. */
export async function insertDeliveries(
  tx: EntityManager,
  events: readonly { id: string; type: string; body: string; at: Date }[],
  places: readonly { webhookId: string; eventId: string }[],
): Promise<void> {
  await sendBehind(
    tx,
    `WITH told AS (
       INSERT INTO webhook_events (id, type, body, at)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[]))
     INSERT INTO webhook_deliveries (webhook_id, event_id, status, attempts, due_at)
     SELECT webhook_id, event_id, 'pending', 0, now() FROM unnest($5::uuid[], $6::uuid[]) AS p (webhook_id, event_id)`,
    [
      events.map((event) => event.id),
      events.map((event) => event.type),
      events.map((event) => event.body),
      events.map((event) => event.at),
      places.map((place) => place.webhookId),
      places.map((place) => place.eventId),
    ],
  );
}

/** A delivery that a run has claimed and may now attempt. */
export interface ClaimedDelivery {
  eventId: string;
  /** Including the one about to be made. */
  attempts: number;
  body: string;
}

/** Claims what is due to an enabled webhook, the oldest first; also what a dead run left claimed. */
export async function claimDue(
  db: EntityManager,
  webhookId: string,
  runId: string,
  limit: number,
): Promise<ClaimedDelivery[]> {
  const [rows]: [ClaimedDelivery[], number] = await db.query(
    `WITH next AS (
       SELECT event_id FROM webhook_deliveries
       WHERE webhook_id = $1 AND status = 'pending' AND due_at <= now()
         AND EXISTS (SELECT 1 FROM webhooks WHERE id = $1 AND status = 'enabled')
       ORDER BY due_at, event_id LIMIT $3 FOR UPDATE SKIP LOCKED)
     UPDATE webhook_deliveries d
     SET due_at = now() + make_interval(secs => ${LEASE_SECONDS}), claimed_by = $2, attempts = d.attempts + 1,
         last_attempt_at = now()
     FROM next JOIN webhook_events e ON e.id = next.event_id
     WHERE d.webhook_id = $1 AND d.event_id = next.event_id
     RETURNING d.event_id AS "eventId", d.attempts, e.body`,
    [webhookId, runId, limit],
  );
  return rows;
}

/** What became of an attempt. */
export interface AttemptResult {
  eventId: string;
  status: DeliveryStatus;
  /** For a pending one: how long until the next attempt, ms. */
  waitMs: number;
  httpStatus: number | null;
  note: string | null;
}

/** Records attempts; what a run says of a delivery that it has lost changes nothing. */
export async function recordAttempts(
  tx: EntityManager,
  webhookId: string,
  runId: string,
  results: readonly AttemptResult[],
): Promise<void> {
  await tx.query(
    `UPDATE webhook_deliveries d
     SET status = r.status, claimed_by = NULL, last_http_status = r.http_status, last_note = r.note,
         due_at = CASE WHEN r.status = 'pending' THEN now() + make_interval(secs => r.wait_ms / 1000.0) END
     FROM unnest($3::uuid[], $4::text[], $5::double precision[], $6::int[], $7::text[])
       AS r (event_id, status, wait_ms, http_status, note)
     WHERE d.webhook_id = $1 AND d.event_id = r.event_id AND d.claimed_by = $2 AND d.status = 'pending'`,
    [
      webhookId,
      runId,
      results.map((r) => r.eventId),
      results.map((r) => r.status),
      results.map((r) => r.waitMs),
      results.map((r) => r.httpStatus),
      results.map((r) => r.note),
    ],
  );
}

/** Notes when a run is to look again, unless one is queued in time; says how long until then, ms, or null. */
export async function planNextRun(tx: EntityManager, webhookId: string): Promise<number | null> {
  const [rows]: [{ ms: string }[], number] = await tx.query(
    `UPDATE webhooks w SET next_run_at = n.at
     FROM (SELECT greatest(min(due_at), now() + make_interval(secs => ${REST_SECONDS})) AS at, count(*) AS waiting
           FROM (SELECT due_at FROM webhook_deliveries WHERE webhook_id = $1 AND status = 'pending'
                 ORDER BY due_at LIMIT 1) first) n
     WHERE w.id = $1 AND w.status = 'enabled' AND n.waiting > 0
       AND (w.next_run_at IS NULL OR w.next_run_at <= now() OR w.next_run_at > n.at)
     RETURNING extract(epoch FROM w.next_run_at - now()) * 1000 AS ms`,
    [webhookId],
  );
  return rows[0] ? Math.ceil(Number(rows[0].ms)) + MARGIN_MS : null;
}

/** A delivery and what it is of. */
export interface ListedDelivery {
  eventId: string;
  type: string;
  at: Date;
  status: DeliveryStatus;
  attempts: number;
  dueAt: Date | null;
  lastAttemptAt: Date | null;
  lastHttpStatus: number | null;
  lastNote: string | null;
}

/** Deliveries of a webhook, the latest event first. */
export function listDeliveries(
  db: EntityManager,
  webhookId: string,
  o: { limit: number; before?: string; eventId?: string },
): Promise<ListedDelivery[]> {
  return db.query(
    `SELECT d.event_id AS "eventId", e.type, e.at, d.status, d.attempts, d.due_at AS "dueAt",
            d.last_attempt_at AS "lastAttemptAt", d.last_http_status AS "lastHttpStatus", d.last_note AS "lastNote"
     FROM webhook_deliveries d JOIN webhook_events e ON e.id = d.event_id
     WHERE d.webhook_id = $1 AND ($2::uuid IS NULL OR d.event_id < $2) AND ($3::uuid IS NULL OR d.event_id = $3)
     ORDER BY d.event_id DESC LIMIT $4`,
    [webhookId, o.before ?? null, o.eventId ?? null, o.limit],
  );
}

/** Makes a delivery due at once, whatever came of it; what a run still says of it is not taken. */
export async function makeDue(tx: EntityManager, webhookId: string, eventId: string): Promise<boolean> {
  const [rows]: [unknown[], number] = await tx.query(
    `UPDATE webhook_deliveries SET status = 'pending', attempts = 0, due_at = now(), claimed_by = NULL
     WHERE webhook_id = $1 AND event_id = $2 RETURNING event_id`,
    [webhookId, eventId],
  );
  return rows.length > 0;
}

/** Takes away what was or is to be told to a webhook, and events that no other was told of. */
export async function deleteDeliveries(tx: EntityManager, webhookId: string): Promise<void> {
  const [gone]: [{ id: string }[], number] = await tx.query(
    'DELETE FROM webhook_deliveries WHERE webhook_id = $1 RETURNING event_id AS id',
    [webhookId],
  );
  await tx.query(
    `DELETE FROM webhook_events e USING unnest($1::uuid[]) AS g (id)
     WHERE e.id = g.id AND NOT EXISTS (SELECT 1 FROM webhook_deliveries d WHERE d.event_id = e.id)`,
    [gone.map((row) => row.id)],
  );
}
