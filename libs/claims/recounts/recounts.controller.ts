import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  ConflictError,
  Describe,
  InvalidInputError,
  NotFoundError,
  type Page,
  PageOf,
  PageQuery,
} from '@app/platform';
import { Allow, CurrentActor } from '@app/access';
import type { Actor } from '@app/audit';
import {
  RecountClaim,
  RecountClaims,
  RecountsRequestedView,
  RecountView,
  toRecountView,
} from './recounts.dto';
import { Recounts } from './recounts.service';

/** Claims on later data. */
@ApiTags('claims')
@Controller('v1/claims')
export class RecountsController {
  constructor(private readonly recounts: Recounts) {}

  @Post('recount')
  @HttpCode(202)
  @Allow('claims.edit')
  @Describe('Count all approved claims of earlier snapshots anew', {
    description:
      'In jobs; up to 5,000 in one request. A claim whose words are true no more goes stale, and the letters that say it are flagged.',
    problems: [NotFoundError],
  })
  @ApiAcceptedResponse({ type: RecountsRequestedView })
  recountMany(@CurrentActor() actor: Actor, @Body() body: RecountClaims): Promise<RecountsRequestedView> {
    return this.recounts.requestMany(actor, body);
  }

  @Post(':id/recount')
  @HttpCode(202)
  @Allow('claims.edit')
  @Describe('Count an approved claim anew', {
    description:
      'In a job, by both ways, with the accounts and the window of the claim; confirmed accounts are counted as they are now. What is known of the same data is answered again.',
    problems: [NotFoundError, ConflictError, InvalidInputError],
  })
  @ApiAcceptedResponse({ type: RecountView })
  async recount(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RecountClaim,
  ): Promise<RecountView> {
    return toRecountView(await this.recounts.request(actor, id, body.snapshotId));
  }

  @Get(':id/recounts')
  @Allow('claims.read')
  @Describe('The recounts of a claim, latest first', { problems: [NotFoundError] })
  @ApiOkResponse({ type: PageOf(RecountView) })
  async list(@Param('id', ParseUUIDPipe) id: string, @Query() query: PageQuery): Promise<Page<RecountView>> {
    const { items, nextCursor } = await this.recounts.list(id, query);
    return { items: items.map(toRecountView), nextCursor };
  }
}
