import { defineJob, UuidListField } from '@app/platform';

/** Alerts that one job takes at most. */
export const CORRELATION_CHUNK = 1_000;

/** Payload of `correlate-alerts`: alerts that are new or claim something new. */
export class CorrelateAlertsPayload {
  @UuidListField({ maxItems: CORRELATION_CHUNK }) alertIds!: string[];
}

/** Alerts have come in; whoever holds the cases looks what belongs together. */
export const alertsReceived = defineJob({
  queue: 'correlation',
  name: 'correlate-alerts',
  payload: CorrelateAlertsPayload,
});
