import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  ConflictError,
  Describe,
  IllegalTransitionError,
  NotFoundError,
  type Page,
  PageOf,
} from '@app/platform';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor } from '@app/access';
import {
  AccountsNotConfirmedError,
  AlreadyRevertedError,
  EmptyOrderError,
  NoPlatformError,
  ProtectedAccountsError,
  SelfApprovalError,
  StaleContentError,
} from './enforcement.problems';
import { OrderDrafts } from './order-draft.service';
import { ApproveOrder, DraftOrder, ItemsQuery, OrdersQuery, ReasonBody } from './orders.dto';
import { OrderReader } from './orders.reader';
import { Orders } from './orders.service';
import { OrderItemView, OrderSummaryView, OrderView } from './orders.views';

const MOVE = [NotFoundError, IllegalTransitionError];
const START = [...MOVE, NoPlatformError, AccountsNotConfirmedError];

/** Orders over HTTP. */
@ApiTags('enforcement')
@Controller('v1')
export class OrdersController {
  constructor(
    private readonly drafts: OrderDrafts,
    private readonly orders: Orders,
    private readonly reader: OrderReader,
  ) {}

  @Post('cases/:id/orders')
  @Allow('orders.propose')
  @Describe('Draft an order on confirmed accounts of a case, with its blast radius', {
    description:
      'The accounts are frozen. Refused when one of them is protected or not confirmed in the case.',
    problems: [NotFoundError, EmptyOrderError, AccountsNotConfirmedError, ProtectedAccountsError],
  })
  @ApiCreatedResponse({ type: OrderView })
  async draft(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) caseId: string,
    @Body() body: DraftOrder,
  ): Promise<OrderView> {
    return this.reader.view(actor, (await this.drafts.draft(actor, caseId, body)).id);
  }

  @Get('orders')
  @Allow('orders.read')
  @Describe('Orders, newest first')
  @ApiOkResponse({ type: PageOf(OrderSummaryView) })
  list(@Query() query: OrdersQuery): Promise<Page<OrderSummaryView>> {
    return this.reader.list(query);
  }

  @Get('orders/:id')
  @Allow('orders.read')
  @Describe('An order with its blast radius and progress', { problems: [NotFoundError] })
  @ApiOkResponse({ type: OrderView })
  view(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<OrderView> {
    return this.reader.view(actor, id);
  }

  @Get('orders/:id/items')
  @Allow('orders.read')
  @Describe('The accounts of an order, in order of account id', { problems: [NotFoundError] })
  @ApiOkResponse({ type: PageOf(OrderItemView) })
  items(@Param('id', ParseUUIDPipe) id: string, @Query() query: ItemsQuery): Promise<Page<OrderItemView>> {
    return this.reader.items(id, query);
  }

  @Post('orders/:id/propose')
  @HttpCode(200)
  @Allow('orders.propose')
  @Describe('Put a draft before those who may approve it', { problems: MOVE })
  @ApiOkResponse({ type: OrderView })
  async propose(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<OrderView> {
    return this.reader.view(actor, (await this.orders.propose(actor, id)).id);
  }

  @Post('orders/:id/approve')
  @HttpCode(200)
  @Allow('orders.approve')
  @Describe('Approve exactly the content that was read', {
    problems: [...MOVE, SelfApprovalError, StaleContentError],
  })
  @ApiOkResponse({ type: OrderView })
  async approve(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ApproveOrder,
  ): Promise<OrderView> {
    return this.reader.view(actor, (await this.orders.approve(actor, id, body.contentHash)).id);
  }

  @Post('orders/:id/reject')
  @HttpCode(200)
  @Allow('orders.approve')
  @Describe('Reject a proposed order', { problems: MOVE })
  @ApiOkResponse({ type: OrderView })
  async reject(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ReasonBody,
  ): Promise<OrderView> {
    return this.reader.view(actor, (await this.orders.reject(actor, id, body.reason)).id);
  }

  @Post('orders/:id/cancel')
  @HttpCode(200)
  @Allow('orders.propose')
  @Describe('Withdraw an order; a stopped one skips what it has not sent', {
    problems: [...MOVE, ConflictError],
  })
  @ApiOkResponse({ type: OrderView })
  async cancel(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ReasonBody,
  ): Promise<OrderView> {
    return this.reader.view(actor, (await this.orders.cancel(actor, id, body.reason)).id);
  }

  @Post('orders/:id/execute')
  @HttpCode(200)
  @Allow('orders.propose')
  @Describe('Execute an approved order', { problems: [...START, StaleContentError] })
  @ApiOkResponse({ type: OrderView })
  async execute(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<OrderView> {
    return this.reader.view(actor, (await this.orders.execute(actor, id)).id);
  }

  @Post('orders/:id/stop')
  @HttpCode(200)
  @Allow('orders.propose')
  @Describe('Stop an executing order: the kill switch', { problems: MOVE })
  @ApiOkResponse({ type: OrderView })
  async stop(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ReasonBody,
  ): Promise<OrderView> {
    return this.reader.view(actor, (await this.orders.stop(actor, id, body.reason)).id);
  }

  @Post('orders/:id/resume')
  @HttpCode(200)
  @Allow('orders.approve')
  @Describe('Let a stopped order go on', { problems: START })
  @ApiOkResponse({ type: OrderView })
  async resume(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<OrderView> {
    return this.reader.view(actor, (await this.orders.resume(actor, id)).id);
  }

  @Post('orders/:id/retry')
  @HttpCode(200)
  @Allow('orders.propose')
  @Describe('Try the failed items of an executed order again', { problems: START })
  @ApiOkResponse({ type: OrderView })
  async retry(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<OrderView> {
    return this.reader.view(actor, (await this.orders.retry(actor, id)).id);
  }

  @Post('orders/:id/revert')
  @Allow('orders.propose')
  @Describe('Draft the order that undoes this one', {
    description:
      'Reinstates what this order changed and nothing that was so before it; it needs its own approval.',
    problems: [...MOVE, EmptyOrderError, AlreadyRevertedError],
  })
  @ApiCreatedResponse({ type: OrderView })
  async revert(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ReasonBody,
  ): Promise<OrderView> {
    return this.reader.view(actor, (await this.drafts.draftReversal(actor, id, body.reason)).id);
  }
}
