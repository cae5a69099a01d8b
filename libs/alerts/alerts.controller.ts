import { Controller, Get, Param, ParseIntPipe, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Describe, NotFoundError, type Page, PageOf, PageQuery } from '@app/platform';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor } from '@app/access';
import {
  AlertDetailView,
  AlertRevisionView,
  AlertView,
  DiffQuery,
  RevisionDiffView,
  SourceRefQuery,
  toAlertDetailView,
  toAlertViewFor,
  toDiffView,
  toRevisionView,
} from './alerts.dto';
import { Alerts } from './alerts.service';

const SHOWN_REVISIONS = 20;

/** Alerts as people handle them. */
@ApiTags('alerts')
@Controller('v1/alerts')
export class AlertsController {
  constructor(private readonly alerts: Alerts) {}

  @Get('by-source-ref')
  @Allow('alerts.read')
  @Describe('Alerts by the name that their detector gave them', {
    description:
      'A detector finds its own; people find those of every detector, or of the one that they name.',
  })
  @ApiOkResponse({ type: [AlertView] })
  async bySourceRef(@CurrentActor() actor: Actor, @Query() query: SourceRefQuery): Promise<AlertView[]> {
    const found = await this.alerts.bySourceRef(actor, query.type, query.sourceRef, query.detectorId);
    return found.map((alert) => toAlertViewFor(actor, alert));
  }

  @Get(':id/revisions/:revision/diff')
  @Allow('alerts.read')
  @Describe('What makes a revision of another one', { problems: [NotFoundError] })
  @ApiOkResponse({ type: RevisionDiffView })
  async diff(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('revision', ParseIntPipe) revision: number,
    @Query() { against }: DiffQuery,
  ): Promise<RevisionDiffView> {
    const to = await this.alerts.revision(actor, id, revision);
    return toDiffView(await this.alerts.revision(actor, id, against), to);
  }

  @Get(':id')
  @Allow('alerts.read')
  @Describe('An alert with what it is about and what it said before', { problems: [NotFoundError] })
  @ApiOkResponse({ type: AlertDetailView })
  async find(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<AlertDetailView> {
    const alert = await this.alerts.find(actor, id);
    const revisions = await this.alerts.revisions(actor, id, { limit: SHOWN_REVISIONS });
    return toAlertDetailView(actor, alert, await this.alerts.subjectsOf(id), revisions.items);
  }

  @Get(':id/revisions')
  @Allow('alerts.read')
  @Describe('What an alert said, the latest first', { problems: [NotFoundError] })
  @ApiOkResponse({ type: PageOf(AlertRevisionView) })
  async revisions(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<Page<AlertRevisionView>> {
    const { items, nextCursor } = await this.alerts.revisions(actor, id, query);
    return { items: items.map(toRevisionView), nextCursor };
  }
}
