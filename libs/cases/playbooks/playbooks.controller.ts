import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseEnumPipe,
  ParseUUIDPipe,
  Post,
  Put,
} from '@nestjs/common';
import { ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import { Describe, InvalidInputError, NotFoundError } from '@app/platform';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor } from '@app/access';
import { CASE_KINDS, type CaseKind } from '../case-terms';
import { CaseClosedError, StaleVersionError } from '../cases.problems';
import {
  AppliedPlaybookView,
  PlaybookView,
  toAppliedView,
  toPlaybookView,
  WritePlaybook,
} from './playbooks.dto';
import { Playbooks } from './playbooks.service';

const KindPipe = new ParseEnumPipe(Object.fromEntries(CASE_KINDS.map((kind) => [kind, kind])));

@ApiTags('casework')
@Controller('v1')
export class PlaybooksController {
  constructor(private readonly playbooks: Playbooks) {}

  @Get('playbooks')
  @Allow('cases.read')
  @Describe('The present playbook of each kind of case that has one')
  @ApiOkResponse({ type: [PlaybookView] })
  async list(): Promise<PlaybookView[]> {
    return (await this.playbooks.list()).map(toPlaybookView);
  }

  @Get('playbooks/:kind/versions')
  @Allow('cases.read')
  @Describe('Every version of the playbook of a kind, the present one first')
  @ApiParam({ name: 'kind', enum: CASE_KINDS })
  @ApiOkResponse({ type: [PlaybookView] })
  async versions(@Param('kind', KindPipe) kind: CaseKind): Promise<PlaybookView[]> {
    return (await this.playbooks.versions(kind)).map(toPlaybookView);
  }

  @Put('playbooks/:kind')
  @Allow('casework.configure')
  @Describe('Write the next version of a playbook', {
    description: 'Say which version you read. Cases keep the version that they have.',
    problems: [StaleVersionError, InvalidInputError],
  })
  @ApiParam({ name: 'kind', enum: CASE_KINDS })
  @ApiOkResponse({ type: PlaybookView })
  async write(
    @CurrentActor() actor: Actor,
    @Param('kind', KindPipe) kind: CaseKind,
    @Body() { version, ...playbook }: WritePlaybook,
  ): Promise<PlaybookView> {
    return toPlaybookView(await this.playbooks.write(actor, kind, version, playbook));
  }

  @Post('cases/:id/playbook')
  @HttpCode(200)
  @Allow('cases.edit')
  @Describe("Apply the playbook of the case's kind", {
    description: 'Applied again it adds only what is new in it.',
    problems: [NotFoundError, CaseClosedError],
  })
  @ApiOkResponse({ type: [AppliedPlaybookView] })
  async apply(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<AppliedPlaybookView[]> {
    return (await this.playbooks.apply(actor, id)).map(toAppliedView);
  }

  @Get('cases/:id/playbook')
  @Allow('cases.read')
  @Describe('Which versions of playbooks the case has', { problems: [NotFoundError] })
  @ApiOkResponse({ type: [AppliedPlaybookView] })
  async applied(@Param('id', ParseUUIDPipe) id: string): Promise<AppliedPlaybookView[]> {
    return (await this.playbooks.appliedTo(id)).map(toAppliedView);
  }
}
