import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock, ConflictError } from '@app/platform';
import { newSigningKey, seal, unseal } from './signing';
import type { SigningScheme } from './webhook.entity';
import { WebhookSecret } from './webhook-secret.entity';
import { WebhooksNotSetUpError } from './webhooks.problems';
import { WebhooksOptions } from './webhooks.options';

/** Secrets that may sign at once: each adds a signature to the header of every delivery. */
const SECRETS_LIMIT = 5;
const HOUR_MS = 3_600_000;

/** The signing secrets of webhooks, which nobody reads after they were shown once. */
@Injectable()
export class WebhookSecrets {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly options: WebhooksOptions,
  ) {}

  /** Makes one and gives what is shown of it. @throws WebhooksNotSetUpError */
  async make(
    tx: EntityManager,
    webhookId: string,
    scheme: SigningScheme,
  ): Promise<{ stored: WebhookSecret; secret: string | null }> {
    const { key, secret, publicKey } = newSigningKey(scheme);
    const id = uuidv7();
    const stored = tx.create(WebhookSecret, {
      id,
      webhookId,
      sealed: seal(this.keyOfKeys(), key, id),
      publicKey,
      createdAt: this.clock.now(),
      endsAt: null,
    });
    await tx.insert(WebhookSecret, stored);
    return { stored, secret };
  }

  /** Makes one that takes the place of the others, which go on signing for the overlap. The caller holds the webhook. @throws ConflictError on too many, WebhooksNotSetUpError */
  async rotate(
    tx: EntityManager,
    webhookId: string,
    scheme: SigningScheme,
    overlapHours: number,
  ): Promise<{ stored: WebhookSecret; secret: string | null }> {
    const now = this.clock.now();
    const endsAt = new Date(now.getTime() + overlapHours * HOUR_MS);
    // What signs no more is of no use to anybody but a thief.
    await tx.query('DELETE FROM webhook_secrets WHERE webhook_id = $1 AND ends_at <= $2', [webhookId, now]);
    if (overlapHours === 0) await tx.delete(WebhookSecret, { webhookId });
    else
      await tx.query(
        'UPDATE webhook_secrets SET ends_at = least(ends_at, $2::timestamptz) WHERE webhook_id = $1',
        [webhookId, endsAt],
      );
    if ((await tx.countBy(WebhookSecret, { webhookId })) >= SECRETS_LIMIT)
      throw new ConflictError(
        `${SECRETS_LIMIT} secrets sign already; wait until one ends, or end them at once with no overlap.`,
      );
    return this.make(tx, webhookId, scheme);
  }

  /** Those that sign now, the newest first, by webhook. */
  async ofWebhooks(db: EntityManager, webhookIds: readonly string[]): Promise<Map<string, WebhookSecret[]>> {
    const found = await db.find(WebhookSecret, {
      where: { webhookId: In([...webhookIds]) },
      order: { id: 'DESC' },
    });
    const now = this.clock.now();
    const byWebhook = new Map<string, WebhookSecret[]>(webhookIds.map((id) => [id, []]));
    for (const secret of found)
      if (!secret.endsAt || secret.endsAt > now) byWebhook.get(secret.webhookId)!.push(secret);
    return byWebhook;
  }

  /** The keys that sign now, the newest first. @throws Error when they cannot be opened */
  async open(webhookId: string): Promise<Buffer[]> {
    const under = this.keyOfKeys();
    const secrets = (await this.ofWebhooks(this.db.manager, [webhookId])).get(webhookId)!;
    return secrets.map(({ id, sealed }) => unseal(under, sealed, id));
  }

  private keyOfKeys(): Buffer {
    if (!this.options.key)
      throw new WebhooksNotSetUpError('This installation has no key to keep signing secrets under.');
    return this.options.key;
  }
}
