import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, MoreThan } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import {
  assertTransition,
  assertVersion,
  Clock,
  ConflictError,
  decodeCursor,
  findById,
  invalidInput,
  lockById,
  NotFoundError,
  onConstraint,
  Outbox,
  type Page,
  toPage,
} from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import { faultOf } from './address-guard';
import { deliverWebhook } from './deliver-webhook.job';
import { DETECTOR_EVENT_TYPES, type WebhookEventType } from './webhook-events';
import { type SigningScheme, Webhook, WEBHOOK_TRANSITIONS } from './webhook.entity';
import { WebhookSecret } from './webhook-secret.entity';
import { WebhookSecrets } from './webhook-secrets.service';
import { WebhookDisabledError } from './webhooks.problems';
import { WebhooksOptions } from './webhooks.options';
import { deleteDeliveries, listDeliveries, type ListedDelivery, makeDue } from './webhooks.queries';
import { Webhooks } from './webhooks.service';

onConstraint('fk_webhooks_detector_id', () =>
  invalidInput([{ pointer: '/detectorId', detail: 'is not the id of a detector' }]),
);

/** Webhooks that an installation may have: each is looked at by every act that is told of. */
const WEBHOOK_LIMIT = 200;

/** What is said of a webhook. */
export interface WebhookInput {
  url: string;
  description?: string;
  eventTypes: WebhookEventType[];
  detectorId?: string | null;
  scheme?: SigningScheme;
}

/** A webhook and what signs its deliveries now. */
export type SignedWebhook = Webhook & { secrets: WebhookSecret[] };

/** One whose newest secret is shown now and never again. */
export type FreshWebhook = SignedWebhook & { secret: string | null };

/** The webhooks of the installation. */
@Injectable()
export class WebhookEndpoints {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
    private readonly options: WebhooksOptions,
    private readonly secrets: WebhookSecrets,
    private readonly webhooks: Webhooks,
  ) {}

  /** @throws InvalidInputError, ConflictError on too many, WebhooksNotSetUpError */
  create(actor: Actor, { scheme = 'v1', description = '', ...input }: WebhookInput): Promise<FreshWebhook> {
    this.assertSound({ detectorId: null, ...input });
    return this.db.transaction(async (tx) => {
      if ((await tx.count(Webhook)) >= WEBHOOK_LIMIT)
        throw new ConflictError(`An installation has at most ${WEBHOOK_LIMIT} webhooks.`);
      const webhook = tx.create(Webhook, {
        id: uuidv7(),
        url: input.url,
        description,
        eventTypes: sorted(input.eventTypes),
        detectorId: input.detectorId ?? null,
        scheme,
        status: 'enabled',
        disabledReason: null,
        disabledAt: null,
        failingSince: null,
        nextRunAt: null,
        version: 1,
        createdAt: this.clock.now(),
      });
      await tx.insert(Webhook, webhook);
      const { stored, secret } = await this.secrets.make(tx, webhook.id, scheme);
      await this.audit.record(tx, actor, {
        action: 'webhook.created',
        subjectId: webhook.id,
        details: { ...said(webhook), scheme },
      });
      return Object.assign(webhook, { secrets: [stored], secret });
    });
  }

  /** In the order of their making. */
  async list(o: { limit: number; cursor?: string }): Promise<Page<SignedWebhook>> {
    const after = o.cursor ? { id: MoreThan(String(decodeCursor(o.cursor, 1)[0])) } : {};
    const rows = await this.db.manager.find(Webhook, {
      where: after,
      order: { id: 'ASC' },
      take: o.limit + 1,
    });
    const secrets = await this.secrets.ofWebhooks(
      this.db.manager,
      rows.map((row) => row.id),
    );
    return toPage(
      rows,
      o.limit,
      (row) => [row.id],
      (row) => Object.assign(row, { secrets: secrets.get(row.id)! }),
    );
  }

  /** @throws NotFoundError */
  async find(id: string): Promise<SignedWebhook> {
    return this.withSecrets(this.db.manager, await findById(this.db.manager, Webhook, id));
  }

  /** Changes what is named; what waits goes to the new URL. @throws NotFoundError, StaleVersionError, InvalidInputError */
  change(
    actor: Actor,
    id: string,
    version: number,
    change: Partial<Pick<WebhookInput, 'url' | 'description' | 'eventTypes'>>,
  ): Promise<SignedWebhook> {
    return this.db.transaction(async (tx) => {
      const webhook = await lockById(tx, Webhook, id);
      assertVersion(webhook, version);
      const before = said(webhook);
      Object.assign(webhook, change, { version: version + 1 });
      webhook.eventTypes = sorted(webhook.eventTypes);
      this.assertSound(webhook);
      const { url, description, eventTypes } = webhook;
      await tx.update(Webhook, { id }, { url, description, eventTypes, version: webhook.version });
      const details = { before, after: said(webhook) };
      await this.audit.record(tx, actor, { action: 'webhook.changed', subjectId: id, details });
      return this.withSecrets(tx, webhook);
    });
  }

  /** Nothing is sent and nothing new is noted until it is enabled again. @throws NotFoundError, IllegalTransitionError */
  disable(actor: Actor, id: string, reason: string): Promise<SignedWebhook> {
    return this.move(actor, id, {
      status: 'disabled',
      disabledReason: reason,
      disabledAt: this.clock.now(),
    });
  }

  /** What was waiting is sent as well. @throws NotFoundError, IllegalTransitionError */
  enable(actor: Actor, id: string): Promise<SignedWebhook> {
    return this.move(actor, id, {
      status: 'enabled',
      disabledReason: null,
      disabledAt: null,
      failingSince: null,
      nextRunAt: null,
    });
  }

  /** Takes it away with its secrets and its deliveries; the record keeps that it was there. @throws NotFoundError */
  async remove(actor: Actor, id: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const webhook = await lockById(tx, Webhook, id);
      await deleteDeliveries(tx, id);
      await tx.delete(WebhookSecret, { webhookId: id });
      await tx.delete(Webhook, { id });
      await this.audit.record(tx, actor, {
        action: 'webhook.removed',
        subjectId: id,
        details: said(webhook),
      });
    });
  }

  /** Makes a secret; the ones before go on signing beside it for the overlap. @throws NotFoundError, ConflictError, WebhooksNotSetUpError */
  rotate(actor: Actor, id: string, overlapHours: number): Promise<FreshWebhook> {
    return this.db.transaction(async (tx) => {
      const webhook = await lockById(tx, Webhook, id);
      const { secret } = await this.secrets.rotate(tx, id, webhook.scheme, overlapHours);
      const details = { overlapHours };
      await this.audit.record(tx, actor, { action: 'webhook.rotated', subjectId: id, details });
      return Object.assign(await this.withSecrets(tx, webhook), { secret });
    });
  }

  /** Sends a `webhook.test`. @throws NotFoundError, WebhookDisabledError */
  test(actor: Actor, id: string): Promise<ListedDelivery> {
    return this.db.transaction(async (tx) => {
      assertEnabled(await lockById(tx, Webhook, id));
      const eventId = await this.webhooks.ping(tx, id, this.clock.now());
      const details = { eventId };
      await this.audit.record(tx, actor, { action: 'webhook.tested', subjectId: id, details });
      return (await listDeliveries(tx, id, { limit: 1, eventId }))[0]!;
    });
  }

  /** The latest event first. @throws NotFoundError */
  async deliveries(id: string, o: { limit: number; cursor?: string }): Promise<Page<ListedDelivery>> {
    await findById(this.db.manager, Webhook, id);
    const before = o.cursor ? { before: String(decodeCursor(o.cursor, 1)[0]) } : {};
    const rows = await listDeliveries(this.db.manager, id, { limit: o.limit + 1, ...before });
    return toPage(
      rows,
      o.limit,
      (row) => [row.eventId],
      (row) => row,
    );
  }

  /** Sends an event again, with the same `webhook-id`, whatever came of it before. @throws NotFoundError, WebhookDisabledError */
  redeliver(actor: Actor, id: string, eventId: string): Promise<ListedDelivery> {
    return this.db.transaction(async (tx) => {
      assertEnabled(await lockById(tx, Webhook, id));
      if (!(await makeDue(tx, id, eventId)))
        throw new NotFoundError(`The webhook has no delivery of the event ${eventId}.`);
      await this.outbox.add(tx, deliverWebhook, { webhookId: id });
      const details = { eventId };
      await this.audit.record(tx, actor, { action: 'webhook.redelivered', subjectId: id, details });
      return (await listDeliveries(tx, id, { limit: 1, eventId }))[0]!;
    });
  }

  private move(
    actor: Actor,
    id: string,
    to: Pick<Webhook, 'status' | 'disabledReason' | 'disabledAt'> & Partial<Webhook>,
  ): Promise<SignedWebhook> {
    return this.db.transaction(async (tx) => {
      const webhook = await lockById(tx, Webhook, id);
      assertTransition(WEBHOOK_TRANSITIONS, webhook.status, to.status);
      const change = { ...to, version: webhook.version + 1 };
      Object.assign(webhook, change);
      await tx.update(Webhook, { id }, change);
      if (to.status === 'enabled') await this.outbox.add(tx, deliverWebhook, { webhookId: id });
      const details = to.disabledReason === null ? {} : { reason: to.disabledReason };
      await this.audit.record(tx, actor, { action: `webhook.${to.status}`, subjectId: id, details });
      return this.withSecrets(tx, webhook);
    });
  }

  private async withSecrets(db: EntityManager, webhook: Webhook): Promise<SignedWebhook> {
    const secrets = await this.secrets.ofWebhooks(db, [webhook.id]);
    return Object.assign(webhook, { secrets: secrets.get(webhook.id)! });
  }

  /** @throws InvalidInputError */
  private assertSound({ url, eventTypes, detectorId }: WebhookInput): void {
    const fault = faultOf(url, this.options.allowsLoopback);
    if (fault) throw invalidInput([{ pointer: '/url', detail: fault }]);
    const at = detectorId ? eventTypes.findIndex((type) => !DETECTOR_EVENT_TYPES.includes(type)) : -1;
    if (at >= 0)
      throw invalidInput([
        { pointer: `/eventTypes/${at}`, detail: "is nothing that a detector's own webhook hears of" },
      ]);
  }
}

function assertEnabled(webhook: Webhook): void {
  if (webhook.status !== 'enabled')
    throw new WebhookDisabledError(`It is disabled: ${webhook.disabledReason}`);
}

/** What the record keeps of it. */
function said({ url, description, eventTypes, detectorId }: Webhook): Record<string, unknown> {
  return { url, description, eventTypes, detectorId };
}

const sorted = (types: readonly WebhookEventType[]): WebhookEventType[] => [...new Set(types)].sort();
