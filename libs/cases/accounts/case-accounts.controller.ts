import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Describe, invalidInput, NotFoundError, type Page, PageOf } from '@app/platform';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor } from '@app/access';
import {
  AccountCountsView,
  AccountsQuery,
  AddAccounts,
  AddedAccountsView,
  AppearanceView,
  CaseAccountView,
  CaseKeyView,
  JudgeAccounts,
  JudgedKeysView,
  JudgedView,
  JudgeKeys,
  KeysQuery,
  toAppearanceView,
  toCaseAccountView,
  toCaseKeyView,
  toJudgedView,
} from './case-accounts.dto';
import { CaseAccounts } from './case-accounts.service';
import { CaseClosedError } from '../cases.problems';

const MOST_APPEARANCES = 200;

@ApiTags('cases')
@Controller('v1')
export class CaseAccountsController {
  constructor(private readonly accounts: CaseAccounts) {}

  @Post('cases/:id/accounts')
  @HttpCode(200)
  @Allow('cases.edit')
  @Describe('List accounts as subjects of the case', {
    description:
      'Either `from: "alerts"` or `accountIds` with their `source`. They come in as suspected; what is listed already stays as it is.',
    problems: [NotFoundError, CaseClosedError],
  })
  @ApiOkResponse({ type: AddedAccountsView })
  add(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: AddAccounts,
  ): Promise<AddedAccountsView> {
    oneOf('/accountIds', 'accountIds or from', body.accountIds, body.from);
    if (body.accountIds && !body.source)
      throw invalidInput([{ pointer: '/source', detail: 'must say where the accounts come from' }]);
    return this.accounts.add(actor, id, body.accountIds ?? 'alerts', body.source ?? 'alerts');
  }

  @Get('cases/:id/accounts')
  @Allow('cases.read')
  @Describe('Accounts of the case', { problems: [NotFoundError] })
  @ApiOkResponse({ type: PageOf(CaseAccountView) })
  async list(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: AccountsQuery,
  ): Promise<Page<CaseAccountView>> {
    const page = await this.accounts.list(id, query);
    return { ...page, items: page.items.map(toCaseAccountView) };
  }

  @Get('cases/:id/accounts/counts')
  @Allow('cases.read')
  @Describe('How many accounts the case has, by status', { problems: [NotFoundError] })
  @ApiOkResponse({ type: AccountCountsView })
  counts(@Param('id', ParseUUIDPipe) id: string): Promise<AccountCountsView> {
    return this.accounts.counts(id);
  }

  @Post('cases/:id/accounts/verdicts')
  @HttpCode(200)
  @Allow('cases.assess')
  @Describe('Give a verdict on accounts', {
    description:
      'On `accountIds`, or with `allSuspected` on all that have none yet. Accounts that the case does not list are reported, not added.',
    problems: [NotFoundError, CaseClosedError],
  })
  @ApiOkResponse({ type: JudgedView })
  async judge(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: JudgeAccounts,
  ): Promise<JudgedView> {
    const { status, reason, accountIds, allSuspected } = body;
    oneOf('/accountIds', 'accountIds or allSuspected', accountIds, allSuspected || undefined);
    return toJudgedView(await this.accounts.judge(actor, id, accountIds ?? 'suspected', { status, reason }));
  }

  @Post('cases/:id/keys/verdicts')
  @HttpCode(200)
  @Allow('cases.assess')
  @Describe('Say what API keys were used for', {
    description: 'Traffic of a `cover` key does not count to the campaign. A key without verdict counts.',
    problems: [NotFoundError, CaseClosedError],
  })
  @ApiOkResponse({ type: JudgedKeysView })
  judgeKeys(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: JudgeKeys,
  ): Promise<JudgedKeysView> {
    const { verdict, reason, keys } = body;
    return this.accounts.judgeKeys(actor, id, keys, { verdict, reason });
  }

  @Get('cases/:id/keys')
  @Allow('cases.read')
  @Describe('API keys of the case that have a verdict', { problems: [NotFoundError] })
  @ApiOkResponse({ type: PageOf(CaseKeyView) })
  async keys(@Param('id', ParseUUIDPipe) id: string, @Query() query: KeysQuery): Promise<Page<CaseKeyView>> {
    const page = await this.accounts.listKeys(id, query);
    return { ...page, items: page.items.map(toCaseKeyView) };
  }

  @Get('accounts/:accountId/cases')
  @Allow('cases.read')
  @Describe('Where else an account is a subject', {
    description: `Newest case first, at most ${MOST_APPEARANCES}.`,
  })
  @ApiOkResponse({ type: [AppearanceView] })
  async appearances(@Param('accountId') accountId: string): Promise<AppearanceView[]> {
    return (await this.accounts.appearances(accountId, MOST_APPEARANCES)).map(toAppearanceView);
  }
}

/** @throws InvalidInputError unless exactly one of the two is given */
function oneOf(pointer: string, names: string, ...given: unknown[]): void {
  if (given.filter((one) => one !== undefined).length !== 1) {
    throw invalidInput([{ pointer, detail: `exactly one of ${names} must be given` }]);
  }
}
