import { Injectable } from '@nestjs/common';
import { type JobHandler, on } from '@app/platform';
import { deliverWebhook } from './webhooks/deliver-webhook.job';
import { WebhookDelivering } from './webhooks/webhook-delivering.service';

/** Webhooks that are sent to at once: they wait for receivers, not for this machine. */
const CONCURRENCY = 16;

/** Does the jobs of the updates. */
@Injectable()
export class UpdatesWorker {
  readonly handlers: readonly JobHandler[];

  constructor(delivering: WebhookDelivering) {
    this.handlers = [on(deliverWebhook, ({ webhookId }) => delivering.deliver(webhookId), CONCURRENCY)];
  }
}
