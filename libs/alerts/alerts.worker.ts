import { Injectable } from '@nestjs/common';
import { type JobHandler, on } from '@app/platform';
import { Deliveries } from './deliveries/deliveries.service';
import { takeDelivery } from './deliveries/take-delivery.job';

/** Does the jobs of the alerts. */
@Injectable()
export class AlertsWorker {
  readonly handlers: readonly JobHandler[];

  constructor(deliveries: Deliveries) {
    this.handlers = [on(takeDelivery, ({ deliveryId }) => deliveries.work(deliveryId), 2)];
  }
}
