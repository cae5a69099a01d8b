import { ApiProperty } from '@nestjs/swagger';
import { type Problem, ProblemView } from '@app/platform';
import { DeliveryCountsView } from '../intake/intake.dto';
import { type AlertDelivery, DELIVERY_TRANSITIONS, type DeliveryStatus } from './alert-delivery.entity';

/** How far a delivery is that is worked off, as answered. */
export class DeliveryStatusView {
  @ApiProperty({ format: 'uuid' }) deliveryId!: string;
  @ApiProperty({ format: 'uuid' }) detectorId!: string;
  @ApiProperty({ enum: Object.keys(DELIVERY_TRANSITIONS) }) status!: DeliveryStatus;
  @ApiProperty({ type: 'integer', description: 'How many it holds.' }) items!: number;
  @ApiProperty({ type: 'integer', description: 'How many of them have their result.' }) taken!: number;
  @ApiProperty({ type: DeliveryCountsView, description: 'Of those taken so far.' })
  counts!: DeliveryCountsView;
  @ApiProperty({
    type: ProblemView,
    nullable: true,
    description: 'Why it failed; what was taken before stays.',
  })
  problem!: Problem | null;
  @ApiProperty({ format: 'date-time' }) receivedAt!: string;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) endedAt!: string | null;
}

/** A delivery as the api answers it. */
export const toDeliveryStatusView = (delivery: AlertDelivery): DeliveryStatusView => {
  const { id, detectorId, status, items, created, repeated, revised, rejected, problem } = delivery;
  return {
    deliveryId: id,
    detectorId,
    status,
    items,
    taken: created + repeated + revised + rejected,
    counts: { created, repeated, revised, rejected },
    problem,
    receivedAt: delivery.receivedAt.toISOString(),
    endedAt: delivery.endedAt?.toISOString() ?? null,
  };
};
