import type { View } from '../../../api/client';

export type EventType = View<'CreateWebhook'>['eventTypes'][number];

/** What a webhook can be told of, in words. */
export const EVENT_TYPES: readonly { value: EventType; label: string }[] = [
  { value: 'alert.imported', label: 'An alert came into a case' },
  { value: 'alert.closed', label: 'An alert was closed' },
  { value: 'case.opened', label: 'A case was opened' },
  { value: 'case.closed', label: 'A case was closed' },
  { value: 'case.merged', label: 'A case was merged into another' },
  { value: 'case.unmerged', label: 'A merge was taken back' },
  { value: 'order.executed', label: 'An order was carried out' },
];
