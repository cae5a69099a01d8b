import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Describe, ForbiddenError, InvalidInputError } from '@app/platform';
import type { Actor } from '@app/audit';
import { CurrentActor, SignedIn } from '@app/access';
import { InvalidQueryError } from '@app/search';
import {
  BacklogQuery,
  BacklogView,
  FlowQuery,
  FlowView,
  KpisQuery,
  KpisView,
  toBacklogView,
  toFlowView,
  toKpisView,
} from './kpis.dto';
import { PeriodTooLongError } from './kpis.problems';
import { Kpis } from './kpis.service';

const REFUSALS = [InvalidInputError, ForbiddenError, PeriodTooLongError];
const RIGHT = 'Needs `cases.read` or `alerts.read`; a number of all alerts is not for a detector’s key.';

/** How the casework goes, in numbers. */
@ApiTags('kpis')
@Controller('v1/kpis')
export class KpisController {
  constructor(private readonly kpis: Kpis) {}

  @Get()
  @SignedIn()
  @Describe('How long detecting, triage, acknowledging, qualifying and resolving take', {
    description: `Of the cases that were opened, or the alerts that arrived, in the period. The end of a case is its last closing: one that was taken up again has none until it is closed again. ${RIGHT}`,
    problems: [...REFUSALS, InvalidQueryError],
  })
  @ApiOkResponse({ type: KpisView })
  async measure(
    @CurrentActor() actor: Actor,
    @Query() { subject = 'cases', groupBy, ...asked }: KpisQuery,
  ): Promise<KpisView> {
    return toKpisView(await this.kpis.measure(actor, subject, asked, groupBy));
  }

  @Get('backlog')
  @SignedIn()
  @Describe('What waits now, and for how long', {
    description: `Alerts that are new or in progress, by queue; cases that are not closed, by stage and team. ${RIGHT}`,
    problems: REFUSALS,
  })
  @ApiOkResponse({ type: BacklogView })
  async backlog(
    @CurrentActor() actor: Actor,
    @Query() { subject = 'cases' }: BacklogQuery,
  ): Promise<BacklogView> {
    return toBacklogView(await this.kpis.backlog(actor, subject));
  }

  @Get('flow')
  @SignedIn()
  @Describe('What came and went, by day, week or month', { description: RIGHT, problems: REFUSALS })
  @ApiOkResponse({ type: FlowView })
  async flow(
    @CurrentActor() actor: Actor,
    @Query() { subject = 'cases', by = 'day', ...period }: FlowQuery,
  ): Promise<FlowView> {
    return toFlowView(await this.kpis.flow(actor, subject, period, by));
  }
}
