import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Transitions } from '@app/platform';
import type { WebhookEventType } from './webhook-events';

/** How deliveries are signed: with a shared secret (HMAC-SHA256), or so that the receiver holds nothing secret (ed25519). */
export const SIGNING_SCHEMES = ['v1', 'v1a'] as const;
export type SigningScheme = (typeof SIGNING_SCHEMES)[number];

export const WEBHOOK_STATUSES = ['enabled', 'disabled'] as const;
export type WebhookStatus = (typeof WEBHOOK_STATUSES)[number];
export const WEBHOOK_TRANSITIONS: Transitions<WebhookStatus> = {
  enabled: ['disabled'],
  disabled: ['enabled'],
};

/** Where a program wants to hear of what happens, and of what. */
@Entity('webhooks')
@Index('ix_webhooks_detector_id', ['detectorId'])
@Check('ck_webhooks_scheme', `scheme IN ('v1', 'v1a')`)
@Check('ck_webhooks_status', `status IN ('enabled', 'disabled')`)
@Check(
  'ck_webhooks_disabled',
  `(status = 'disabled') = (disabled_reason IS NOT NULL) AND (status = 'disabled') = (disabled_at IS NOT NULL)`,
)
export class Webhook {
  /** Version 7: the order of ids is the order of making. */
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  url!: string;

  @Column('text')
  description!: string;

  @Column('text', { array: true })
  eventTypes!: WebhookEventType[];

  /** The detector whose alerts alone it hears of. Named by its table: detectors live in a later room. */
  @Column('uuid', { nullable: true })
  @ForeignKey('detectors', { onDelete: 'RESTRICT' })
  detectorId!: string | null;

  @Column('text')
  scheme!: SigningScheme;

  @Column('text')
  status!: WebhookStatus;

  @Column('text', { nullable: true })
  disabledReason!: string | null;

  @Column('timestamptz', { nullable: true })
  disabledAt!: Date | null;

  /** Since when every attempt has failed; null while the last one went well. */
  @Column('timestamptz', { nullable: true })
  failingSince!: Date | null;

  /** When a queued job looks again for what is due; keeps jobs from multiplying. */
  @Column('timestamptz', { nullable: true })
  nextRunAt!: Date | null;

  @Column('integer')
  version!: number;

  @Column('timestamptz')
  createdAt!: Date;
}
