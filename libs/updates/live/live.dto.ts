import { ApiProperty } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { invalidInput, TextField, UuidField } from '@app/platform';

const SEQUENCE = /^\d{1,19}$/;
const SEQUENCE_FORM = 'must be the id of an update, a whole number';

/** What to tell. */
export class UpdatesQuery {
  @TextField({
    optional: true,
    max: 19,
    description: 'The id of the last update that the reader has; `Last-Event-ID` goes before it.',
    example: '4711',
  })
  @Matches(SEQUENCE, { message: `$property ${SEQUENCE_FORM}` })
  after?: string;

  @UuidField({ optional: true, description: 'Only acts of this case.' })
  case?: string;
}

/** The data of an update. */
export class UpdateView {
  @ApiProperty({ type: 'integer', description: 'The place of the act in the audit chain.' })
  sequence!: number;
  @ApiProperty({ description: 'What was done, past tense.', example: 'order.approved' })
  action!: string;
  @ApiProperty({ description: 'What kind of thing it was done to.', example: 'order' })
  subjectKind!: string;
  @ApiProperty() subjectId!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) caseId!: string | null;
  @ApiProperty({ format: 'date-time' }) at!: string;
  @ApiProperty({ description: 'Who did it: a person, a detector, or a job by its name.' })
  actorId!: string;
}

/** The last update that a reader has. @throws InvalidInputError on a `Last-Event-ID` that is none */
export function lastUpdate(header: string | undefined, after: string | undefined): number | undefined {
  if (header && !SEQUENCE.test(header))
    throw invalidInput([{ pointer: '#Last-Event-ID', detail: SEQUENCE_FORM }]);
  const said = header || after;
  return said === undefined ? undefined : Number(said);
}
