import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  ConflictError,
  Describe,
  InvalidInputError,
  NotFoundError,
  type Page,
  PageOf,
  PageQuery,
} from '@app/platform';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor } from '../allow.decorator';
import { ChangeTeam, CreateTeam, PeopleQuery, PersonView, TeamView, toTeamView } from './teams.dto';
import { Teams } from './teams.service';

@ApiTags('access')
@Controller('v1')
export class TeamsController {
  constructor(private readonly teams: Teams) {}

  @Get('people')
  @Allow('cases.read')
  @Describe('People who can be given work, by name', {
    description:
      'Disabled people are left out, unless `ids` asks for them. `name` finds by the beginning of the name.',
  })
  @ApiOkResponse({ type: PageOf(PersonView) })
  people(@Query() query: PeopleQuery): Promise<Page<PersonView>> {
    return this.teams.people(query);
  }

  @Get('teams')
  @Allow('cases.read')
  @Describe('The teams, by name')
  @ApiOkResponse({ type: PageOf(TeamView) })
  async list(@Query() query: PageQuery): Promise<Page<TeamView>> {
    const page = await this.teams.list(query);
    return { ...page, items: page.items.map(toTeamView) };
  }

  @Get('teams/:id')
  @Allow('cases.read')
  @Describe('A team', { problems: [NotFoundError] })
  @ApiOkResponse({ type: TeamView })
  async find(@Param('id', ParseUUIDPipe) id: string): Promise<TeamView> {
    return toTeamView(await this.teams.get(id));
  }

  @Post('teams')
  @Allow('users.manage')
  @Describe('Make a team', { problems: [ConflictError, InvalidInputError] })
  @ApiCreatedResponse({ type: TeamView })
  async create(@CurrentActor() actor: Actor, @Body() body: CreateTeam): Promise<TeamView> {
    return toTeamView(await this.teams.create(actor, body));
  }

  @Patch('teams/:id')
  @Allow('users.manage')
  @Describe('Change a team, or archive it', { problems: [NotFoundError, ConflictError, InvalidInputError] })
  @ApiOkResponse({ type: TeamView })
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ChangeTeam,
  ): Promise<TeamView> {
    return toTeamView(await this.teams.change(actor, id, body));
  }
}
