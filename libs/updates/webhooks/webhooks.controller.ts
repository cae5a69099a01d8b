import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
  Query,
} from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiTags,
} from '@nestjs/swagger';
import {
  ConflictError,
  Describe,
  IllegalTransitionError,
  InvalidInputError,
  NotFoundError,
  type Page,
  PageOf,
  PageQuery,
  StaleVersionError,
  versionOf,
} from '@app/platform';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor, ShownOnce } from '@app/access';
import { WebhookEndpoints } from './webhook-endpoints.service';
import {
  ChangeWebhook,
  CreateWebhook,
  DisableWebhook,
  NewWebhookView,
  RotateWebhookSecret,
  toDeliveryView,
  toNewWebhookView,
  toWebhookView,
  WebhookDeliveryView,
  WebhookView,
} from './webhooks.dto';
import { WebhookDisabledError, WebhooksNotSetUpError } from './webhooks.problems';

/** How long an old secret signs beside the new one unless said, hours. */
const OVERLAP_HOURS = 24;

/** Webhooks and what was sent to them. */
@ApiTags('webhooks')
@Controller('v1/webhooks')
export class WebhooksController {
  constructor(private readonly endpoints: WebhookEndpoints) {}

  @Get()
  @Allow('webhooks.read')
  @Describe('The webhooks of this installation, in the order of their making')
  @ApiOkResponse({ type: PageOf(WebhookView) })
  async list(@Query() query: PageQuery): Promise<Page<WebhookView>> {
    const page = await this.endpoints.list(query);
    return { ...page, items: page.items.map(toWebhookView) };
  }

  @Post()
  @Allow('webhooks.manage')
  @ShownOnce('secret')
  @Describe('Make a webhook', {
    description:
      'It hears of what happens from now on. The secret of v1 is shown once; v1a has none, its public key stays to be read.',
    problems: [InvalidInputError, ConflictError, WebhooksNotSetUpError],
  })
  @ApiCreatedResponse({ type: NewWebhookView })
  async create(@CurrentActor() actor: Actor, @Body() body: CreateWebhook): Promise<NewWebhookView> {
    return toNewWebhookView(await this.endpoints.create(actor, body));
  }

  @Get(':id')
  @Allow('webhooks.read')
  @Describe('A webhook', { problems: [NotFoundError] })
  @ApiOkResponse({ type: WebhookView })
  async find(@Param('id', ParseUUIDPipe) id: string): Promise<WebhookView> {
    return toWebhookView(await this.endpoints.find(id));
  }

  @Patch(':id')
  @Allow('webhooks.manage')
  @Describe('Change a webhook', {
    description: 'What waits to be sent goes to the new URL.',
    problems: [NotFoundError, InvalidInputError, StaleVersionError],
  })
  @ApiHeader({ name: 'If-Match', required: false, description: 'The version that you read, such as `"3"`.' })
  @ApiOkResponse({ type: WebhookView })
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { version, ...change }: ChangeWebhook,
    @Headers('if-match') ifMatch?: string,
  ): Promise<WebhookView> {
    return toWebhookView(await this.endpoints.change(actor, id, version ?? versionOf(ifMatch), change));
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('webhooks.manage')
  @Describe('Remove a webhook with its secrets and deliveries', { problems: [NotFoundError] })
  @ApiNoContentResponse()
  async remove(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.endpoints.remove(actor, id);
  }

  @Post(':id/disable')
  @HttpCode(200)
  @Allow('webhooks.manage')
  @Describe('Disable a webhook', {
    description: 'What happens meanwhile is not noted for it; what waits already waits until it is enabled.',
    problems: [NotFoundError, IllegalTransitionError],
  })
  @ApiOkResponse({ type: WebhookView })
  async disable(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: DisableWebhook,
  ): Promise<WebhookView> {
    return toWebhookView(await this.endpoints.disable(actor, id, reason));
  }

  @Post(':id/enable')
  @HttpCode(200)
  @Allow('webhooks.manage')
  @Describe('Enable a webhook again; what was waiting is sent', {
    problems: [NotFoundError, IllegalTransitionError],
  })
  @ApiOkResponse({ type: WebhookView })
  async enable(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<WebhookView> {
    return toWebhookView(await this.endpoints.enable(actor, id));
  }

  @Post(':id/rotate')
  @HttpCode(200)
  @Allow('webhooks.manage')
  @ShownOnce('secret')
  @Describe('Make a secret that takes the place of the present one', {
    description:
      'The old one goes on signing beside it for the overlap: each delivery carries both signatures.',
    problems: [NotFoundError, ConflictError, WebhooksNotSetUpError],
  })
  @ApiOkResponse({ type: NewWebhookView })
  async rotate(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { overlapHours = OVERLAP_HOURS }: RotateWebhookSecret,
  ): Promise<NewWebhookView> {
    return toNewWebhookView(await this.endpoints.rotate(actor, id, overlapHours));
  }

  @Post(':id/test')
  @HttpCode(202)
  @Allow('webhooks.manage')
  @Describe('Send a `webhook.test` to try a webhook out', { problems: [NotFoundError, WebhookDisabledError] })
  @ApiAcceptedResponse({ type: WebhookDeliveryView })
  async test(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<WebhookDeliveryView> {
    return toDeliveryView(await this.endpoints.test(actor, id));
  }

  @Get(':id/deliveries')
  @Allow('webhooks.read')
  @Describe('What was and is to be sent to a webhook, the latest first', { problems: [NotFoundError] })
  @ApiOkResponse({ type: PageOf(WebhookDeliveryView) })
  async deliveries(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<Page<WebhookDeliveryView>> {
    const page = await this.endpoints.deliveries(id, query);
    return { ...page, items: page.items.map(toDeliveryView) };
  }

  @Post(':id/deliveries/:deliveryId/redeliver')
  @HttpCode(202)
  @Allow('webhooks.manage')
  @Describe('Send an event again, with the same `webhook-id`', {
    problems: [NotFoundError, WebhookDisabledError],
  })
  @ApiAcceptedResponse({ type: WebhookDeliveryView })
  async redeliver(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('deliveryId', ParseUUIDPipe) deliveryId: string,
  ): Promise<WebhookDeliveryView> {
    return toDeliveryView(await this.endpoints.redeliver(actor, id, deliveryId));
  }
}
