import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiExtraModels,
  ApiOkResponse,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type { Response } from 'express';
import {
  Describe,
  ForbiddenError,
  InvalidInputError,
  NotFoundError,
  type Page,
  PageOf,
  PageQuery,
  TooLargeError,
} from '@app/platform';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor } from '@app/access';
import { AlertDetailView, AlertRevisionView, toAlertDetailView, toRevisionView } from './alerts.dto';
import { DetectorDisabledError } from './alerts.problems';
import { Alerts } from './alerts.service';
import { DeliveryView, itemsOf, ReceiptView, toDeliveryView, toSingleReceiptView } from './intake/intake.dto';
import { AlertIntake, DELIVERY_LIMIT } from './intake/intake.service';
import { CloudEvent } from './intake/formats/cloud-event.dto';
import { OcsfFinding, OcsfIncident } from './intake/formats/ocsf-finding.dto';
import { PlainAlert } from './intake/formats/plain-alert.dto';

const SHOWN_REVISIONS = 20;
const FORMATS = [PlainAlert, OcsfFinding, OcsfIncident, CloudEvent];
const ITEM = { oneOf: FORMATS.map((type) => ({ $ref: getSchemaPath(type) })) };

/** What detectors send, and how people handle it. */
@ApiTags('alerts')
@ApiExtraModels(...FORMATS)
@Controller('v1/alerts')
export class AlertsController {
  constructor(
    private readonly intake: AlertIntake,
    private readonly alerts: Alerts,
  ) {}

  @Post()
  @Allow('alerts.send')
  @Describe('Send one alert', {
    description:
      'Answers 201 when it is new, 200 when it was known (`repeated`) or says something new (`revised`).',
    problems: [InvalidInputError, ForbiddenError, DetectorDisabledError],
  })
  @ApiBody({ schema: ITEM })
  @ApiCreatedResponse({ type: ReceiptView })
  @ApiOkResponse({ type: ReceiptView })
  async send(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReceiptView> {
    const receipt = toSingleReceiptView(await this.intake.take(actor, [body]));
    response.status(receipt.outcome === 'created' ? 201 : 200);
    return receipt;
  }

  @Post('batch')
  @HttpCode(200)
  @Allow('alerts.send')
  @Describe('Send alerts', {
    description:
      `A JSON array or \`application/x-ndjson\`, at most ${DELIVERY_LIMIT} alerts and 32 MB. Each item is answered in its place; ` +
      'one that is not valid keeps no other out. Send a delivery again when in doubt: what arrived is counted as a repeat.',
    problems: [InvalidInputError, ForbiddenError, DetectorDisabledError, TooLargeError],
  })
  @ApiBody({ schema: { type: 'array', maxItems: DELIVERY_LIMIT, items: ITEM } })
  @ApiOkResponse({ type: DeliveryView })
  async sendBatch(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<DeliveryView> {
    return toDeliveryView(await this.intake.take(actor, itemsOf(body)));
  }

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
