import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ConflictError, Describe, NotFoundError, type Page, PageOf, PageQuery } from '@app/platform';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor } from '@app/access';
import { CaseClosedError } from '../cases.problems';
import { MergeCases, MergeResultView, MergeView, toMergeView, UndoMerge } from './case-merges.dto';
import { CaseMerge } from './case-merge.service';
import { CaseUnmerge } from './case-unmerge.service';

@ApiTags('cases')
@Controller('v1/cases/:id/merges')
export class CaseMergesController {
  constructor(
    private readonly merging: CaseMerge,
    private readonly unmerging: CaseUnmerge,
  ) {}

  @Get()
  @Allow('cases.read')
  @Describe('The merges of a case with others, newest first', {
    description: 'Those in which it survived and those in which it was merged, also where they were undone.',
    problems: [NotFoundError],
  })
  @ApiOkResponse({ type: PageOf(MergeView) })
  async list(@Param('id', ParseUUIDPipe) id: string, @Query() query: PageQuery): Promise<Page<MergeView>> {
    const page = await this.merging.list(id, query);
    return { ...page, items: page.items.map(toMergeView) };
  }

  @Post()
  @HttpCode(200)
  @Allow('cases.assess')
  @Describe('Merge several cases into this one', {
    description:
      'Each case is merged or stays as it was; the answer says so in the order asked for. Safe to repeat.',
    problems: [NotFoundError],
  })
  @ApiOkResponse({ type: [MergeResultView] })
  mergeMany(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { fromIds, reason }: MergeCases,
  ): Promise<MergeResultView[]> {
    return this.merging.mergeMany(actor, id, fromIds, reason);
  }

  @Post(':mergeId/undo')
  @HttpCode(200)
  @Allow('cases.assess')
  @Describe('Undo a merge', {
    description:
      'Reopens the merged case as it was, with its alerts and tasks, and takes out of the survivor what only the merge had brought. What somebody changed since stays in the survivor; the answer counts it. Correlation keeps the two apart from then on. Safe to repeat.',
    problems: [NotFoundError, CaseClosedError, ConflictError],
  })
  @ApiOkResponse({ type: MergeView })
  async undo(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('mergeId', ParseUUIDPipe) mergeId: string,
    @Body() { reason }: UndoMerge,
  ): Promise<MergeView> {
    return toMergeView(await this.unmerging.undo(actor, id, mergeId, reason));
  }
}
