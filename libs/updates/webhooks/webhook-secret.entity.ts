import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Webhook } from './webhook.entity';

/** With what deliveries of a webhook are signed; during a rotation there are several, and each signs. */
@Entity('webhook_secrets')
@Index('ix_webhook_secrets_webhook_id', ['webhookId'])
export class WebhookSecret {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  @ForeignKey(() => Webhook, { onDelete: 'RESTRICT' })
  webhookId!: string;

  /** The HMAC key or the private key (PKCS 8), under the installation's key. */
  @Column('bytea')
  sealed!: Buffer;

  /** `whpk_…`, with which receivers verify; v1a only. */
  @Column('text', { nullable: true })
  publicKey!: string | null;

  @Column('timestamptz')
  createdAt!: Date;

  /** From when it signs no more; null for the present one. */
  @Column('timestamptz', { nullable: true })
  endsAt!: Date | null;
}
