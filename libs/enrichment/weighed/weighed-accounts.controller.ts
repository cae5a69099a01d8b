import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ConflictError, Describe, NotFoundError, type Page, PageOf } from '@app/platform';
import { Allow, CurrentActor } from '@app/access';
import type { Actor } from '@app/audit';
import { CaseClosedError, JudgedView, toJudgedView } from '@app/cases';
import {
  JudgeWeighed,
  toWeighedAccountView,
  toWeighedFilter,
  WeighedAccountsQuery,
  WeighedAccountView,
  WeighedCountView,
} from './weighed-accounts.dto';
import { WeighedAccounts } from './weighed-accounts.service';

/** Accounts of a case and what speaks for and against them. */
@ApiTags('enrichment')
@Controller('v1/cases/:id/weighed-accounts')
export class WeighedAccountsController {
  constructor(private readonly weighed: WeighedAccounts) {}

  @Get()
  @Allow('enrichment.read')
  @Describe('Accounts of the case with their verdict, and what the evidence suggests for them', {
    problems: [NotFoundError],
  })
  @ApiOkResponse({ type: PageOf(WeighedAccountView) })
  async list(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: WeighedAccountsQuery,
  ): Promise<Page<WeighedAccountView>> {
    const page = await this.weighed.list(id, toWeighedFilter(query), query);
    return { ...page, items: page.items.map(toWeighedAccountView) };
  }

  @Get('counts')
  @Allow('enrichment.read')
  @Describe('How many accounts of the case there are of each status for each suggestion', {
    description: 'Takes the filters of the list.',
    problems: [NotFoundError],
  })
  @ApiOkResponse({ type: [WeighedCountView] })
  counts(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: WeighedAccountsQuery,
  ): Promise<WeighedCountView[]> {
    return this.weighed.counts(id, toWeighedFilter(query));
  }

  @Get(':accountId')
  @Allow('enrichment.read')
  @Describe('What the evidence says of one account of the case', { problems: [NotFoundError] })
  @ApiOkResponse({ type: WeighedAccountView })
  async find(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('accountId') accountId: string,
  ): Promise<WeighedAccountView> {
    return toWeighedAccountView(await this.weighed.find(id, accountId));
  }

  @Post('verdicts')
  @HttpCode(200)
  @Allow('cases.assess')
  @Describe('Give a verdict on all suspected accounts that the evidence puts together', {
    description:
      'Those of a suggestion, a cluster or a tier. It is one act, and can be undone as such: a suggestion is no verdict until a person gives it.',
    problems: [NotFoundError, CaseClosedError, ConflictError],
  })
  @ApiOkResponse({ type: JudgedView })
  async judge(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { status, reason, accounts, ...filter }: JudgeWeighed,
  ): Promise<JudgedView> {
    const verdict = { status, reason, accounts };
    return toJudgedView(await this.weighed.judge(actor, id, toWeighedFilter(filter), verdict));
  }
}
