import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import {
  ChoiceField,
  ConflictError,
  DateField,
  Describe,
  FlagField,
  InstantField,
  invalidInput,
  InvalidInputError,
  NotFoundError,
  TextField,
  UuidField,
} from '@app/platform';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor } from '@app/access';
import { Retract } from '../notes/case-notes.dto';
import { type CaseDate, DATE_KINDS, type DateKind, type Precision, PRECISIONS } from './case-date.entity';
import { CaseDates } from './case-dates.service';

/** A date to record: an instant, or a civil date. */
export class RecordDate {
  @ChoiceField(DATE_KINDS, { example: 'occurred_from' }) kind!: DateKind;
  @InstantField({ optional: true, description: 'Either this or `onDate`.' }) at?: string;
  @DateField({ optional: true, description: 'A civil date in `zone`.', example: '2026-04-22' })
  onDate?: string;
  @TextField({ max: 64, description: 'IANA zone.', example: 'UTC' }) zone!: string;
  @ChoiceField(PRECISIONS, { description: 'How exactly it is known.', example: 'day' }) precision!: Precision;
  @TextField({ max: 200, description: 'Who says so.', example: 'Threat intelligence' }) assertedBy!: string;
  @TextField({ max: 2_000, description: 'What shows it.', example: 'First sign-up of the cluster' })
  source!: string;
  @UuidField({ optional: true, description: 'An evidence item of the case.' }) evidenceId?: string;
  @UuidField({ optional: true, description: 'The record of this kind that this one takes the place of.' })
  supersedesId?: string;
}

/** Which dates to list. */
export class DatesQuery {
  @InstantField({ optional: true, description: 'Dates as they were known then.' }) readonly asOf?: string;
  @FlagField({ description: 'Every record ever made; false unless said.' }) readonly all: boolean = false;
}

/** A date of a case. */
export class CaseDateView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) caseId!: string;
  @ApiProperty({ enum: DATE_KINDS }) kind!: DateKind;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) at!: string | null;
  @ApiProperty({ format: 'date', type: String, nullable: true }) onDate!: string | null;
  @ApiProperty() zone!: string;
  @ApiProperty({ enum: PRECISIONS }) precision!: Precision;
  @ApiProperty() assertedBy!: string;
  @ApiProperty() source!: string;
  @ApiProperty({ format: 'uuid', type: String, nullable: true }) evidenceId!: string | null;
  @ApiProperty({ format: 'uuid', type: String, nullable: true }) supersedesId!: string | null;
  @ApiProperty() recordedBy!: string;
  @ApiProperty() recordedByName!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  @ApiProperty({ type: String, nullable: true }) retractedBy!: string | null;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) retractedAt!: string | null;
  @ApiProperty({ type: String, nullable: true }) retractedReason!: string | null;
}

const toCaseDateView = (date: CaseDate): CaseDateView => ({
  ...date,
  at: date.at?.toISOString() ?? null,
  recordedAt: date.recordedAt.toISOString(),
  retractedAt: date.retractedAt?.toISOString() ?? null,
});

@ApiTags('cases')
@Controller('v1/cases/:id/dates')
export class CaseDatesController {
  constructor(private readonly dates: CaseDates) {}

  @Get()
  @Allow('cases.read')
  @Describe('The dates of the case that stand, in order of recording', {
    description:
      'Several of one kind may stand beside each other: sources differ. They start no clocks; the facts of obligations do.',
    problems: [NotFoundError],
  })
  @ApiOkResponse({ type: [CaseDateView] })
  async list(@Param('id', ParseUUIDPipe) id: string, @Query() query: DatesQuery): Promise<CaseDateView[]> {
    const asOf = query.asOf ? new Date(query.asOf) : undefined;
    return (await this.dates.list(id, { asOf, isAll: query.all })).map(toCaseDateView);
  }

  @Post()
  @Allow('cases.edit')
  @Describe('Record a date', { problems: [NotFoundError, InvalidInputError, ConflictError] })
  @ApiCreatedResponse({ type: CaseDateView })
  async record(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { at, ...input }: RecordDate,
  ): Promise<CaseDateView> {
    if ((at === undefined) === (input.onDate === undefined))
      throw invalidInput([{ pointer: '/at', detail: 'give either at or onDate' }]);
    if (input.precision === 'instant' && at === undefined)
      throw invalidInput([{ pointer: '/precision', detail: 'a civil date is no instant' }]);
    return toCaseDateView(
      await this.dates.record(actor, id, { ...input, ...(at ? { at: new Date(at) } : {}) }),
    );
  }

  @Post(':dateId/retract')
  @HttpCode(200)
  @Allow('cases.edit')
  @Describe('Take a date back, with the reason', { problems: [NotFoundError, ConflictError] })
  @ApiOkResponse({ type: CaseDateView })
  async retract(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('dateId', ParseUUIDPipe) dateId: string,
    @Body() body: Retract,
  ): Promise<CaseDateView> {
    return toCaseDateView(await this.dates.retract(actor, id, dateId, body.reason));
  }
}
