import { ApiProperty } from '@nestjs/swagger';
import { DateField, FlagField, PageQuery, TextField, UuidField } from '@app/platform';
import type { LegalHold } from './legal-hold.entity';
import { PARTITION_STATES, type PartitionState, type PlannedPartition } from './partitions';
import type { RetentionPlan } from './retention.service';

/** Usage to hold. Without days all of it is held. */
export class PlaceHold {
  @TextField({ max: 2_000, example: 'Preservation letter of 12 June' }) reason!: string;
  @UuidField({ optional: true, description: 'The case for whose sake.' }) caseId?: string;
  @DateField({ optional: true, description: 'First UTC day that is held.', example: '2026-04-22' })
  from?: string;
  @DateField({
    optional: true,
    description: 'First UTC day that is not held any more.',
    example: '2026-06-06',
  })
  to?: string;
}

/** Why a hold is let go. */
export class ReleaseHold {
  @TextField({ max: 2_000, example: 'The proceeding is closed.' }) reason!: string;
}

/** Which holds to list. */
export class LegalHoldsQuery extends PageQuery {
  @FlagField({ description: 'Only those that were not released.' }) standing?: boolean;
}

/** A hold, as answered. */
export class LegalHoldView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() reason!: string;
  @ApiProperty({ format: 'uuid', type: String, nullable: true }) caseId!: string | null;
  @ApiProperty({ format: 'date', type: String, nullable: true }) from!: string | null;
  @ApiProperty({ format: 'date', type: String, nullable: true, description: 'The day is not held any more.' })
  to!: string | null;
  @ApiProperty({ description: 'Id of the person.' }) placedBy!: string;
  @ApiProperty() placedByName!: string;
  @ApiProperty({ format: 'date-time' }) placedAt!: string;
  @ApiProperty({ type: String, nullable: true }) releasedBy!: string | null;
  @ApiProperty({ type: String, nullable: true }) releasedByName!: string | null;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) releasedAt!: string | null;
  @ApiProperty({ type: String, nullable: true }) releaseReason!: string | null;
  @ApiProperty({ enum: ['release'], isArray: true, description: 'What may be done now.' })
  allowed!: 'release'[];
}

/** What keeps usage. */
export class UsageKeeperView {
  @ApiProperty({ enum: ['hold', 'claim', 'case'] }) kind!: string;
  @ApiProperty({ format: 'uuid', description: 'Of the hold, or of one of the claims or cases.' }) id!: string;
  @ApiProperty() reason!: string;
  @ApiProperty({ format: 'date', type: String, nullable: true }) from!: string | null;
  @ApiProperty({ format: 'date', type: String, nullable: true, description: 'Excluded.' }) to!: string | null;
}

/** A month of usage and what becomes of it. */
export class RetentionPartitionView {
  @ApiProperty({ example: '2026-05' }) month!: string;
  @ApiProperty() rows!: number;
  @ApiProperty({
    format: 'date',
    type: String,
    nullable: true,
    description: 'When all of it is old enough to be dropped; null where everything is kept.',
  })
  expiresOn!: string | null;
  @ApiProperty({
    enum: PARTITION_STATES,
    description: '`expired` ones go next. A hold keeps also what is not old enough yet.',
  })
  state!: PartitionState;
  @ApiProperty({
    type: [UsageKeeperView],
    description: 'Holds of it, and when it is old enough also the claims and cases that need it.',
  })
  keptBy!: UsageKeeperView[];
}

/** A month that was dropped. */
export class DroppedMonthView {
  @ApiProperty({ example: '2025-01' }) month!: string;
  @ApiProperty() rows!: number;
  @ApiProperty({ format: 'date-time' }) decidedAt!: string;
  @ApiProperty({ format: 'date-time', type: String, nullable: true, description: 'Null while it goes.' })
  droppedAt!: string | null;
}

/** What is kept and what goes. */
export class RetentionView {
  @ApiProperty({ type: 'integer', nullable: true, description: 'Null keeps everything.' }) days!:
    number | null;
  @ApiProperty({ type: [RetentionPartitionView], description: 'Oldest first.' })
  partitions!: RetentionPartitionView[];
  @ApiProperty({ type: [DroppedMonthView], description: 'The last 120, latest first.' })
  dropped!: DroppedMonthView[];
}

/** A hold as the api answers it. */
export const toLegalHoldView = ({ fromDay: from, toDay: to, ...hold }: LegalHold): LegalHoldView => ({
  id: hold.id,
  reason: hold.reason,
  caseId: hold.caseId,
  from,
  to,
  placedBy: hold.placedBy,
  placedByName: hold.placedByName,
  placedAt: hold.placedAt.toISOString(),
  releasedBy: hold.releasedBy,
  releasedByName: hold.releasedByName,
  releasedAt: hold.releasedAt?.toISOString() ?? null,
  releaseReason: hold.releaseReason,
  allowed: hold.releasedAt ? [] : ['release'],
});

const toPartitionView = ({
  month,
  rows,
  expiresOn,
  state,
  keptBy,
}: PlannedPartition): RetentionPartitionView => ({
  month,
  rows,
  expiresOn,
  state,
  keptBy: keptBy.map(({ kind, id, reason, from, to }) => ({ kind, id, reason, from, to })),
});

/** A plan as the api answers it. */
export const toRetentionView = ({ days, partitions, dropped }: RetentionPlan): RetentionView => ({
  days,
  partitions: partitions.map(toPartitionView),
  dropped: dropped.map(({ month, rows, decidedAt, droppedAt }) => ({
    month,
    rows: Number(rows),
    decidedAt: decidedAt.toISOString(),
    droppedAt: droppedAt?.toISOString() ?? null,
  })),
});
