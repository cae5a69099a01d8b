import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Webhook } from './webhook.entity';

/** Something that happened, as webhooks are told of it; kept only where a webhook wants to hear it. */
@Entity('webhook_events')
export class WebhookEvent {
  /** Version 7; the id of the CloudEvent and the `webhook-id` of every delivery of it. */
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  type!: string;

  /** The very text that is signed and sent, every time. */
  @Column('text')
  body!: string;

  @Column('timestamptz')
  at!: Date;
}

export const DELIVERY_STATUSES = ['pending', 'delivered', 'failed'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** The telling of one event to one webhook, until it has been taken or given up. */
@Entity('webhook_deliveries')
@Index('ix_webhook_deliveries_event_id', ['eventId'])
@Index('ix_webhook_deliveries_due', ['webhookId', 'dueAt'], { where: `status = 'pending'` })
@Check('ck_webhook_deliveries_status', `status IN ('pending', 'delivered', 'failed')`)
@Check('ck_webhook_deliveries_due', `(status = 'pending') = (due_at IS NOT NULL)`)
export class WebhookDelivery {
  @PrimaryColumn('uuid')
  @ForeignKey(() => Webhook, { onDelete: 'RESTRICT' })
  webhookId!: string;

  @PrimaryColumn('uuid')
  @ForeignKey(() => WebhookEvent, { onDelete: 'RESTRICT' })
  eventId!: string;

  @Column('text')
  status!: DeliveryStatus;

  /** Attempts since it was last asked for. */
  @Column('integer')
  attempts!: number;

  /** When it is to be tried; while one tries, when another may because the first has died. */
  @Column('timestamptz', { nullable: true })
  dueAt!: Date | null;

  /** Who tries it now; what another says of it is not taken. */
  @Column('uuid', { nullable: true })
  claimedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  lastAttemptAt!: Date | null;

  /** What the receiver answered to the last attempt; null when no answer came. */
  @Column('integer', { nullable: true })
  lastHttpStatus!: number | null;

  /** Why the last attempt failed. */
  @Column('text', { nullable: true })
  lastNote!: string | null;
}
