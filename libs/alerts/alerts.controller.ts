import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Describe, NotFoundError, type Page, PageOf, PageQuery } from '@app/platform';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor } from '@app/access';
import { AlertDetailView, AlertRevisionView, toAlertDetailView, toRevisionView } from './alerts.dto';
import { Alerts } from './alerts.service';

const SHOWN_REVISIONS = 20;

/** Alerts as people handle them. */
@ApiTags('alerts')
@Controller('v1/alerts')
export class AlertsController {
  constructor(private readonly alerts: Alerts) {}

  @Get(':id')
  @Allow('alerts.read')
  @Describe('An alert with what it is about and what it said before', { problems: [NotFoundError] })
  @ApiOkResponse({ type: AlertDetailView })
  async find(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<AlertDetailView> {
    const alert = await this.alerts.find(actor, id);
    const revisions = await this.alerts.revisions(actor, id, { limit: SHOWN_REVISIONS });
    return toAlertDetailView(alert, await this.alerts.subjectsOf(id), revisions.items);
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
