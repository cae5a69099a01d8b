import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  ConflictError,
  Describe,
  IllegalTransitionError,
  InvalidInputError,
  NotFoundError,
  type Page,
  PageOf,
  PageQuery,
} from '@app/platform';
import { Allow, CurrentActor } from '@app/access';
import type { Actor } from '@app/audit';
import { LetterReader } from '../letter-reader.service';
import { LetterView, toLetterView } from '../letter-views';
import { CitingLetterView, ResolveFlag, toCitingView } from './letter-flags.dto';
import { LetterFlags } from './letter-flags.service';

/** Letters whose statements hold no more. */
@ApiTags('letters')
@Controller('v1')
export class LetterFlagsController {
  constructor(
    private readonly flags: LetterFlags,
    private readonly reader: LetterReader,
  ) {}

  @Get('claims/:id/letters')
  @Allow('letters.read')
  @Describe('The frozen letters that say a claim, and where each stands', { problems: [NotFoundError] })
  @ApiOkResponse({ type: PageOf(CitingLetterView) })
  async citing(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<Page<CitingLetterView>> {
    const { items, nextCursor } = await this.flags.citing(id, query);
    return { items: items.map(toCitingView), nextCursor };
  }

  @Post('letters/:id/flags/:flagId/resolve')
  @HttpCode(200)
  @Allow('letters.review')
  @Describe('Settle the flag of a statement that holds no more', {
    description:
      'Another letter corrects it, it was withdrawn before it left, or it stands, with the reason. The task in the case is closed by hand.',
    problems: [NotFoundError, IllegalTransitionError, ConflictError, InvalidInputError],
  })
  @ApiOkResponse({ type: LetterView })
  async resolve(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('flagId', ParseUUIDPipe) flagId: string,
    @Body() body: ResolveFlag,
  ): Promise<LetterView> {
    return toLetterView(await this.reader.after(await this.flags.resolve(actor, id, flagId, body)), actor);
  }
}
