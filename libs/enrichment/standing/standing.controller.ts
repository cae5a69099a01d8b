import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Describe, NotFoundError } from '@app/platform';
import { Allow } from '@app/access';
import { ANALYZERS } from '../analyzers';
import { AnalyzerView, StandingView, toAnalyzerView, toStandingView } from './standing.dto';
import { EnrichmentStanding } from './standing.service';

/** How far the findings reach, and what is asked. */
@ApiTags('enrichment')
@Controller('v1')
export class StandingController {
  constructor(private readonly standing: EnrichmentStanding) {}

  @Get('analyzers')
  @Allow('enrichment.read')
  @Describe('What a run asks: every analyzer with its parameters unless others are given')
  @ApiOkResponse({ type: [AnalyzerView] })
  analyzers(): AnalyzerView[] {
    return ANALYZERS.map(toAnalyzerView);
  }

  @Get('cases/:id/enrichment-standing')
  @Allow('enrichment.read')
  @Describe('How far the findings about a case reach, and what has changed since', {
    problems: [NotFoundError],
  })
  @ApiOkResponse({ type: StandingView })
  async of(@Param('id', ParseUUIDPipe) id: string): Promise<StandingView> {
    return toStandingView(await this.standing.of(id));
  }
}
