export { Webhooks } from './webhooks/webhooks.service';
export { type WebhookHappening } from './webhooks/webhook-events';
export { WebhooksOptions } from './webhooks/webhooks.options';
export * from './webhooks/deliver-webhook.job';
export { LiveOptions } from './live/live.options';
export * from './updates.module';
export * from './updates.worker';

import { WebhookDelivery, WebhookEvent } from './webhooks/webhook-delivery.entity';
import { WebhookSecret } from './webhooks/webhook-secret.entity';
import { Webhook } from './webhooks/webhook.entity';

export const UPDATES_ENTITIES = [Webhook, WebhookSecret, WebhookEvent, WebhookDelivery];
