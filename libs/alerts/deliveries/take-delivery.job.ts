import { defineJob, UuidField } from '@app/platform';

/** Payload of `take-delivery`. */
export class TakeDeliveryPayload {
  @UuidField() deliveryId!: string;
}

/** A delivery was answered with 202 and waits. Its detector does not send it again, so it is tried for half a day. */
export const takeDelivery = defineJob({
  queue: 'intake',
  name: 'take-delivery',
  payload: TakeDeliveryPayload,
  options: { attempts: 10_000, backoff: { type: 'fixed', delay: 5_000 } },
});
