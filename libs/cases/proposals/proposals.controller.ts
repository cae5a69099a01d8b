import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Describe, InvalidInputError, invalidInput, NotFoundError, type Page, PageOf } from '@app/platform';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor } from '@app/access';
import { AlertTakenError, CaseClosedError, ProposalSettledError } from '../cases.problems';
import {
  AcceptProposal,
  DecideProposals,
  DecisionResultView,
  DeclineProposal,
  OwnProposalsQuery,
  ProposalsQuery,
  ProposalView,
  toDecisionResultView,
  toProposalView,
} from './proposals.dto';
import { Proposals } from './proposals.service';

/** Which alerts may belong to which cases. */
@ApiTags('cases')
@Controller('v1')
export class ProposalsController {
  constructor(private readonly proposals: Proposals) {}

  @Get('correlation/proposals')
  @Allow('cases.read')
  @Describe('Which alerts are proposed for which cases, latest first', { problems: [NotFoundError] })
  @ApiOkResponse({ type: PageOf(ProposalView) })
  async list(@Query() { limit, cursor, ...filter }: ProposalsQuery): Promise<Page<ProposalView>> {
    return this.page({ limit, ...(cursor === undefined ? {} : { cursor }) }, filter);
  }

  @Get('cases/:id/proposals')
  @Allow('cases.read')
  @Describe('Alerts that are proposed for the case, latest first', { problems: [NotFoundError] })
  @ApiOkResponse({ type: PageOf(ProposalView) })
  async ofCase(
    @Param('id', ParseUUIDPipe) caseId: string,
    @Query() { status, ...page }: OwnProposalsQuery,
  ): Promise<Page<ProposalView>> {
    return this.page(page, { ...(status ? { status } : {}), caseId });
  }

  @Get('alerts/:id/proposals')
  @Allow('cases.read')
  @Describe('Cases that the alert is proposed for, latest first', { problems: [NotFoundError] })
  @ApiOkResponse({ type: PageOf(ProposalView) })
  async ofAlert(
    @Param('id', ParseUUIDPipe) alertId: string,
    @Query() { status, ...page }: OwnProposalsQuery,
  ): Promise<Page<ProposalView>> {
    return this.page(page, { ...(status ? { status } : {}), alertId });
  }

  @Post('correlation/proposals/:id/accept')
  @HttpCode(200)
  @Allow('cases.edit')
  @Describe('Put the alert into the case that it is proposed for', {
    description: 'What else the alert was proposed for is superseded thereby. Safe to repeat.',
    problems: [NotFoundError, ProposalSettledError, CaseClosedError, AlertTakenError],
  })
  @ApiOkResponse({ type: ProposalView })
  async accept(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: AcceptProposal,
  ): Promise<ProposalView> {
    return toProposalView(await this.proposals.decide(actor, id, { decision: 'accept', reason }));
  }

  @Post('correlation/proposals/:id/decline')
  @HttpCode(200)
  @Allow('cases.edit')
  @Describe('Say that the alert does not belong to the case', {
    description: 'It is not proposed for this case again. Safe to repeat.',
    problems: [NotFoundError, ProposalSettledError],
  })
  @ApiOkResponse({ type: ProposalView })
  async decline(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: DeclineProposal,
  ): Promise<ProposalView> {
    return toProposalView(await this.proposals.decide(actor, id, { decision: 'decline', reason }));
  }

  @Post('correlation/proposals/bulk-decide')
  @HttpCode(200)
  @Allow('cases.edit')
  @Describe('Accept or decline many proposals, each for itself', {
    description: 'The answer says what came of each, in the order asked for, each once.',
    problems: [InvalidInputError],
  })
  @ApiOkResponse({ type: [DecisionResultView] })
  async decideMany(
    @CurrentActor() actor: Actor,
    @Body() { ids, decision, reason }: DecideProposals,
  ): Promise<DecisionResultView[]> {
    if (decision === 'accept')
      return (await this.proposals.decideMany(actor, ids, { decision, reason })).map(toDecisionResultView);
    if (reason === undefined) throw invalidInput([{ pointer: '/reason', detail: 'is needed to decline' }]);
    return (await this.proposals.decideMany(actor, ids, { decision, reason })).map(toDecisionResultView);
  }

  private async page(
    page: { limit: number; cursor?: string },
    { status = 'open', ...filter }: Pick<ProposalsQuery, 'status' | 'caseId' | 'alertId'>,
  ): Promise<Page<ProposalView>> {
    const { items, nextCursor } = await this.proposals.list({ ...filter, status }, page);
    return { items: items.map(toProposalView), nextCursor };
  }
}
