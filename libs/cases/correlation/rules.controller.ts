import { Body, Controller, Get, Headers, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Describe, InvalidInputError, PageQuery, StaleVersionError, versionOf } from '@app/platform';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor } from '@app/access';
import { RuleSetsView, RuleSetView, toRuleSetView, TrialOfRules, TrialView, WriteRules } from './rules.dto';
import { CorrelationRules } from './rules.service';

/** Alerts of a trial unless said. */
const TRIAL_SIZE = 200;

/** The rules by which alerts find their case. */
@ApiTags('casework')
@Controller('v1/correlation/rules')
export class CorrelationRulesController {
  constructor(private readonly rules: CorrelationRules) {}

  @Get()
  @Allow('cases.read')
  @Describe('The rules of correlation in force, and every version, the latest first', {
    description: '`ETag` carries the version in force, for `If-Match` of the next one.',
  })
  @ApiOkResponse({ type: RuleSetsView })
  async list(
    @Query() query: PageQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RuleSetsView> {
    const page = await this.rules.versions(query);
    const inForce = query.cursor ? await this.rules.inForce() : undefined;
    const items = page.items.map(toRuleSetView);
    const present = inForce ? toRuleSetView(inForce) : items[0]!;
    response.setHeader('ETag', `"${present.version}"`);
    return { inForce: present, items, nextCursor: page.nextCursor };
  }

  @Post()
  @Allow('casework.configure')
  @Describe('Write the next version of the rules of correlation', {
    description:
      'Say which version you read, in the body or as `If-Match`. It holds for alerts that are looked at from now on; what was linked, proposed or decided stays.',
    problems: [InvalidInputError, StaleVersionError],
  })
  @ApiHeader({ name: 'If-Match', required: false, description: 'The version that you read, such as `"3"`.' })
  @ApiCreatedResponse({ type: RuleSetView })
  async write(
    @CurrentActor() actor: Actor,
    @Body() { version, ...rules }: WriteRules,
    @Headers('if-match') ifMatch?: string,
  ): Promise<RuleSetView> {
    return toRuleSetView(await this.rules.write(actor, version ?? versionOf(ifMatch), rules));
  }

  @Post('trial')
  @HttpCode(200)
  @Allow('casework.configure')
  @Describe('Try rules out on the alerts that arrived last', {
    description:
      'Says of each what these rules and those in force would do with it if it arrived now. Changes nothing.',
    problems: [InvalidInputError],
  })
  @ApiOkResponse({ type: TrialView })
  trial(@Body() { alerts = TRIAL_SIZE, ...rules }: TrialOfRules): Promise<TrialView> {
    return this.rules.trial(rules, alerts);
  }
}
