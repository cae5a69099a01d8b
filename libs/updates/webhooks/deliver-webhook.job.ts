import { defineJob, UuidField } from '@app/platform';

/** Payload of `deliver-webhook`. */
export class DeliverWebhookPayload {
  @UuidField() webhookId!: string;
}

/**
 * Sends what is due to one webhook, and queues itself again for what is due later. One job an endpoint: a receiver
 * that is slow keeps no other waiting.
 */
export const deliverWebhook = defineJob({
  queue: 'webhooks',
  name: 'deliver-webhook',
  payload: DeliverWebhookPayload,
  options: { attempts: 10_000, backoff: { type: 'fixed', delay: 5_000 } },
});
