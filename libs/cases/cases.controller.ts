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
  Res,
} from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import {
  ConflictError,
  Describe,
  IllegalTransitionError,
  InvalidInputError,
  invalidInput,
  NotFoundError,
  type Page,
  PageOf,
  versionOf,
  whom,
} from '@app/platform';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor } from '@app/access';
import { CaseMerge } from './merge/case-merge.service';
import { CaseBulk } from './case-bulk.service';
import { TakenError } from './tasks/tasks.problems';
import {
  BulkEditCases,
  CaseBulkResultView,
  CasesQuery,
  CaseView,
  ChangeCase,
  MergeCase,
  MoveCase,
  OpenCase,
  OwedView,
  toCaseView,
} from './cases.dto';
import { CaseClosedError, ClosingIncompleteError, StaleVersionError } from './cases.problems';
import { Cases } from './cases.service';

@ApiTags('cases')
@Controller('v1/cases')
export class CasesController {
  constructor(
    private readonly cases: Cases,
    private readonly merging: CaseMerge,
    private readonly bulk: CaseBulk,
  ) {}

  @Post()
  @Allow('cases.edit')
  @Describe('File a case', { problems: [InvalidInputError] })
  @ApiCreatedResponse({ type: CaseView })
  async open(@CurrentActor() actor: Actor, @Body() body: OpenCase): Promise<CaseView> {
    return toCaseView(await this.cases.open(actor, body));
  }

  @Get()
  @Allow('cases.read')
  @Describe('The cases, newest first unless sorted otherwise', {
    description: 'A merged case is not listed; it is found by its id.',
  })
  @ApiOkResponse({ type: PageOf(CaseView) })
  async list(@CurrentActor() actor: Actor, @Query() query: CasesQuery): Promise<Page<CaseView>> {
    const { owner, ...filter } = query;
    const ownerId = whom(owner, actor.id);
    const page = await this.cases.list({ ...filter, ...(ownerId === undefined ? {} : { ownerId }) });
    return { ...page, items: page.items.map(toCaseView) };
  }

  @Post('bulk-edit')
  @HttpCode(200)
  @Allow('cases.edit')
  @Describe('Edit many cases, each for itself', {
    description:
      'Each case changes as by its own edit, without a version, or stays as it was; the answer says so in the order asked for.',
    problems: [InvalidInputError],
  })
  @ApiOkResponse({ type: [CaseBulkResultView] })
  editMany(
    @CurrentActor() actor: Actor,
    @Body() { ids, move, member, reason, ...change }: BulkEditCases,
  ): Promise<CaseBulkResultView[]> {
    if (move) assertMove(move, '/move');
    const isChange = Object.values(change).some((value) => value !== undefined);
    if (!isChange && !move && !member)
      throw invalidInput([{ pointer: '/ids', detail: 'say what to do to them' }]);
    return this.bulk.edit(actor, {
      ids,
      ...(isChange ? { change } : {}),
      ...(move ? { move } : {}),
      ...(member ? { member } : {}),
      ...(reason ? { reason } : {}),
    });
  }

  @Get(':id')
  @Allow('cases.read')
  @Describe('A case, with where it may go next', {
    description: '`ETag` carries the version, for `If-Match` of a change.',
    problems: [NotFoundError],
  })
  @ApiOkResponse({ type: CaseView })
  async find(
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CaseView> {
    const view = toCaseView(await this.cases.get(id));
    response.setHeader('ETag', `"${view.version}"`);
    return view;
  }

  @Get(':id/owed')
  @Allow('cases.read')
  @Describe('What the case still needs before it can close', {
    description: 'Mandatory tasks that are open, and required custom fields without a value.',
    problems: [NotFoundError],
  })
  @ApiOkResponse({ type: OwedView })
  owed(@Param('id', ParseUUIDPipe) id: string): Promise<OwedView> {
    return this.cases.owed(id);
  }

  @Patch(':id')
  @Allow('cases.edit')
  @Describe('Change a case', {
    description:
      'Say which version you read, in the body or as `If-Match`; a case that has changed since is not overwritten.',
    problems: [NotFoundError, StaleVersionError, CaseClosedError],
  })
  @ApiHeader({ name: 'If-Match', required: false, description: 'The version that you read, such as `"3"`.' })
  @ApiOkResponse({ type: CaseView })
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { version, reason, ...change }: ChangeCase,
    @Headers('if-match') ifMatch?: string,
  ): Promise<CaseView> {
    return toCaseView(
      await this.cases.change(actor, id, { version: version ?? versionOf(ifMatch), change, reason }),
    );
  }

  @Post(':id/transition')
  @HttpCode(200)
  @Allow('cases.edit')
  @Describe('Move a case on', {
    description:
      'Stage first, then phase. Closing carries resolution, impact and summary; a closed case is taken up again by `InProgress`.',
    problems: [NotFoundError, IllegalTransitionError, ClosingIncompleteError, CaseClosedError],
  })
  @ApiOkResponse({ type: CaseView })
  async move(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: MoveCase,
  ): Promise<CaseView> {
    assertMove(body, '');
    return toCaseView(await this.cases.move(actor, id, body));
  }

  @Post(':id/take')
  @HttpCode(200)
  @Allow('cases.edit')
  @Describe('Take a case that nobody has', { problems: [NotFoundError, TakenError, CaseClosedError] })
  @ApiOkResponse({ type: CaseView })
  async take(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<CaseView> {
    return toCaseView(await this.cases.take(actor, id));
  }

  @Post(':id/merge')
  @HttpCode(200)
  @Allow('cases.assess')
  @Describe('Merge a case into another', {
    description:
      'Answers the surviving case. The merged one keeps its record and points to it; the merge can be undone. Safe to repeat.',
    problems: [NotFoundError, CaseClosedError, ConflictError],
  })
  @ApiOkResponse({ type: CaseView })
  async merge(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: MergeCase,
  ): Promise<CaseView> {
    return toCaseView(await this.merging.merge(actor, id, body.intoId, body.reason));
  }
}

/** @throws InvalidInputError when nothing moves, or an outcome comes without closing */
function assertMove(move: MoveCase, at: string): void {
  if (!move.stage && !move.phase)
    throw invalidInput([{ pointer: `${at}/stage`, detail: 'stage or phase must be given' }]);
  for (const member of ['resolution', 'impact', 'forceReason'] as const)
    if (move[member] !== undefined && move.stage !== 'Closed')
      throw invalidInput([{ pointer: `${at}/${member}`, detail: 'belongs to closing only' }]);
}
