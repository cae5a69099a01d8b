import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Describe, ForbiddenError, InvalidInputError, NotFoundError, type Page, PageOf } from '@app/platform';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor } from '@app/access';
import { DetectorDisabledError } from '../alerts.problems';
import {
  DeadLetterQuery,
  DeadLetterTallyView,
  DeadLetterView,
  ReplayDeadLetter,
  ReplayView,
  toDeadLetterFilter,
  toDeadLetterView,
  toTallyView,
} from './dead-letters.dto';
import { DeadLetters } from './dead-letters.service';

/** What detectors sent and could not be taken. */
@ApiTags('alerts')
@Controller('v1/alerts/dead-letters')
export class DeadLettersController {
  constructor(private readonly deadLetters: DeadLetters) {}

  @Get()
  @Allow('alerts.read')
  @Describe('Rejected items, the latest first', { description: 'A detector sees its own.' })
  @ApiOkResponse({ type: PageOf(DeadLetterView) })
  async list(@CurrentActor() actor: Actor, @Query() query: DeadLetterQuery): Promise<Page<DeadLetterView>> {
    const { items, nextCursor } = await this.deadLetters.list(actor, toDeadLetterFilter(query), query);
    return { items: items.map(toDeadLetterView), nextCursor };
  }

  @Get('tallies')
  @Allow('alerts.read')
  @Describe('How many rejected items are held, and how many were dropped, by detector')
  @ApiOkResponse({ type: [DeadLetterTallyView] })
  async tallies(@CurrentActor() actor: Actor): Promise<DeadLetterTallyView[]> {
    return (await this.deadLetters.tallies(actor)).map(toTallyView);
  }

  @Get(':id')
  @Allow('alerts.read')
  @Describe('A rejected item', { problems: [NotFoundError] })
  @ApiOkResponse({ type: DeadLetterView })
  async find(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<DeadLetterView> {
    return toDeadLetterView(await this.deadLetters.find(actor, id));
  }

  @Post(':id/replay')
  @HttpCode(200)
  @Allow('alerts.read')
  @Describe('Send a rejected item again, as it was or corrected', {
    description:
      'Needs `alerts.send` of the detector itself, or `alerts.triage` of a person. A letter becomes an alert once; asked again, the same is answered.',
    problems: [NotFoundError, ForbiddenError, DetectorDisabledError, InvalidInputError],
  })
  @ApiOkResponse({ type: ReplayView })
  replay(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ReplayDeadLetter,
  ): Promise<ReplayView> {
    return this.deadLetters.replay(actor, id, body?.item);
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('alerts.read')
  @Describe('Dismiss a rejected item for good', {
    description: 'Needs `alerts.send` of the detector itself, or `alerts.triage` of a person.',
    problems: [NotFoundError, ForbiddenError],
  })
  @ApiNoContentResponse()
  async dismiss(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.deadLetters.dismiss(actor, id);
  }
}
