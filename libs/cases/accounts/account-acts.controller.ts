import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  ConflictError,
  Describe,
  InvalidInputError,
  invalidInput,
  NotFoundError,
  type Page,
  PageOf,
  PageQuery,
} from '@app/platform';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor } from '@app/access';
import { CaseClosedError } from '../cases.problems';
import {
  AccountActView,
  AccountHistoryEntryView,
  JudgeAccounts,
  JudgedView,
  SetShares,
  toAccountActView,
  toAccountHistoryEntryView,
  toJudgedView,
  toUndoneView,
  UndoAct,
  UndoneView,
} from './account-acts.dto';
import { AccountActs } from './account-acts.service';
import { exactlyOne } from './exactly-one';

/** Verdicts on accounts and their shares of traffic. */
@ApiTags('cases')
@Controller('v1/cases/:id')
export class AccountActsController {
  constructor(private readonly acts: AccountActs) {}

  @Post('accounts/verdicts')
  @HttpCode(200)
  @Allow('cases.assess')
  @Describe('Give a verdict on accounts', {
    description:
      'On `accountIds`, or with `allSuspected` on all that have none yet; with `share` their share of traffic as well. ' +
      'Accounts that the case does not list are reported, not added.',
    problems: [NotFoundError, CaseClosedError],
  })
  @ApiOkResponse({ type: JudgedView })
  async judge(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { accountIds, allSuspected, ...verdict }: JudgeAccounts,
  ): Promise<JudgedView> {
    exactlyOne('/accountIds', 'accountIds or allSuspected', accountIds, allSuspected || undefined);
    if (verdict.shareBasis !== undefined && verdict.share === undefined)
      throw invalidInput([{ pointer: '/shareBasis', detail: 'goes with a share' }]);
    return toJudgedView(await this.acts.judge(actor, id, accountIds ?? 'suspected', verdict));
  }

  @Post('accounts/shares')
  @HttpCode(200)
  @Allow('cases.assess')
  @Describe('Say how much of the traffic of accounts belongs to the campaign', {
    description: 'Each account its own; accounts that the case does not list are reported, not added.',
    problems: [NotFoundError, InvalidInputError, CaseClosedError],
  })
  @ApiOkResponse({ type: JudgedView })
  async setShares(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { shares, basis }: SetShares,
  ): Promise<JudgedView> {
    return toJudgedView(await this.acts.setShares(actor, id, shares, basis));
  }

  @Get('account-acts')
  @Allow('cases.read')
  @Describe('Verdicts, shares and undoings, latest first', { problems: [NotFoundError] })
  @ApiOkResponse({ type: PageOf(AccountActView) })
  async list(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<Page<AccountActView>> {
    const page = await this.acts.acts(id, query);
    return { ...page, items: page.items.map(toAccountActView) };
  }

  @Post('account-acts/:actId/undo')
  @HttpCode(200)
  @Allow('cases.assess')
  @Describe('Undo a verdict or shares as a whole', {
    description:
      'Accounts of which what the act gave still stands are as before it again; those judged anew since are counted as left. ' +
      'Said again it changes nothing more.',
    problems: [NotFoundError, CaseClosedError, ConflictError],
  })
  @ApiOkResponse({ type: UndoneView })
  async undo(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('actId', ParseUUIDPipe) actId: string,
    @Body() { reason }: UndoAct,
  ): Promise<UndoneView> {
    return toUndoneView(await this.acts.undo(actor, id, actId, reason));
  }

  @Get('accounts/:accountId/history')
  @Allow('cases.read')
  @Describe('Every verdict and share of an account in this case, latest first', {
    problems: [NotFoundError],
  })
  @ApiOkResponse({ type: PageOf(AccountHistoryEntryView) })
  async history(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('accountId') accountId: string,
    @Query() query: PageQuery,
  ): Promise<Page<AccountHistoryEntryView>> {
    const page = await this.acts.history(id, accountId, query);
    return { ...page, items: page.items.map(toAccountHistoryEntryView) };
  }
}
