import { Controller, Get, Param, ParseIntPipe, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Describe, NotFoundError, type Page, PageOf, PageQuery } from '@app/platform';
import { Allow } from '@app/access';
import {
  CandidatesQuery,
  CandidateView,
  ClusterMemberView,
  ClusterView,
  toCandidateView,
  toClusterMemberView,
  toClusterView,
} from './clusters.dto';
import { CaseClusters } from './clusters.service';

@ApiTags('enrichment')
@Controller('v1/cases/:id')
export class ClustersController {
  constructor(private readonly clusters: CaseClusters) {}

  @Get('clusters')
  @Allow('enrichment.read')
  @Describe('The clusters that the accounts of the campaign form, the largest first', {
    problems: [NotFoundError],
  })
  @ApiOkResponse({ type: PageOf(ClusterView) })
  async list(@Param('id', ParseUUIDPipe) id: string, @Query() query: PageQuery): Promise<Page<ClusterView>> {
    const page = await this.clusters.clusters(id, query);
    return { ...page, items: page.items.map(toClusterView) };
  }

  @Get('clusters/:number/accounts')
  @Allow('enrichment.read')
  @Describe('The accounts of one cluster, each with why it is in', { problems: [NotFoundError] })
  @ApiOkResponse({ type: PageOf(ClusterMemberView) })
  async members(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('number', ParseIntPipe) number: number,
    @Query() query: PageQuery,
  ): Promise<Page<ClusterMemberView>> {
    const page = await this.clusters.members(id, number, query);
    return { ...page, items: page.items.map(toClusterMemberView) };
  }

  @Get('candidates')
  @Allow('enrichment.read')
  @Describe('Accounts outside the case that belong to its campaign, and look-alikes that do not', {
    description: 'Nothing is done to any of them: whoever is to be acted on is brought into the case first.',
    problems: [NotFoundError],
  })
  @ApiOkResponse({ type: PageOf(CandidateView) })
  async candidates(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: CandidatesQuery,
  ): Promise<Page<CandidateView>> {
    const page = await this.clusters.candidates(id, query, query.tier);
    return { ...page, items: page.items.map(toCandidateView) };
  }
}
