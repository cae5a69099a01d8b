import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Outbox } from '@app/platform';
import { deliverWebhook } from './deliver-webhook.job';
import { TEST_EVENT, toCloudEvent, type WebhookHappening } from './webhook-events';
import { holdSubscriptions, insertDeliveries, type Subscription } from './webhooks.queries';

/** How the other rooms tell programs outside of what happened. */
@Injectable()
export class Webhooks {
  constructor(private readonly outbox: Outbox) {}

  /**
   * Tells every webhook that wants to hear it, when the acting transaction commits. One look where nobody does, and
   * two statements more where somebody does, however many happenings and webhooks.
   */
  async announce(tx: EntityManager, happenings: readonly WebhookHappening[]): Promise<void> {
    if (happenings.length === 0) return;
    const subscriptions = await holdSubscriptions(tx, [...new Set(happenings.map(({ type }) => type))]);
    const events: { id: string; type: string; body: string; at: Date }[] = [];
    const places: { webhookId: string; eventId: string }[] = [];
    for (const happening of happenings) {
      const hearing = subscriptions.filter((one) => wants(one, happening));
      if (hearing.length === 0) continue;
      const event = toEvent(happening);
      events.push(event);
      for (const { id } of hearing) places.push({ webhookId: id, eventId: event.id });
    }
    if (places.length === 0) return;
    await insertDeliveries(tx, events, places);
    const webhookIds = [...new Set(places.map((place) => place.webhookId))];
    await this.outbox.addAll(
      tx,
      deliverWebhook,
      webhookIds.map((webhookId) => ({ webhookId })),
    );
  }

  /** Sends one webhook something to try it out. @returns the event's id */
  async ping(tx: EntityManager, webhookId: string, at: Date): Promise<string> {
    const event = toEvent({ type: TEST_EVENT, subject: `webhooks/${webhookId}`, at, data: { webhookId } });
    await insertDeliveries(tx, [event], [{ webhookId, eventId: event.id }]);
    await this.outbox.add(tx, deliverWebhook, { webhookId });
    return event.id;
  }
}

/** A detector's webhook hears of its own alerts only. */
const wants = (one: Subscription, { type, detectorId }: WebhookHappening): boolean =>
  one.eventTypes.some((wanted) => wanted === type) &&
  (one.detectorId === null || one.detectorId === detectorId);

function toEvent(happening: WebhookHappening): { id: string; type: string; body: string; at: Date } {
  const id = uuidv7();
  return { id, type: happening.type, body: toCloudEvent(id, happening), at: happening.at };
}
