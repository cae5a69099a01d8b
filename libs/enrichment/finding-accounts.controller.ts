import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ChoiceField, Describe, NotFoundError, TextListField } from '@app/platform';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor } from '@app/access';
import { AddedAccountsView, CaseClosedError, JudgedView, toJudgedView } from '@app/cases';
import { NoAccountsFoundError } from './enrichment.problems';
import { ACCOUNT_SUGGESTIONS, type AccountSuggestion } from './evidence-rows';
import { FindingAccounts } from './finding-accounts.service';

/** Which accounts of a finding to take. */
export class TakeAccounts {
  @ChoiceField(ACCOUNT_SUGGESTIONS, {
    optional: true,
    description: 'Only those for which it suggests this; all of which it tells unless said.',
  })
  suggestion?: AccountSuggestion;
}

/** Candidates that belong into the case. */
export class TakeCandidates {
  @TextListField({ maxItems: 25_000, minItems: 1, example: ['acct-0001'] }) accountIds!: string[];
}

/** From findings to cases. */
@ApiTags('enrichment')
@Controller('v1/findings/:id')
export class FindingAccountsController {
  constructor(private readonly accounts: FindingAccounts) {}

  @Post('accounts')
  @HttpCode(200)
  @Allow('cases.edit')
  @Describe('List accounts of a finding as subjects of its case', {
    description:
      'They come in as suspected, with the finding or its suggestion as their source; a suggestion is no verdict.',
    problems: [NotFoundError, CaseClosedError, NoAccountsFoundError],
  })
  @ApiOkResponse({ type: AddedAccountsView })
  list(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { suggestion }: TakeAccounts,
  ): Promise<AddedAccountsView> {
    return this.accounts.list(actor, id, suggestion);
  }

  @Post('candidates')
  @HttpCode(200)
  @Allow('cases.edit')
  @Describe('List candidates of a finding as subjects of its case', {
    description:
      'They come in as suspected. It can be undone: `unlist` takes back what came in at `addedAt`.',
    problems: [NotFoundError, CaseClosedError, NoAccountsFoundError],
  })
  @ApiOkResponse({ type: AddedAccountsView })
  listCandidates(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { accountIds }: TakeCandidates,
  ): Promise<AddedAccountsView> {
    return this.accounts.listCandidates(actor, id, accountIds);
  }

  @Post('shares')
  @HttpCode(200)
  @Allow('cases.assess')
  @Describe('Take shares of traffic from a finding into its case', {
    description:
      'Of each account the share of its exchanges in campaign families; accounts without traffic are left out.',
    problems: [NotFoundError, CaseClosedError, NoAccountsFoundError],
  })
  @ApiOkResponse({ type: JudgedView })
  async takeShares(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { suggestion }: TakeAccounts,
  ): Promise<JudgedView> {
    return toJudgedView(await this.accounts.takeShares(actor, id, suggestion));
  }
}
