/** What a webhook can be told of. */
export const WEBHOOK_EVENT_TYPES = [
  'alert.imported',
  'alert.closed',
  'case.opened',
  'case.closed',
  'case.merged',
  'case.unmerged',
  'order.executed',
] as const;
export type WebhookEventType = (typeof WEBHOOK_EVENT_TYPES)[number];

/** What a detector's own webhook can be told of. */
export const DETECTOR_EVENT_TYPES: readonly WebhookEventType[] = ['alert.imported', 'alert.closed'];

/** Sent by `test` to one webhook, whatever it subscribes to. */
export const TEST_EVENT = 'webhook.test';

/** Something that happened, told thinly: ids and where the thing stands now; the rest is read from the api. */
export interface WebhookHappening {
  type: WebhookEventType | typeof TEST_EVENT;
  /** What it happened to, as a path below `/v1`: `alerts/<id>`. */
  subject: string;
  at: Date;
  /** Whose alert it is; none for what is no alert, and then no detector's webhook hears of it. */
  detectorId?: string;
  data: Record<string, string | number | null>;
}

/** A CloudEvents 1.0 document in structured mode, as it is signed and sent every time. */
export function toCloudEvent(id: string, { type, subject, at, data }: WebhookHappening): string {
  return JSON.stringify({
    specversion: '1.0',
    id,
    source: '/v1',
    type,
    subject,
    time: at.toISOString(),
    datacontenttype: 'application/json',
    data,
  });
}
