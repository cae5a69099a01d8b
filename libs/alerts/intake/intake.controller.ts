import { Body, Controller, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiExtraModels,
  ApiHeader,
  ApiOkResponse,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import {
  Describe,
  ForbiddenError,
  InvalidInputError,
  TooLargeError,
  TooManyRequestsError,
} from '@app/platform';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor } from '@app/access';
import { DetectorDisabledError } from '../alerts.problems';
import { DeliveryStatusView, toDeliveryStatusView } from '../deliveries/deliveries.dto';
import { Deliveries } from '../deliveries/deliveries.service';
import { binaryEvent } from './formats/binary-event';
import { CloudEvent } from './formats/cloud-event.dto';
import { OcsfFinding, OcsfIncident } from './formats/ocsf-finding.dto';
import { PlainAlert } from './formats/plain-alert.dto';
import {
  DeliveryView,
  IntakeQuery,
  itemsOf,
  ReceiptView,
  toDeliveryView,
  toSingleReceiptView,
} from './intake.dto';
import { IntakeRate } from './intake-rate';
import { AlertIntake, DELIVERY_LIMIT } from './intake.service';

/** Items of a delivery that is answered when it is done; a larger one is answered at once and worked off. */
export const ANSWERED_AT_ONCE = 2_000;

const FORMATS = [PlainAlert, OcsfFinding, OcsfIncident, CloudEvent];
const ITEM = { oneOf: FORMATS.map((type) => ({ $ref: getSchemaPath(type) })) };

/** What detectors send. */
@ApiTags('alerts')
@ApiExtraModels(...FORMATS)
@Controller('v1/alerts')
export class IntakeController {
  constructor(
    private readonly intake: AlertIntake,
    private readonly deliveries: Deliveries,
    private readonly rate: IntakeRate,
  ) {}

  @Post()
  @Allow('alerts.send')
  @Describe('Send one alert', {
    description:
      'Answers 201 when it is new, 200 when it was known (`repeated`) or says something new (`revised`), and with `dryRun`. ' +
      'A CloudEvent may come in structured or in binary mode.',
    problems: [InvalidInputError, ForbiddenError, DetectorDisabledError, TooManyRequestsError],
  })
  @ApiConsumes('application/json', 'application/cloudevents+json')
  @ApiBody({ schema: ITEM })
  @ApiCreatedResponse({ type: ReceiptView })
  @ApiOkResponse({ type: ReceiptView })
  async send(
    @CurrentActor() actor: Actor,
    @Query() { dryRun }: IntakeQuery,
    @Req() request: Request,
    @Body() body: unknown,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReceiptView> {
    await this.rate.charge(actor, request, response, 1);
    binaryEvent(request.headers);
    const receipt = toSingleReceiptView(await this.intake.take(actor, [body], dryRun));
    response.status(receipt.outcome === 'created' && !dryRun ? 201 : 200);
    return receipt;
  }

  @Post('batch')
  @HttpCode(200)
  @Allow('alerts.send')
  @Describe('Send alerts', {
    description:
      `A JSON array, \`application/x-ndjson\` or \`application/cloudevents-batch+json\`, at most ${DELIVERY_LIMIT} alerts and 32 MB. ` +
      'Each item is answered in its place; one that is not valid keeps no other out, and is kept as a dead letter. ' +
      'Send a delivery again when in doubt: what arrived is counted as a repeat. ' +
      `A delivery of more than ${ANSWERED_AT_ONCE} alerts, or one with \`Prefer: respond-async\`, is answered 202 and worked off.`,
    problems: [InvalidInputError, ForbiddenError, DetectorDisabledError, TooLargeError, TooManyRequestsError],
  })
  @ApiConsumes('application/json', 'application/x-ndjson', 'application/cloudevents-batch+json')
  @ApiHeader({ name: 'Prefer', required: false, description: '`respond-async`' })
  @ApiBody({ schema: { type: 'array', maxItems: DELIVERY_LIMIT, items: ITEM } })
  @ApiOkResponse({ type: DeliveryView })
  @ApiAcceptedResponse({ type: DeliveryStatusView, description: '`Location` says where its status is.' })
  async sendBatch(
    @CurrentActor() actor: Actor,
    @Query() { dryRun }: IntakeQuery,
    @Req() request: Request,
    @Body() body: unknown,
    @Res({ passthrough: true }) response: Response,
  ): Promise<DeliveryView | DeliveryStatusView> {
    const items = itemsOf(body);
    await this.rate.charge(actor, request, response, items.length);
    const prefer = String(request.headers['prefer'] ?? '');
    const isLater = items.length > ANSWERED_AT_ONCE || /(?:^|,)\s*respond-async\s*(?:[,;]|$)/i.test(prefer);
    if (dryRun || !isLater) return toDeliveryView(await this.intake.take(actor, items, dryRun));
    const delivery = await this.deliveries.accept(actor, items);
    response.status(202).location(`/v1/alerts/deliveries/${delivery.id}`);
    return toDeliveryStatusView(delivery);
  }
}
