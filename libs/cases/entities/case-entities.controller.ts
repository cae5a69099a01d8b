import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Describe, InvalidInputError, NotFoundError, type Page, PageOf } from '@app/platform';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor } from '@app/access';
import { CaseClosedError } from '../cases.problems';
import {
  AddedEntitiesView,
  EntitiesQuery,
  EntityView,
  NameEntities,
  RetractedEntitiesView,
  toEntityView,
} from './case-entities.dto';
import { CaseEntities } from './case-entities.service';

@ApiTags('cases')
@Controller('v1/cases/:id/entities')
export class CaseEntitiesController {
  constructor(private readonly entities: CaseEntities) {}

  @Get()
  @Allow('cases.read')
  @Describe('Addresses, instruments, fingerprints and templates that the case is about', {
    problems: [NotFoundError],
  })
  @ApiOkResponse({ type: PageOf(EntityView) })
  async list(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { limit, cursor, kind, source, q, shared, retracted }: EntitiesQuery,
  ): Promise<Page<EntityView>> {
    const page = await this.entities.list(id, {
      limit,
      ...(cursor ? { cursor } : {}),
      filter: {
        isRetracted: retracted,
        ...(kind ? { kind } : {}),
        ...(source ? { source } : {}),
        ...(q === undefined ? {} : { prefix: q }),
        ...(shared === undefined ? {} : { isShared: shared }),
      },
    });
    return { ...page, items: page.items.map(toEntityView) };
  }

  @Post()
  @HttpCode(200)
  @Allow('cases.edit')
  @Describe('Add entities by hand', {
    description:
      'Values are brought to one spelling. What the case has stays as it is; what was retracted stands again.',
    problems: [NotFoundError, InvalidInputError, CaseClosedError],
  })
  @ApiOkResponse({ type: AddedEntitiesView })
  add(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { entities, reason }: NameEntities,
  ): Promise<AddedEntitiesView> {
    return this.entities.add(actor, id, entities, reason);
  }

  @Post('retract')
  @HttpCode(200)
  @Allow('cases.edit')
  @Describe('Retract entities, with the reason', {
    description: 'They stay in the record, and alerts that name them do not bring them back; a person may.',
    problems: [NotFoundError, InvalidInputError, CaseClosedError],
  })
  @ApiOkResponse({ type: RetractedEntitiesView })
  retract(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { entities, reason }: NameEntities,
  ): Promise<RetractedEntitiesView> {
    return this.entities.retract(actor, id, entities, reason);
  }
}
