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

/** Words of the letter that hold no more, as answered: a figure, or who is behind the accounts. */
export class LetterFlagView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Of a figure.' })
  claimId!: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'C-2' }) claim!: string | null;
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Of words on who is behind the accounts: the judgement that they rested on.',
  })
  judgementId!: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'judgement 3' }) judgement!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'Judgement 3 was withdrawn: The payment was of another customer.',
  })
  why!: string | null;
  @ApiProperty({ example: 'more than 28.8 million exchanges' }) phrase!: string;
  @ApiProperty({ example: '28817346', description: 'Or the rung that the words need, such as `rung 3`.' })
  valueThen!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    example: '28794112',
    description: 'Or the rung that is approved.',
  })
  valueNow!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) recountId!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) snapshotId!: string | null;
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
  judgementId: flag.judgementId,
  judgement: flag.judgement,
  why: flag.why,
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
