import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Describe, InvalidInputError, NotFoundError } from '@app/platform';
import { Allow } from '@app/access';
import { PeriodTooLongError } from '../kpis.problems';
import { PrecisionQuery, PrecisionView, toPrecisionView } from './precision.dto';
import { Precision } from './precision.service';

/** How often a detector is right. */
@ApiTags('kpis')
@Controller('v1/detectors/:id/precision')
export class PrecisionController {
  constructor(private readonly precision: Precision) {}

  @Get()
  @Allow('detectors.read')
  @Describe('How often a detector was right', {
    description:
      'Of its alerts that arrived in the period. An alert that a case has counts by the resolution of the case, after a merge by that of the case which stands; any other by its own. Precision is the true positives among true and false positives; indeterminate, duplicated, other and undecided ones are counted apart.',
    problems: [NotFoundError, InvalidInputError, PeriodTooLongError],
  })
  @ApiOkResponse({ type: PrecisionView })
  async find(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { groupBy, ...period }: PrecisionQuery,
  ): Promise<PrecisionView> {
    return toPrecisionView(await this.precision.of(id, period, groupBy));
  }
}
