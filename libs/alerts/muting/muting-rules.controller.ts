import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ConflictError, Describe, InvalidInputError, NotFoundError, type Page, PageOf } from '@app/platform';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor } from '@app/access';
import {
  CreateMutingRule,
  MutingRulesQuery,
  MutingRuleView,
  toMutingRuleView,
  toNewRule,
  Unmute,
  UnmutedView,
} from './muting-rules.dto';
import { MutingRules } from './muting-rules.service';

const PORTION = 500;

/** Rules that keep alerts from the inbox for a time. */
@ApiTags('alerts')
@Controller('v1/muting-rules')
export class MutingRulesController {
  constructor(private readonly rules: MutingRules) {}

  @Get()
  @Allow('alerts.read')
  @Describe('Muting rules with what they muted, the latest first', {
    description: 'Those that have expired or were ended are listed too, unless `standing` is said.',
  })
  @ApiOkResponse({ type: PageOf(MutingRuleView) })
  async list(@CurrentActor() actor: Actor, @Query() query: MutingRulesQuery): Promise<Page<MutingRuleView>> {
    const { items, nextCursor } = await this.rules.list(actor, query.standing ?? false, query);
    return { items: items.map(toMutingRuleView), nextCursor };
  }

  @Get(':id')
  @Allow('alerts.read')
  @Describe('A muting rule', { problems: [NotFoundError] })
  @ApiOkResponse({ type: MutingRuleView })
  async find(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<MutingRuleView> {
    return toMutingRuleView(await this.rules.find(actor, id));
  }

  @Post()
  @Allow('alerts.mute')
  @Describe('Mute new alerts', {
    description:
      'From now on, for a time and a reason. Muted alerts are stored and answered like all others, but reach neither the inbox nor correlation.',
    problems: [InvalidInputError, ConflictError],
  })
  @ApiCreatedResponse({ type: MutingRuleView })
  async create(@CurrentActor() actor: Actor, @Body() body: CreateMutingRule): Promise<MutingRuleView> {
    return toMutingRuleView(await this.rules.create(actor, toNewRule(body)));
  }

  @Post(':id/end')
  @HttpCode(200)
  @Allow('alerts.mute')
  @Describe('End a muting rule before its time', {
    description: 'What it muted stays muted; `unmute` brings it back.',
    problems: [NotFoundError],
  })
  @ApiOkResponse({ type: MutingRuleView })
  async end(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<MutingRuleView> {
    return toMutingRuleView(await this.rules.end(actor, id));
  }

  @Post(':id/unmute')
  @HttpCode(200)
  @Allow('alerts.mute')
  @Describe('Bring back what an ended muting rule muted', {
    description: 'One portion a call; send it again while `remaining`.',
    problems: [NotFoundError, ConflictError],
  })
  @ApiOkResponse({ type: UnmutedView })
  unmute(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { limit = PORTION }: Unmute,
  ): Promise<UnmutedView> {
    return this.rules.unmute(actor, id, limit);
  }
}
