import { ApiProperty } from '@nestjs/swagger';
import { FieldErrorView, FlagField, PageQuery, UuidField } from '@app/platform';
import { IsObject, ValidateIf } from 'class-validator';
import { type Outcome, OUTCOMES } from '../intake/fold';
import type { DeadLetter, DeadLetterTally } from './dead-letter.entity';
import type { DeadLetterFilter } from './dead-letters.queries';

/** Which dead letters a list shows; all of it must hold. */
export class DeadLetterQuery extends PageQuery {
  @UuidField({ optional: true }) detectorId?: string;
  @UuidField({ optional: true }) deliveryId?: string;
  @FlagField({ description: 'True: only those that were replayed; false: only those that were not.' })
  replayed?: boolean;
}

/** What is to be sent again. */
export class ReplayDeadLetter {
  @ApiProperty({
    type: Object,
    required: false,
    description: 'The corrected item; without it, the item as it was.',
  })
  @ValidateIf((_, value) => value !== undefined)
  @IsObject()
  item?: object;
}

const LETTER_ACTS = ['replay', 'dismiss'] as const;

/** A rejected item, as answered. */
export class DeadLetterView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) detectorId!: string;
  @ApiProperty({ format: 'uuid' }) deliveryId!: string;
  @ApiProperty({ type: 'integer', description: 'Place in the delivery, from 0.' }) index!: number;
  @ApiProperty({ format: 'date-time' }) receivedAt!: string;
  @ApiProperty({ description: 'The item as text, cut at 65,536 characters.' }) raw!: string;
  @ApiProperty({ type: 'integer', description: 'Length of the item before it was cut.' }) rawLength!: number;
  @ApiProperty({ type: [FieldErrorView], description: 'Why; pointers are relative to the item.' })
  errors!: FieldErrorView[];
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) replayedAt!: string | null;
  @ApiProperty({ nullable: true, type: String }) replayedBy!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) alertId!: string | null;
  @ApiProperty({ enum: OUTCOMES, nullable: true, type: String }) outcome!: Outcome | null;
  @ApiProperty({ type: 'integer', nullable: true }) revision!: number | null;
  @ApiProperty({ enum: LETTER_ACTS, isArray: true, description: 'What a person may do with it now.' })
  allowed!: (typeof LETTER_ACTS)[number][];
}

/** How many dead letters a detector has, as answered. */
export class DeadLetterTallyView {
  @ApiProperty({ format: 'uuid' }) detectorId!: string;
  @ApiProperty({ type: 'integer' }) held!: number;
  @ApiProperty({ type: 'integer', description: 'Dropped, oldest first, because more than 5,000 were held.' })
  dropped!: number;
}

/** What came of a replay, as answered. */
export class ReplayView {
  @ApiProperty({ format: 'uuid' }) alertId!: string;
  @ApiProperty({ enum: OUTCOMES }) outcome!: Outcome;
  @ApiProperty({ type: 'integer' }) revision!: number;
}

/** What a list is filtered by, without the paging. */
export const toDeadLetterFilter = (query: DeadLetterQuery): DeadLetterFilter => {
  const { limit: _, cursor: __, ...filter } = query;
  return filter;
};

/** A dead letter as the api answers it. */
export const toDeadLetterView = (letter: DeadLetter): DeadLetterView => {
  const { detector: _, ...row } = letter;
  return {
    ...row,
    receivedAt: letter.receivedAt.toISOString(),
    replayedAt: letter.replayedAt?.toISOString() ?? null,
    allowed: letter.alertId === null ? [...LETTER_ACTS] : ['dismiss'],
  };
};

/** A tally as the api answers it. */
export const toTallyView = ({ detectorId, held, dropped }: DeadLetterTally): DeadLetterTallyView => ({
  detectorId,
  held,
  dropped: Number(dropped),
});
