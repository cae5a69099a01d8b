import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ConflictError, Describe, NotFoundError } from '@app/platform';
import type { Actor } from '@app/audit';
import { ChangeUser, InvitedUserView, InviteUser, toInvitedView, toUserView, UserView } from './access.dto';
import { Allow, CurrentActor } from './allow.decorator';
import { ShownOnce } from './idempotency/shown-once.decorator';
import { Users } from './users.service';

@ApiTags('access')
@Controller('v1/users')
export class UsersController {
  constructor(private readonly users: Users) {}

  @Get()
  @Allow('users.read')
  @Describe('The people of this installation')
  @ApiOkResponse({ type: [UserView] })
  async list(): Promise<UserView[]> {
    return (await this.users.list()).map(toUserView);
  }

  @Post()
  @Allow('users.manage')
  @ShownOnce('link')
  @Describe('Invite a person', {
    description: 'Answers the one-time link, valid for 7 days; nothing is sent by mail.',
    problems: [ConflictError],
  })
  @ApiCreatedResponse({ type: InvitedUserView })
  async invite(@CurrentActor() actor: Actor, @Body() body: InviteUser): Promise<InvitedUserView> {
    return toInvitedView(await this.users.invite(actor, body));
  }

  @Post(':id/link')
  @Allow('users.manage')
  @ShownOnce('link')
  @Describe('Make a new one-time link; the ones before become void', { problems: [NotFoundError] })
  @ApiCreatedResponse({ type: InvitedUserView })
  async renewLink(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<InvitedUserView> {
    return toInvitedView(await this.users.renewLink(actor, id));
  }

  @Patch(':id')
  @Allow('users.manage')
  @Describe('Change roles, disable or enable', { problems: [NotFoundError, ConflictError] })
  @ApiOkResponse({ type: UserView })
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ChangeUser,
  ): Promise<UserView> {
    return toUserView(await this.users.change(actor, id, body));
  }
}
