import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ConflictError, Describe, InvalidInputError, NotFoundError, type Page, PageOf } from '@app/platform';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor } from '@app/access';
import { LegalHolds } from './legal-holds.service';
import { LegalHoldsQuery, LegalHoldView, PlaceHold, ReleaseHold, toLegalHoldView } from './retention.dto';
import { HoldReleasedError } from './retention.problems';

/** Usage that must not be destroyed. */
@ApiTags('usage')
@Controller('v1/legal-holds')
export class LegalHoldsController {
  constructor(private readonly holds: LegalHolds) {}

  @Get()
  @Allow('usage.read')
  @Describe('Legal holds, the latest first', {
    description: 'Those that were released too, unless `standing` is said.',
  })
  @ApiOkResponse({ type: PageOf(LegalHoldView) })
  async list(@Query() query: LegalHoldsQuery): Promise<Page<LegalHoldView>> {
    const { items, nextCursor } = await this.holds.list(query.standing ?? false, query);
    return { items: items.map(toLegalHoldView), nextCursor };
  }

  @Get(':id')
  @Allow('usage.read')
  @Describe('A legal hold', { problems: [NotFoundError] })
  @ApiOkResponse({ type: LegalHoldView })
  async find(@Param('id', ParseUUIDPipe) id: string): Promise<LegalHoldView> {
    return toLegalHoldView(await this.holds.find(id));
  }

  @Post()
  @Allow('usage.hold')
  @Describe('Hold usage', {
    description: 'Whole months are kept in which a day is held. Without days everything is.',
    problems: [InvalidInputError, NotFoundError, ConflictError],
  })
  @ApiCreatedResponse({ type: LegalHoldView })
  async place(@CurrentActor() actor: Actor, @Body() body: PlaceHold): Promise<LegalHoldView> {
    return toLegalHoldView(await this.holds.place(actor, body));
  }

  @Post(':id/release')
  @HttpCode(200)
  @Allow('usage.hold')
  @Describe('Release a legal hold', {
    description: 'What is old enough and kept by nothing else goes when the retention is applied next.',
    problems: [NotFoundError, HoldReleasedError],
  })
  @ApiOkResponse({ type: LegalHoldView })
  async release(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: ReleaseHold,
  ): Promise<LegalHoldView> {
    return toLegalHoldView(await this.holds.release(actor, id, reason));
  }
}
