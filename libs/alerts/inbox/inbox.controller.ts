import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  ConflictError,
  Describe,
  IllegalTransitionError,
  InvalidInputError,
  NotFoundError,
  type Page,
  PageOf,
} from '@app/platform';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor } from '@app/access';
import { AlertView, toAlertView, toAlertViewFor } from '../alerts.dto';
import type { AlertAct } from './alert-act';
import {
  AssignAlert,
  BulkActOnAlerts,
  AlertBulkResultView,
  InboxQuery,
  MoveAlert,
  outcomeOf,
  QueueAlert,
  SnoozeAlert,
  TagAlert,
  toAct,
  toAlertBulkResultView,
  toInboxFilter,
} from './inbox.dto';
import { BULK_LIMIT, Inbox } from './inbox.service';

const REFUSALS = [NotFoundError, InvalidInputError, IllegalTransitionError];

/** Alerts as they wait for people, and what people do to them. */
@ApiTags('alerts')
@Controller('v1/alerts')
export class InboxController {
  constructor(private readonly inbox: Inbox) {}

  @Get()
  @Allow('alerts.read')
  @Describe('Alerts, the latest or the gravest first', {
    description:
      'Snoozed alerts until they are due, muted ones and those of the sandbox are left out unless `include` says otherwise. ' +
      'A detector sees its own alerts, and of these all, without how people handle them.',
  })
  @ApiOkResponse({ type: PageOf(AlertView) })
  async list(@CurrentActor() actor: Actor, @Query() query: InboxQuery): Promise<Page<AlertView>> {
    const { items, nextCursor } = await this.inbox.list(toInboxFilter(actor, query), query);
    return { items: items.map((alert) => toAlertViewFor(actor, alert)), nextCursor };
  }

  @Post('bulk')
  @HttpCode(200)
  @Allow('alerts.triage')
  @Describe('Do one act to many alerts', {
    description:
      `At most ${BULK_LIMIT} alerts. Each is answered: changed, unchanged because it was so already, or refused with the problem ` +
      'that the act on it alone would have. One that is refused keeps no other from its change. Undo it by the reverse act.',
    problems: [InvalidInputError, ConflictError],
  })
  @ApiOkResponse({ type: AlertBulkResultView })
  async bulk(@CurrentActor() actor: Actor, @Body() body: BulkActOnAlerts): Promise<AlertBulkResultView> {
    const act = toAct(actor, body.act);
    return toAlertBulkResultView(await this.inbox.actOnMany(actor, body.alertIds, act));
  }

  @Post(':id/assign')
  @HttpCode(200)
  @Allow('alerts.triage')
  @Describe('Give an alert to somebody, whoever has it', { problems: [...REFUSALS, ConflictError] })
  @ApiOkResponse({ type: AlertView })
  assign(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: AssignAlert,
  ): Promise<AlertView> {
    return this.act(actor, id, { act: 'assign', assigneeId: body.assigneeId });
  }

  @Post(':id/take')
  @HttpCode(200)
  @Allow('alerts.triage')
  @Describe('Take an alert, unless somebody else has it', { problems: [...REFUSALS, ConflictError] })
  @ApiOkResponse({ type: AlertView })
  take(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<AlertView> {
    return this.act(actor, id, { act: 'take', assigneeId: actor.id });
  }

  @Post(':id/release')
  @HttpCode(200)
  @Allow('alerts.triage')
  @Describe('Give an alert back, so that nobody has it', { problems: REFUSALS })
  @ApiOkResponse({ type: AlertView })
  release(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<AlertView> {
    return this.act(actor, id, { act: 'release' });
  }

  @Post(':id/snooze')
  @HttpCode(200)
  @Allow('alerts.triage')
  @Describe('Leave an alert out of the inbox until an instant', { problems: REFUSALS })
  @ApiOkResponse({ type: AlertView })
  snooze(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: SnoozeAlert,
  ): Promise<AlertView> {
    return this.act(actor, id, { act: 'snooze', until: new Date(body.until) });
  }

  @Post(':id/wake')
  @HttpCode(200)
  @Allow('alerts.triage')
  @Describe('End the snooze of an alert', { problems: REFUSALS })
  @ApiOkResponse({ type: AlertView })
  wake(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<AlertView> {
    return this.act(actor, id, { act: 'wake' });
  }

  @Post(':id/move')
  @HttpCode(200)
  @Allow('alerts.triage')
  @Describe('Move an alert to another queue', { problems: [...REFUSALS, ConflictError] })
  @ApiOkResponse({ type: AlertView })
  move(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: QueueAlert,
  ): Promise<AlertView> {
    return this.act(actor, id, { act: 'move', queueId: body.queueId });
  }

  @Post(':id/tags')
  @HttpCode(200)
  @Allow('alerts.triage')
  @Describe('Put tags on an alert and take them off', { problems: [...REFUSALS, ConflictError] })
  @ApiOkResponse({ type: AlertView })
  tag(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { add = [], remove = [] }: TagAlert,
  ): Promise<AlertView> {
    return this.act(actor, id, { act: 'tag', add, remove });
  }

  @Post(':id/transition')
  @HttpCode(200)
  @Allow('alerts.triage')
  @Describe('Take an alert up, close it or open it again', { problems: REFUSALS })
  @ApiOkResponse({ type: AlertView })
  transition(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { stage, ...outcome }: MoveAlert,
  ): Promise<AlertView> {
    return this.act(actor, id, { act: 'transition', stage, ...outcomeOf(outcome) });
  }

  private async act(actor: Actor, id: string, act: AlertAct): Promise<AlertView> {
    return toAlertView(await this.inbox.act(actor, id, act));
  }
}
