import { Body, Controller, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Clock, Describe, NotFoundError } from '@app/platform';
import { Allow, CurrentActor } from '@app/access';
import type { Actor } from '@app/audit';
import { CaseClosedError } from '@app/cases';
import {
  FindingSummaryView,
  FindingView,
  RunView,
  StartEnrichment,
  toFindingSummaryView,
  toFindingView,
  toRunView,
} from './enrichment.dto';
import { NothingToEnrichError } from './enrichment.problems';
import { Enrichment } from './enrichment.service';
import { Findings } from './findings.service';

@ApiTags('enrichment')
@Controller('v1')
export class EnrichmentController {
  constructor(
    private readonly enrichment: Enrichment,
    private readonly findings: Findings,
    private readonly clock: Clock,
  ) {}

  @Post('cases/:id/enrichments')
  @Allow('enrichment.run')
  @Describe('Have every analyzer look at a case', {
    description:
      'Works on the accounts that nobody has cleared, as they are at this instant. What was found before for the same data is not computed again.',
    problems: [NotFoundError, CaseClosedError, NothingToEnrichError],
  })
  @ApiCreatedResponse({ type: RunView })
  async start(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { snapshotId, release }: StartEnrichment,
  ): Promise<RunView> {
    const parameters = release ? { 'model-shift': { release: { ...release } } } : {};
    return toRunView(await this.enrichment.start(actor, id, snapshotId, parameters), this.clock.now());
  }

  @Get('cases/:id/enrichments')
  @Allow('enrichment.read')
  @Describe('The latest 50 runs about a case, latest first', { problems: [NotFoundError] })
  @ApiOkResponse({ type: [RunView] })
  async runs(@Param('id', ParseUUIDPipe) id: string): Promise<RunView[]> {
    return (await this.enrichment.ofCase(id)).map((run) => toRunView(run, this.clock.now()));
  }

  @Get('cases/:id/enrichments/:runId')
  @Allow('enrichment.read')
  @Describe('One run with the state of each analyzer', { problems: [NotFoundError] })
  @ApiOkResponse({ type: RunView })
  async run(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('runId', ParseUUIDPipe) runId: string,
  ): Promise<RunView> {
    return toRunView(await this.enrichment.find(id, runId), this.clock.now());
  }

  @Get('cases/:id/findings')
  @Allow('enrichment.read')
  @Describe('The latest 200 findings about a case, latest first', { problems: [NotFoundError] })
  @ApiOkResponse({ type: [FindingSummaryView] })
  async list(@Param('id', ParseUUIDPipe) id: string): Promise<FindingSummaryView[]> {
    return (await this.findings.ofCase(id)).map(toFindingSummaryView);
  }

  @Get('findings/:id')
  @Allow('enrichment.read')
  @Describe('One finding with its result and the questions that gave it', { problems: [NotFoundError] })
  @ApiOkResponse({ type: FindingView })
  async find(@Param('id', ParseUUIDPipe) id: string): Promise<FindingView> {
    return toFindingView(await this.findings.byId(id));
  }
}
