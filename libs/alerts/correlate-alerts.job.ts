import type { EntityManager } from 'typeorm';
import { defineJob, type Outbox, UuidListField } from '@app/platform';

/** Alerts that one job takes at most. */
const CHUNK = 1_000;

/** Payload of `correlate-alerts`: alerts that are new, claim something new, count again or no longer, or have a case now. */
export class CorrelateAlertsPayload {
  @UuidListField({ maxItems: CHUNK }) alertIds!: string[];
}

/**
 * Alerts have come in or stand otherwise than before; whoever holds the cases looks what belongs together. Nobody sends it twice, so it
 * is tried for half a day: a record that is away for an hour must not leave alerts without their case.
 */
export const alertsReceived = defineJob({
  queue: 'correlation',
  name: 'correlate-alerts',
  payload: CorrelateAlertsPayload,
  options: { attempts: 10_000, backoff: { type: 'fixed', delay: 5_000 } },
});

/** Sends `alertsReceived` for any number of alerts, in the caller's transaction. */
export async function announce(
  tx: EntityManager,
  outbox: Outbox,
  alertIds: readonly string[],
): Promise<void> {
  const payloads: CorrelateAlertsPayload[] = [];
  for (let at = 0; at < alertIds.length; at += CHUNK)
    payloads.push({ alertIds: alertIds.slice(at, at + CHUNK) });
  await outbox.addAll(tx, alertsReceived, payloads);
}
