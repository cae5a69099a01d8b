import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsObject, ValidateIf } from 'class-validator';
import {
  ChoiceField,
  DateField,
  type FieldError,
  FlagField,
  InstantField,
  IntField,
  invalidInput,
  ObjectListField,
  PageQuery,
  TextField,
  UuidField,
} from '@app/platform';
import { RecipientBody } from './letter-content.dto';
import { LETTER_STATES, type LetterState, REVIEW_DECISIONS, type ReviewDecision } from './letter-state';
import { TEMPLATE_IDS } from './templates';

/** A letter to draft. */
export class DraftLetter {
  @ChoiceField(TEMPLATE_IDS, { example: 'congress-voluntary' }) template!: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string', format: 'uuid' },
    description:
      'Id of the claim to cite, by measure. A measure that is left out stays in the draft as a gap.',
    example: { 'accounts.confirmed': '0197a3b0-0000-7000-8000-000000000001' },
  })
  @IsObject()
  claims!: Record<string, string>;
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'string' },
    description:
      'Words for the passages that the template asks for, by key. They may cite claims as `{{C-1}}`.',
    example: { response: 'We closed the accounts.' },
  })
  @ValidateIf((_, value) => value !== undefined)
  @IsObject()
  passages?: Record<string, string>;
  @ObjectListField(() => RecipientBody, { maxItems: 20, minItems: 1, optional: true })
  recipients?: RecipientBody[];
  @TextField({ max: 500, optional: true }) subject?: string;
  @DateField({ optional: true, example: '2026-06-10' }) date?: string;
}

/** @throws InvalidInputError naming each member of the two records that is not of their form */
export function assertRecords({ claims, passages = {} }: DraftLetter): void {
  const isUuid = (value: unknown): boolean => typeof value === 'string' && /^[0-9a-f-]{36}$/i.test(value);
  const isText = (value: unknown): boolean =>
    typeof value === 'string' && value !== '' && value.length <= 20_000;
  const faults: FieldError[] = [
    ...Object.entries(claims)
      .filter(([, id]) => !isUuid(id))
      .map(([measure]) => ({ pointer: `/claims/${measure}`, detail: 'is not the id of a claim' })),
    ...Object.entries(passages)
      .filter(([, text]) => !isText(text))
      .map(([key]) => ({ pointer: `/passages/${key}`, detail: 'is not a text of 1 to 20,000 characters' })),
  ];
  if (faults.length > 0) throw invalidInput(faults);
}

/** Which letters to list. */
export class ListLetters extends PageQuery {
  @UuidField({ optional: true, description: 'Only those of this case.' }) caseId?: string;
  @FlagField({
    description: 'Those with an open flag: a statement in it holds no more. Or those without one.',
  })
  flagged?: boolean;
  @ChoiceField(LETTER_STATES, { optional: true }) state?: LetterState;
}

/** Which claims to list. */
export class ListCitable {
  @FlagField({ description: 'Every claim of the case that has words, cited or not; false unless said.' })
  readonly all: boolean = false;
}

/** A reviewer's decision. */
export class ReviewLetter {
  @ChoiceField(REVIEW_DECISIONS) decision!: ReviewDecision;
  @TextField({ min: 0, max: 10_000, optional: true, example: 'Figures checked against the appendix.' })
  comment?: string;
  @IntField({
    min: 1,
    max: 1_000_000,
    optional: true,
    description: 'The version that was read; refused with 412 if it is not the present one.',
  })
  version?: number;
}

/** The date that the letter is to bear. */
export class FreezeLetter {
  @DateField({ example: '2026-06-10' }) date!: string;
}

/** What is signed. */
export class SignLetter {
  @TextField({ min: 64, max: 64, description: '`frozen.contentHash` of the letter.' }) contentHash!: string;
}

/** Why a letter is given up. */
export class WithdrawLetter {
  @TextField({ max: 2_000 }) reason!: string;
}

/** What became of a dispatch that waits. */
export class ResolveDispatch {
  @ChoiceField(['delivered', 'not_delivered'], { description: '`not_delivered` has it tried again.' })
  outcome!: 'delivered' | 'not_delivered';
  @TextField({ max: 2_000, example: 'The directory is there and complete.' }) note!: string;
}

/** A recipient's acknowledgement. */
export class RecordReceipt {
  @InstantField({ example: '2026-06-10T18:05:00Z' }) receivedAt!: string;
  @TextField({ optional: true, min: 0, example: 'BHUA-2026-117' }) reference?: string;
  @TextField({ optional: true, min: 0, max: 2_000 }) note?: string;
}
