import { ApiProperty } from '@nestjs/swagger';
import { ArrayMinSize } from 'class-validator';
import { ChoiceField, ChoiceListField, IntField, TextField, UuidField } from '@app/platform';
import { WEBHOOK_EVENT_TYPES, type WebhookEventType } from './webhook-events';
import { SIGNING_SCHEMES, type SigningScheme, WEBHOOK_STATUSES } from './webhook.entity';
import { DELIVERY_STATUSES } from './webhook-delivery.entity';
import type { FreshWebhook, SignedWebhook } from './webhook-endpoints.service';
import type { ListedDelivery } from './webhooks.queries';

const LONGEST_OVERLAP_HOURS = 168;
const URL_FIELD = {
  max: 2_000,
  description: 'Begins with https://.',
  example: 'https://hooks.example/docket',
};

/** A webhook to make. */
export class CreateWebhook {
  @TextField(URL_FIELD) url!: string;
  @ChoiceListField(WEBHOOK_EVENT_TYPES, { example: ['alert.closed'] })
  @ArrayMinSize(1)
  eventTypes!: WebhookEventType[];
  @UuidField({
    optional: true,
    nullable: true,
    description: 'It hears of the alerts of this detector and of nothing else.',
  })
  detectorId?: string | null;
  @TextField({ optional: true, min: 0, max: 500 }) description?: string;
  @ChoiceField(SIGNING_SCHEMES, {
    optional: true,
    description: '`v1` (HMAC-SHA256, a shared secret) unless said; `v1a` (ed25519, a public key).',
  })
  scheme?: SigningScheme;
}

/** What to change of a webhook. */
export class ChangeWebhook {
  @IntField({
    min: 1,
    max: 2_147_483_647,
    optional: true,
    description: 'The version that you read, unless `If-Match` says it.',
  })
  version?: number;
  @TextField({ ...URL_FIELD, optional: true }) url?: string;
  @ChoiceListField(WEBHOOK_EVENT_TYPES, { optional: true })
  @ArrayMinSize(1)
  eventTypes?: WebhookEventType[];
  @TextField({ optional: true, min: 0, max: 500 }) description?: string;
}

/** Why nothing is to be sent any more. */
export class DisableWebhook {
  @TextField({ max: 500, example: 'The receiver moves house' }) reason!: string;
}

/** How long the old secret goes on signing beside the new one. */
export class RotateWebhookSecret {
  @IntField({
    optional: true,
    min: 0,
    max: LONGEST_OVERLAP_HOURS,
    description: `Hours; 24 unless said, at most ${LONGEST_OVERLAP_HOURS}. 0 ends the old secret at once.`,
  })
  overlapHours?: number;
}

/** A secret that signs, without the secret. */
export class WebhookSecretView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: '`whpk_` and the ed25519 key in base64; null for v1.',
  })
  publicKey!: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({
    format: 'date-time',
    type: String,
    nullable: true,
    description: 'From when it signs no more.',
  })
  endsAt!: string | null;
}

/** A webhook, as answered. */
export class WebhookView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() url!: string;
  @ApiProperty() description!: string;
  @ApiProperty({ enum: WEBHOOK_EVENT_TYPES, isArray: true }) eventTypes!: WebhookEventType[];
  @ApiProperty({ format: 'uuid', type: String, nullable: true }) detectorId!: string | null;
  @ApiProperty({ enum: SIGNING_SCHEMES }) scheme!: string;
  @ApiProperty({ enum: WEBHOOK_STATUSES }) status!: string;
  @ApiProperty({ type: String, nullable: true }) disabledReason!: string | null;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) disabledAt!: string | null;
  @ApiProperty({
    format: 'date-time',
    type: String,
    nullable: true,
    description: 'Since when every attempt has failed.',
  })
  failingSince!: string | null;
  @ApiProperty({ type: [WebhookSecretView], description: 'What signs now, the newest first.' })
  secrets!: WebhookSecretView[];
  @ApiProperty({ type: 'integer', description: 'Send it back with a change.' }) version!: number;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
}

/** A webhook with a secret that has just been made. */
export class NewWebhookView extends WebhookView {
  @ApiProperty({
    type: String,
    nullable: true,
    description:
      '`whsec_` and the key in base64. Shown once, and left out of a repeated answer; null for v1a, where the public key is all that a receiver needs.',
  })
  secret!: string | null;
}

/** The telling of one event to one webhook, as answered. */
export class WebhookDeliveryView {
  @ApiProperty({ format: 'uuid', description: 'The `webhook-id` of every attempt, and the id of the event.' })
  id!: string;
  @ApiProperty({ enum: [...WEBHOOK_EVENT_TYPES, 'webhook.test'] }) type!: string;
  @ApiProperty({ format: 'date-time', description: 'When it happened.' }) at!: string;
  @ApiProperty({ enum: DELIVERY_STATUSES }) status!: string;
  @ApiProperty({ type: 'integer', description: 'Since it was last asked for.' }) attempts!: number;
  @ApiProperty({
    format: 'date-time',
    type: String,
    nullable: true,
    description: 'When it is tried next; null when it is not.',
  })
  dueAt!: string | null;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) lastAttemptAt!: string | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'Null when no answer came.' })
  lastHttpStatus!: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why the last attempt failed.' })
  lastNote!: string | null;
}

/** A webhook as the api answers it. */
export const toWebhookView = (webhook: SignedWebhook): WebhookView => ({
  id: webhook.id,
  url: webhook.url,
  description: webhook.description,
  eventTypes: webhook.eventTypes,
  detectorId: webhook.detectorId,
  scheme: webhook.scheme,
  status: webhook.status,
  disabledReason: webhook.disabledReason,
  disabledAt: webhook.disabledAt?.toISOString() ?? null,
  failingSince: webhook.failingSince?.toISOString() ?? null,
  secrets: webhook.secrets.map((secret) => ({
    id: secret.id,
    publicKey: secret.publicKey,
    createdAt: secret.createdAt.toISOString(),
    endsAt: secret.endsAt?.toISOString() ?? null,
  })),
  version: webhook.version,
  createdAt: webhook.createdAt.toISOString(),
});

/** The same with the secret that is shown now. */
export const toNewWebhookView = (webhook: FreshWebhook): NewWebhookView => ({
  ...toWebhookView(webhook),
  secret: webhook.secret,
});

/** A delivery as the api answers it. */
export const toDeliveryView = ({ eventId, ...delivery }: ListedDelivery): WebhookDeliveryView => ({
  id: eventId,
  ...delivery,
  at: delivery.at.toISOString(),
  dueAt: delivery.dueAt?.toISOString() ?? null,
  lastAttemptAt: delivery.lastAttemptAt?.toISOString() ?? null,
});
