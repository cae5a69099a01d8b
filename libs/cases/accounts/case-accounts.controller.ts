import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiExtraModels, ApiOkResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { Request } from 'express';
import {
  checkBody,
  Describe,
  invalidInput,
  InvalidInputError,
  NotFoundError,
  type Page,
  PageOf,
  sha256,
  TakesText,
  textBodyOf,
  TooLargeError,
  whom,
} from '@app/platform';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor } from '@app/access';
import { ACCOUNT_FILE_TYPES, readAccountFile } from './account-file';
import type { AccountsFrom } from './account-origin';
import {
  AccountCountsView,
  AccountsQuery,
  AddAccounts,
  AddAccountsQuery,
  AddedAccountsView,
  CaseAccountView,
  CaseKeyView,
  JudgedKeysView,
  JudgeKeys,
  KeysQuery,
  MAX_ACCOUNTS,
  toCaseAccountView,
  toCaseKeyView,
  UnlistAccounts,
  UnlistedView,
} from './case-accounts.dto';
import { CaseAccounts } from './case-accounts.service';
import { exactlyOne } from './exactly-one';
import { CaseClosedError } from '../cases.problems';
import { ACCOUNT_STATUSES } from '../case-terms';

@ApiTags('cases')
@Controller('v1')
export class CaseAccountsController {
  constructor(private readonly accounts: CaseAccounts) {}

  @Post('cases/:id/accounts')
  @HttpCode(200)
  @Allow('cases.edit')
  @TakesText(...ACCOUNT_FILE_TYPES)
  @Describe('List accounts as subjects of the case', {
    description:
      'Either `accountIds` with their `source`, `from: "alerts"`, or `from: "case"` with `caseId`; or a file with `source` in the query: ' +
      '`text/plain` has an id a line, `text/csv` the column `account_id` and, if it has them, `reason` and `share`. ' +
      'They come in as suspected; what is listed already stays as it is. Faulty lines are named as `/lines/<number>`, and nothing is listed then.',
    problems: [NotFoundError, InvalidInputError, CaseClosedError, TooLargeError],
  })
  @ApiExtraModels(AddAccounts)
  @ApiBody({ schema: { oneOf: [{ $ref: getSchemaPath(AddAccounts) }, { type: 'string' }] } })
  @ApiOkResponse({ type: AddedAccountsView })
  async add(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { source }: AddAccountsQuery,
    @Req() request: Request,
    @Body() body: unknown,
  ): Promise<AddedAccountsView> {
    const file = textBodyOf(request, ...ACCOUNT_FILE_TYPES);
    if (!file) return this.accounts.add(actor, id, accountsFrom(await checkBody(AddAccounts, body)));
    if (source === undefined) throw invalidInput([{ pointer: '/source', detail: UNSAID_SOURCE }]);
    const { rows, ignoredColumns } = readAccountFile(file.type, file.text, MAX_ACCOUNTS);
    const from: AccountsFrom = { kind: 'file', rows, source, ref: sha256(file.text) };
    return { ...(await this.accounts.add(actor, id, from)), ignoredColumns };
  }

  @Post('cases/:id/accounts/unlist')
  @HttpCode(200)
  @Allow('cases.edit')
  @Describe('Take back the listing of accounts', {
    description:
      'Accounts that came in at `addedAt` leave the case again. What was judged since, or is named by another source or an alert of the case, stays.',
    problems: [NotFoundError, CaseClosedError],
  })
  @ApiOkResponse({ type: UnlistedView })
  unlist(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { addedAt, reason }: UnlistAccounts,
  ): Promise<UnlistedView> {
    return this.accounts.unlist(actor, id, { addedAt: new Date(addedAt), reason });
  }

  @Get('cases/:id/accounts')
  @Allow('cases.read')
  @Describe('Accounts of the case', { problems: [NotFoundError] })
  @ApiOkResponse({ type: PageOf(CaseAccountView) })
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: AccountsQuery,
  ): Promise<Page<CaseAccountView>> {
    const { limit, cursor, sort, source, q, decidedBy, ...filter } = query;
    const who = whom(decidedBy, actor.id);
    const page = await this.accounts.list(id, {
      limit,
      sort,
      ...(cursor ? { cursor } : {}),
      filter: {
        ...filter,
        ...(source ? { sourceKind: source } : {}),
        ...(q === undefined ? {} : { prefix: q }),
        ...(who === undefined ? {} : { decidedBy: who }),
      },
    });
    return { ...page, items: page.items.map(toCaseAccountView) };
  }

  @Get('cases/:id/accounts/counts')
  @Allow('cases.read')
  @Describe('How many accounts the case has, by status', { problems: [NotFoundError] })
  @ApiOkResponse({ type: AccountCountsView })
  counts(@Param('id', ParseUUIDPipe) id: string): Promise<AccountCountsView> {
    return this.accounts.counts(id);
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
}

const UNSAID_SOURCE = 'must say where the accounts come from';

/** @throws InvalidInputError unless exactly one source is named, with what goes with it and nothing else */
function accountsFrom({ accountIds, from, source, caseId, statuses }: AddAccounts): AccountsFrom {
  exactlyOne('/accountIds', 'accountIds or from', accountIds, from);
  const stray = Object.entries({ caseId, statuses }).find(
    ([, value]) => value !== undefined && from !== 'case',
  );
  if (stray) throw invalidInput([{ pointer: `/${stray[0]}`, detail: 'goes with `from: "case"`' }]);
  if (accountIds) {
    if (!source) throw invalidInput([{ pointer: '/source', detail: UNSAID_SOURCE }]);
    return { kind: 'list', accountIds, source };
  }
  if (from === 'alerts') return { kind: 'alerts' };
  if (!caseId) throw invalidInput([{ pointer: '/caseId', detail: 'must name the other case' }]);
  return { kind: 'case', caseId, statuses: statuses ?? ACCOUNT_STATUSES };
}
