import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, TextField, UuidField } from '@app/platform';
import { numberOf } from '../letter.entity';
import { LETTER_STATES } from '../letter-state';
import {
  FLAG_OUTCOMES,
  FLAG_STATES,
  type FlagOutcome,
  type FlagState,
  type LetterFlag,
} from './letter-flag.entity';
import type { CitingLetter } from './letter-flags.queries';

const STATES = Object.keys(FLAG_STATES);

/** How a flag is settled. */
export class ResolveFlag {
  @ChoiceField(FLAG_OUTCOMES, {
    description: '`withdrawn` is of a letter that was withdrawn before it left.',
  })
  outcome!: FlagOutcome;
  @TextField({ max: 2_000, example: 'The committee was told by telephone; the order of size stands.' })
  reason!: string;
  @UuidField({ optional: true, description: 'The letter that corrects this one; with `amended`.' })
  amendmentId?: string;
}

/** A figure of the letter that holds no more, as answered. */
export class LetterFlagView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) claimId!: string;
  @ApiProperty({ example: 'C-2' }) claim!: string;
  @ApiProperty({ example: 'more than 28.8 million exchanges' }) phrase!: string;
  @ApiProperty({ example: '28817346' }) valueThen!: string;
  @ApiProperty({ type: String, nullable: true, example: '28794112' }) valueNow!: string | null;
  @ApiProperty({ format: 'uuid' }) recountId!: string;
  @ApiProperty({ format: 'uuid' }) snapshotId!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) taskId!: string | null;
  @ApiProperty({ format: 'date-time' }) raisedAt!: string;
  @ApiProperty({ enum: STATES }) state!: FlagState;
  @ApiProperty({ enum: FLAG_OUTCOMES, type: String, nullable: true }) outcome!: FlagOutcome | null;
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) amendmentId!: string | null;
  @ApiProperty({ type: String, nullable: true }) resolvedByName!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) resolvedAt!: string | null;
}

/** A letter that says a claim, as answered. */
export class CitingLetterView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'L-2026-0001' }) number!: string;
  @ApiProperty({ format: 'uuid' }) caseId!: string;
  @ApiProperty({ enum: LETTER_STATES }) state!: string;
  @ApiProperty({ type: 'integer', description: 'That was frozen.' }) version!: number;
  @ApiProperty({ format: 'date-time' }) frozenAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) sentAt!: string | null;
  @ApiProperty({ enum: STATES, type: String, nullable: true, description: 'Of the flag for this claim.' })
  flag!: FlagState | null;
}

/** A flag as the api answers it. */
export const toFlagView = (flag: LetterFlag): LetterFlagView => ({
  id: flag.id,
  claimId: flag.claimId,
  claim: flag.claim,
  phrase: flag.phrase,
  valueThen: flag.valueThen,
  valueNow: flag.valueNow,
  recountId: flag.recountId,
  snapshotId: flag.snapshotId,
  taskId: flag.taskId,
  raisedAt: flag.raisedAt.toISOString(),
  state: flag.state,
  outcome: flag.outcome,
  reason: flag.reason,
  amendmentId: flag.amendmentId,
  resolvedByName: flag.resolvedByName,
  resolvedAt: flag.resolvedAt?.toISOString() ?? null,
});

/** A citing letter as the api answers it. */
export const toCitingView = (letter: CitingLetter): CitingLetterView => ({
  id: letter.id,
  number: numberOf(letter),
  caseId: letter.caseId,
  state: letter.state,
  version: letter.version,
  frozenAt: letter.frozenAt.toISOString(),
  sentAt: letter.deliveredAt?.toISOString() ?? null,
  flag: letter.flagState,
});
