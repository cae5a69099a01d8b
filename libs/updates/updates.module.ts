import { Module } from '@nestjs/common';
import { LiveUpdatesController } from './live/live-updates.controller';
import { LiveUpdates } from './live/live-updates.service';
import { UpdatesWorker } from './updates.worker';
import { WebhookDelivering } from './webhooks/webhook-delivering.service';
import { WebhookEndpoints } from './webhooks/webhook-endpoints.service';
import { WebhookSecrets } from './webhooks/webhook-secrets.service';
import { WebhookSender } from './webhooks/webhook-sender';
import { WebhooksController } from './webhooks/webhooks.controller';
import { Webhooks } from './webhooks/webhooks.service';

/** How others hear of what happened: live updates for people, signed webhooks for programs. */
@Module({
  controllers: [LiveUpdatesController, WebhooksController],
  providers: [
    UpdatesWorker,
    LiveUpdates,
    Webhooks,
    WebhookEndpoints,
    WebhookSecrets,
    WebhookDelivering,
    WebhookSender,
  ],
  exports: [UpdatesWorker, Webhooks],
})
export class UpdatesModule {}
