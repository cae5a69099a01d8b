import { Body, Controller, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ConflictError, Describe, InvalidInputError, NotFoundError } from '@app/platform';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor } from '@app/access';
import {
  AddPolicy,
  AddVersion,
  PolicyVersionView,
  PolicyView,
  toPolicyView,
  toVersionView,
} from './policies.dto';
import { Policies } from './policies.service';

/** The lab's usage policies. */
@ApiTags('policies')
@Controller('v1/policies')
export class PoliciesController {
  constructor(private readonly policies: Policies) {}

  @Get()
  @Allow('policies.read')
  @Describe('The policies with their versions and clauses')
  @ApiOkResponse({ type: [PolicyView] })
  async list(): Promise<PolicyView[]> {
    return (await this.policies.list()).map(toPolicyView);
  }

  @Post()
  @Allow('policies.manage')
  @Describe('Add a policy', { problems: [ConflictError] })
  @ApiCreatedResponse({ type: PolicyView })
  async add(@CurrentActor() actor: Actor, @Body() body: AddPolicy): Promise<PolicyView> {
    return toPolicyView({ policy: await this.policies.add(actor, body.name), versions: [] });
  }

  @Post(':id/versions')
  @Allow('policies.manage')
  @Describe('Add a version of a policy', {
    description: 'A version is never changed: cases point at the clauses that were in force.',
    problems: [NotFoundError, ConflictError, InvalidInputError],
  })
  @ApiCreatedResponse({ type: PolicyVersionView })
  async addVersion(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: AddVersion,
  ): Promise<PolicyVersionView> {
    return toVersionView(await this.policies.addVersion(actor, id, body));
  }
}
