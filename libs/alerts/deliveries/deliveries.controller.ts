import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Describe, NotFoundError, type Page, PageOf, PageQuery } from '@app/platform';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor } from '@app/access';
import { ReceiptView, toReceiptView } from '../intake/intake.dto';
import { DeliveryStatusView, toDeliveryStatusView } from './deliveries.dto';
import { Deliveries } from './deliveries.service';

/** Deliveries that were answered with 202. */
@ApiTags('alerts')
@Controller('v1/alerts/deliveries')
export class DeliveriesController {
  constructor(private readonly deliveries: Deliveries) {}

  @Get(':id')
  @Allow('alerts.read')
  @Describe('How far a delivery is', {
    description: 'A detector sees its own. Kept for seven days after its end.',
    problems: [NotFoundError],
  })
  @ApiOkResponse({ type: DeliveryStatusView })
  async find(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<DeliveryStatusView> {
    return toDeliveryStatusView(await this.deliveries.find(actor, id));
  }

  @Get(':id/results')
  @Allow('alerts.read')
  @Describe('What became of the items of a delivery so far, in their order', { problems: [NotFoundError] })
  @ApiOkResponse({ type: PageOf(ReceiptView) })
  async results(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<Page<ReceiptView>> {
    const { items, nextCursor } = await this.deliveries.receipts(actor, id, query);
    return { items: items.map(toReceiptView), nextCursor };
  }
}
