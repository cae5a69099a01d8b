import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock, Outbox } from '@app/platform';
import { Audit, systemActor } from '@app/audit';
import { deliverWebhook } from './deliver-webhook.job';
import { FAILING_LIMIT, pauseAfter } from './retry-schedule';
import { signedHeaders } from './signing';
import { Webhook } from './webhook.entity';
import { type Attempt, WebhookSender } from './webhook-sender';
import { WebhookSecrets } from './webhook-secrets.service';
import {
  type AttemptResult,
  claimDue,
  type ClaimedDelivery,
  planNextRun,
  recordAttempts,
} from './webhooks.queries';

/** Attempts at one webhook at once. */
const PORTION = 10;
/** A run sends for this long, then queues itself again: a worker that is asked to end never waits longer, ms. */
const SLICE_MS = 20_000;
const GONE = 410;

/** Sends what is due. Safe to call at any time and any number of times; a delivery may be sent twice, with one id. */
@Injectable()
export class WebhookDelivering {
  private readonly actor = systemActor('deliver-webhook');

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
    private readonly secrets: WebhookSecrets,
    private readonly sender: WebhookSender,
  ) {}

  /** One stretch of the deliveries to a webhook, then the next stretch in the queue while anything waits. */
  async deliver(webhookId: string): Promise<void> {
    const until = Date.now() + SLICE_MS;
    while (Date.now() < until && (await this.portion(webhookId)));
    await this.db.transaction(async (tx) => {
      const waitMs = await planNextRun(tx, webhookId);
      if (waitMs !== null) await this.outbox.add(tx, deliverWebhook, { webhookId }, { delayMs: waitMs });
    });
  }

  /** Says whether there may be more. */
  private async portion(webhookId: string): Promise<boolean> {
    const runId = uuidv7();
    const claimed = await claimDue(this.db.manager, webhookId, runId, PORTION);
    const webhook = claimed.length > 0 && (await this.db.manager.findOneBy(Webhook, { id: webhookId }));
    if (!webhook) return false;
    const send = await this.prepare(webhook);
    const attempts = await Promise.all(claimed.map((delivery) => send(delivery)));
    await this.db.transaction(async (tx) => {
      const results = claimed.map((delivery, at) => toResult(delivery, attempts[at]!));
      await recordAttempts(tx, webhookId, runId, results);
      await this.judge(tx, webhookId, results);
    });
    return claimed.length === PORTION;
  }

  private async prepare(webhook: Webhook): Promise<(delivery: ClaimedDelivery) => Promise<Attempt>> {
    const keys = await this.secrets.open(webhook.id).catch(() => undefined);
    if (!keys) {
      const note = 'The signing secret cannot be opened with the WEBHOOKS_KEY of this worker.';
      return () => Promise.resolve({ httpStatus: null, note });
    }
    return ({ eventId: id, body }) => {
      const headers = signedHeaders(webhook.scheme, keys, { id, at: this.clock.now(), body });
      return this.sender.send(webhook.url, headers, body);
    };
  }

  /** Disables a webhook that says it is gone, and one at which nothing has arrived for days. */
  private async judge(tx: EntityManager, id: string, results: readonly AttemptResult[]): Promise<void> {
    // Not the stronger lock of other acts: who announces something must not wait for this.
    const webhook = await tx.findOne(Webhook, { where: { id }, lock: { mode: 'for_no_key_update' } });
    if (!webhook) return;
    const now = this.clock.now();
    const isTaken = results.some((result) => result.status === 'delivered');
    const failingSince = isTaken ? null : (webhook.failingSince ?? now);
    if (failingSince?.getTime() !== webhook.failingSince?.getTime())
      await tx.update(Webhook, { id }, { failingSince });
    const disabledReason = results.some((result) => result.httpStatus === GONE)
      ? `The receiver answered ${GONE}: it is gone.`
      : failingSince && now.getTime() - failingSince.getTime() >= FAILING_LIMIT
        ? `Nothing has been taken since ${failingSince.toISOString()}.`
        : undefined;
    if (disabledReason === undefined || webhook.status === 'disabled') return;
    const version = webhook.version + 1;
    await tx.update(Webhook, { id }, { status: 'disabled', disabledReason, disabledAt: now, version });
    const details = { reason: disabledReason };
    await this.audit.record(tx, this.actor, { action: 'webhook.disabled', subjectId: id, details });
  }
}

function toResult({ eventId, attempts }: ClaimedDelivery, { httpStatus, note }: Attempt): AttemptResult {
  if (note === null) return { eventId, status: 'delivered', waitMs: 0, httpStatus, note };
  const waitMs = httpStatus === GONE ? undefined : pauseAfter(attempts);
  return waitMs === undefined
    ? { eventId, status: 'failed', waitMs: 0, httpStatus, note }
    : { eventId, status: 'pending', waitMs, httpStatus, note };
}
