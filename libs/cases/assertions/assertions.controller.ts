import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ConflictError, Describe, InvalidInputError, NotFoundError } from '@app/platform';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor } from '@app/access';
import { CaseClosedError } from '../cases.problems';
import { Retract } from '../notes/case-notes.dto';
import {
  AssertionsQuery,
  AssertionView,
  MatterView,
  PreferAssertion,
  RecordAssertions,
  toAssertionView,
  toMatterView,
} from './assertions.dto';
import { Assertions } from './assertions.service';

@ApiTags('cases')
@Controller('v1/cases/:id/assertions')
export class AssertionsController {
  constructor(private readonly assertions: Assertions) {}

  @Get()
  @Allow('cases.read')
  @Describe('What sources say of the case, by what it is about', {
    description:
      'With those of cases that were merged into it. A matter is about, topic, unit and period; it is conflicting when the assertions that stand cannot all be true, and says why. They are what sources say; figures that the lab counted are claims.',
    problems: [NotFoundError],
  })
  @ApiOkResponse({ type: [MatterView] })
  async list(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { asOf, all }: AssertionsQuery,
  ): Promise<MatterView[]> {
    const at = asOf ? new Date(asOf) : undefined;
    return (await this.assertions.list(id, { asOf: at, isAll: all })).map(toMatterView);
  }

  @Post()
  @Allow('cases.edit')
  @Describe('Record what sources say, all or nothing', {
    description: 'Also of a closed case: much is published after its end.',
    problems: [NotFoundError, InvalidInputError, CaseClosedError, ConflictError],
  })
  @ApiCreatedResponse({ type: [AssertionView] })
  async record(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RecordAssertions,
  ): Promise<AssertionView[]> {
    return (await this.assertions.record(actor, id, body.assertions)).map(toAssertionView);
  }

  @Post(':assertionId/retract')
  @HttpCode(200)
  @Allow('cases.edit')
  @Describe('Take an assertion back, with the reason; what it superseded stands again', {
    problems: [NotFoundError, CaseClosedError, ConflictError],
  })
  @ApiOkResponse({ type: AssertionView })
  async retract(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('assertionId', ParseUUIDPipe) assertionId: string,
    @Body() body: Retract,
  ): Promise<AssertionView> {
    return toAssertionView(await this.assertions.retract(actor, id, assertionId, body.reason));
  }

  @Post(':assertionId/prefer')
  @HttpCode(200)
  @Allow('cases.assess')
  @Describe('Go by this one of the assertions on its matter, with the reason', {
    description: 'It takes the place of the one preferred before. The conflict stays shown.',
    problems: [NotFoundError, CaseClosedError, ConflictError],
  })
  @ApiOkResponse({ type: AssertionView })
  async prefer(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('assertionId', ParseUUIDPipe) assertionId: string,
    @Body() body: PreferAssertion,
  ): Promise<AssertionView> {
    return toAssertionView(await this.assertions.prefer(actor, id, assertionId, body.reason));
  }

  @Post(':assertionId/unprefer')
  @HttpCode(200)
  @Allow('cases.assess')
  @Describe('Go by it no longer, with the reason', {
    problems: [NotFoundError, CaseClosedError, ConflictError],
  })
  @ApiOkResponse({ type: AssertionView })
  async unprefer(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('assertionId', ParseUUIDPipe) assertionId: string,
    @Body() body: PreferAssertion,
  ): Promise<AssertionView> {
    return toAssertionView(await this.assertions.unprefer(actor, id, assertionId, body.reason));
  }
}
