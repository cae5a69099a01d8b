import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
  Query,
} from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  ConflictError,
  Describe,
  InvalidInputError,
  NotFoundError,
  StaleVersionError,
  versionOf,
} from '@app/platform';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor } from '@app/access';
import {
  ChangeQueue,
  CreateQueue,
  QueuesQuery,
  QueueView,
  Reroute,
  ReroutedView,
  toQueueView,
} from './alert-queues.dto';
import { AlertQueues } from './alert-queues.service';

const PORTION = 500;

/** The queues of the inbox. */
@ApiTags('alerts')
@Controller('v1/alert-queues')
export class AlertQueuesController {
  constructor(private readonly queues: AlertQueues) {}

  @Get()
  @Allow('alerts.read')
  @Describe('The queues in the order in which they are asked, each with what waits in it')
  @ApiOkResponse({ type: [QueueView] })
  async list(@CurrentActor() actor: Actor, @Query() query: QueuesQuery): Promise<QueueView[]> {
    return (await this.queues.list(actor, query.archived)).map(toQueueView);
  }

  @Get(':id')
  @Allow('alerts.read')
  @Describe('A queue', { problems: [NotFoundError] })
  @ApiOkResponse({ type: QueueView })
  async find(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<QueueView> {
    return toQueueView(await this.queues.find(actor, id));
  }

  @Post()
  @Allow('casework.configure')
  @Describe('Set up a queue', {
    description: 'It takes new alerts from now on; those that are there stay where they are.',
    problems: [ConflictError, InvalidInputError],
  })
  @ApiCreatedResponse({ type: QueueView })
  async create(@CurrentActor() actor: Actor, @Body() body: CreateQueue): Promise<QueueView> {
    return toQueueView(await this.queues.create(actor, body));
  }

  @Patch(':id')
  @Allow('casework.configure')
  @Describe('Change or archive a queue', {
    description: 'Alerts stay where they are; `reroute` moves what is new.',
    problems: [NotFoundError, ConflictError, InvalidInputError, StaleVersionError],
  })
  @ApiHeader({ name: 'If-Match', required: false, description: 'The version that you read, such as `"3"`.' })
  @ApiOkResponse({ type: QueueView })
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { version, ...change }: ChangeQueue,
    @Headers('if-match') ifMatch?: string,
  ): Promise<QueueView> {
    return toQueueView(await this.queues.change(actor, id, version ?? versionOf(ifMatch), change));
  }

  @Post(':id/reroute')
  @HttpCode(200)
  @Allow('casework.configure')
  @Describe('Send new alerts of a queue to where they would go if they arrived now', {
    description: 'One portion a call; go on with `next` as `after` until it is null.',
    problems: [NotFoundError, InvalidInputError],
  })
  @ApiOkResponse({ type: ReroutedView })
  reroute(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { after, limit = PORTION }: Reroute,
  ): Promise<ReroutedView> {
    return this.queues.reroute(actor, id, { limit, ...(after === undefined ? {} : { after }) });
  }
}
