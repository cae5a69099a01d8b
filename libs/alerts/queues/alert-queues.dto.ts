import { ApiProperty } from '@nestjs/swagger';
import { BoolField, FlagField, IntField, TextField, TextListField, UuidField } from '@app/platform';
import { COUNTED_OPEN } from './alert-queues.queries';
import type { LoadedQueue } from './alert-queues.service';

const POSITION = { min: 0, max: 1_000_000, description: 'Lower is asked first.' };
const MAY = { optional: true, nullable: true };

/** A queue to set up; an alert must meet all that is said. */
export class CreateQueue {
  @TextField({ max: 100, example: 'Billing' }) name!: string;
  @IntField(POSITION) position!: number;
  @UuidField(MAY) detectorId?: string | null;
  @TextField({ ...MAY, max: 100, description: 'What the type begins with.', example: 'billing.' })
  typePrefix?: string | null;
  @IntField({ ...MAY, min: 1, max: 4 }) minimumSeverity?: number | null;
  @TextListField({ optional: true, max: 100, maxItems: 20, description: 'The alert has all of them.' })
  tags?: string[];
}

/** What to change of a queue; null takes a demand away. */
export class ChangeQueue {
  @IntField({
    min: 1,
    max: 2_147_483_647,
    optional: true,
    description: 'The version that you read, unless `If-Match` says it.',
  })
  version?: number;
  @TextField({ optional: true, max: 100 }) name?: string;
  @IntField({ ...POSITION, optional: true }) position?: number;
  @UuidField(MAY) detectorId?: string | null;
  @TextField({ ...MAY, max: 100 }) typePrefix?: string | null;
  @IntField({ ...MAY, min: 1, max: 4 }) minimumSeverity?: number | null;
  @TextListField({ optional: true, max: 100, maxItems: 20 }) tags?: string[];
  @BoolField({ optional: true, description: 'An archived queue takes nothing new; what it has stays.' })
  archived?: boolean;
}

/** Which queues to list. */
export class QueuesQuery {
  @FlagField({ description: 'With those that are archived.' }) archived?: boolean;
}

/** One portion of the new alerts of a queue. */
export class Reroute {
  @UuidField({ optional: true, description: '`next` of the portion before.' }) after?: string;
  @IntField({ optional: true, min: 1, max: 1_000, description: 'How many alerts at most; 500 unless said.' })
  limit?: number;
}

/** What became of a portion. */
export class ReroutedView {
  @ApiProperty({ type: 'integer' }) looked!: number;
  @ApiProperty({ type: 'integer' }) moved!: number;
  @ApiProperty({
    format: 'uuid',
    type: String,
    nullable: true,
    description: 'Send it as `after`; null when this was the last portion.',
  })
  next!: string | null;
}

/** A queue, as answered. */
export class QueueView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ type: 'integer' }) position!: number;
  @ApiProperty({ format: 'uuid', type: String, nullable: true }) detectorId!: string | null;
  @ApiProperty({ type: String, nullable: true }) typePrefix!: string | null;
  @ApiProperty({ type: 'integer', nullable: true }) minimumSeverity!: number | null;
  @ApiProperty({ type: [String] }) tags!: string[];
  @ApiProperty({ description: 'It takes what no other takes, and stays.' }) isCatchAll!: boolean;
  @ApiProperty({ type: 'integer', description: 'Send it back with a change.' }) version!: number;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) archivedAt!: string | null;
  @ApiProperty({
    type: 'integer',
    description: `New and in progress, snoozed or not; counted up to ${COUNTED_OPEN}.`,
  })
  open!: number;
  @ApiProperty({ description: 'There are more open alerts than were counted.' }) openIsMore!: boolean;
  @ApiProperty({
    format: 'date-time',
    type: String,
    nullable: true,
    description: 'When the open alert arrived that has been here longest.',
  })
  oldestAt!: string | null;
}

/** A queue as the api answers it. */
export const toQueueView = (queue: LoadedQueue): QueueView => ({
  id: queue.id,
  name: queue.name,
  position: queue.position,
  detectorId: queue.detectorId,
  typePrefix: queue.typePrefix,
  minimumSeverity: queue.minimumSeverity,
  tags: queue.tags,
  isCatchAll: queue.isCatchAll,
  version: queue.version,
  createdAt: queue.createdAt.toISOString(),
  archivedAt: queue.archivedAt?.toISOString() ?? null,
  open: Math.min(queue.open, COUNTED_OPEN),
  openIsMore: queue.open > COUNTED_OPEN,
  oldestAt: queue.oldestAt?.toISOString() ?? null,
});
