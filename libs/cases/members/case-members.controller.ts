import { Body, Controller, Delete, Get, Param, ParseUUIDPipe, Put } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { ConflictError, Describe, InvalidInputError, NotFoundError, TextField } from '@app/platform';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor } from '@app/access';
import { CaseClosedError } from '../cases.problems';
import type { ListedMember } from './case-members.queries';
import { CaseMembers } from './case-members.service';

/** What a member does in the case. */
export class PutMember {
  @TextField({ max: 200, example: 'Reviews the attribution' }) part!: string;
}

/** A person who works on a case beside its owner. */
export class MemberView {
  @ApiProperty({ format: 'uuid' }) userId!: string;
  @ApiProperty() name!: string;
  @ApiProperty() part!: string;
  @ApiProperty({ format: 'date-time' }) addedAt!: string;
}

const toMemberView = (member: ListedMember): MemberView => ({
  ...member,
  addedAt: member.addedAt.toISOString(),
});

@ApiTags('cases')
@Controller('v1/cases/:id/members')
export class CaseMembersController {
  constructor(private readonly members: CaseMembers) {}

  @Get()
  @Allow('cases.read')
  @Describe('Who works on the case beside its owner', { problems: [NotFoundError] })
  @ApiOkResponse({ type: [MemberView] })
  async list(@Param('id', ParseUUIDPipe) id: string): Promise<MemberView[]> {
    return (await this.members.list(id)).map(toMemberView);
  }

  @Put(':userId')
  @Allow('cases.edit')
  @Describe('Make a person a member, or say anew what their part is', {
    problems: [NotFoundError, InvalidInputError, CaseClosedError, ConflictError],
  })
  @ApiOkResponse({ type: [MemberView] })
  async put(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('userId', ParseUUIDPipe) userId: string,
    @Body() body: PutMember,
  ): Promise<MemberView[]> {
    return (await this.members.put(actor, id, userId, body.part)).map(toMemberView);
  }

  @Delete(':userId')
  @Allow('cases.edit')
  @Describe('Take a person off the case', { problems: [NotFoundError, CaseClosedError] })
  @ApiOkResponse({ type: [MemberView] })
  async remove(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('userId', ParseUUIDPipe) userId: string,
  ): Promise<MemberView[]> {
    return (await this.members.remove(actor, id, userId)).map(toMemberView);
  }
}
