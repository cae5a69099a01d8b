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
} from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  ConflictError,
  Describe,
  IllegalTransitionError,
  InvalidInputError,
  NotFoundError,
  type Page,
  PageOf,
  StaleVersionError,
  versionOf,
} from '@app/platform';
import { Allow, CurrentActor } from '@app/access';
import type { Actor } from '@app/audit';
import { CaseClosedError } from '@app/cases';
import {
  ApproveJudgement,
  attributionTerms,
  AttributionTermsView,
  ChangeJudgement,
  JudgementsQuery,
  JudgementForReaderView,
  JudgementView,
  MakeJudgement,
  ReturnJudgement,
  toChange,
  toContent,
  toJudgementView,
  WithdrawJudgement,
} from './judgements.dto';
import {
  JudgementIncompleteError,
  JudgementSelfReviewError,
  JudgementSucceededError,
  StaleJudgementError,
} from './judgements.problems';
import { EDITABLE } from './judgement-state';
import { Judgements, reviewBarred } from './judgements.service';

@ApiTags('attribution')
@Controller('v1')
export class JudgementsController {
  constructor(private readonly judgements: Judgements) {}

  @Get('attribution/terms')
  @Allow('attribution.read')
  @Describe('The ladder with its phrases, the words of likelihood with their ranges, families and grades')
  @ApiOkResponse({ type: AttributionTermsView })
  terms(): AttributionTermsView {
    return attributionTerms();
  }

  @Post('cases/:id/judgements')
  @Allow('attribution.judge')
  @Describe('Judge who is behind the accounts of a case, on one rung of the ladder', {
    description:
      'A draft may lack what a review needs; `open` lists it. What it rests on must be of the case or of one merged into it.',
    problems: [NotFoundError, CaseClosedError, InvalidInputError, ConflictError, JudgementSucceededError],
  })
  @ApiCreatedResponse({ type: JudgementView })
  async judge(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: MakeJudgement,
  ): Promise<JudgementView> {
    const input = { content: toContent(body), supersedesId: body.supersedesId ?? null };
    return toJudgementView(await this.judgements.judge(actor, id, input));
  }

  @Get('cases/:id/judgements')
  @Allow('attribution.read')
  @Describe('Judgements on a case and on those merged into it, latest first', { problems: [NotFoundError] })
  @ApiOkResponse({ type: PageOf(JudgementView) })
  async list(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: JudgementsQuery,
  ): Promise<Page<JudgementView>> {
    const page = await this.judgements.list(id, query);
    return { ...page, items: page.items.map(toJudgementView) };
  }

  @Get('judgements/:id')
  @Allow('attribution.read')
  @Describe('One judgement', { problems: [NotFoundError] })
  @ApiOkResponse({ type: JudgementForReaderView })
  async find(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<JudgementForReaderView> {
    const judgement = await this.judgements.find(id);
    return {
      ...toJudgementView(judgement),
      reviewBarred: reviewBarred(actor, judgement),
      isEditable: EDITABLE.includes(judgement.state),
    };
  }

  @Patch('judgements/:id')
  @Allow('attribution.judge')
  @Describe('Change the words of a judgement that is not approved', {
    description:
      'Say which version you read, in the body or as `If-Match`. What was in review becomes a draft again, and you one of its authors.',
    problems: [NotFoundError, CaseClosedError, IllegalTransitionError, StaleVersionError, InvalidInputError],
  })
  @ApiHeader({ name: 'If-Match', required: false, description: 'The version that you read, such as `"3"`.' })
  @ApiOkResponse({ type: JudgementView })
  async edit(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ChangeJudgement,
    @Headers('if-match') ifMatch?: string,
  ): Promise<JudgementView> {
    const version = body.version ?? versionOf(ifMatch);
    return toJudgementView(await this.judgements.edit(actor, id, version, toChange(body)));
  }

  @Post('judgements/:id/submit')
  @HttpCode(200)
  @Allow('attribution.judge')
  @Describe('Hand a judgement in for review', {
    description:
      'At least one alternative must be considered and said what would change the judgement. Somebody is named with moderate confidence only on two independent families of evidence, and with high confidence on three.',
    problems: [NotFoundError, CaseClosedError, IllegalTransitionError, JudgementIncompleteError],
  })
  @ApiOkResponse({ type: JudgementView })
  async submit(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<JudgementView> {
    return toJudgementView(await this.judgements.submit(actor, id));
  }

  @Post('judgements/:id/approve')
  @HttpCode(200)
  @Allow('attribution.review')
  @Describe('Approve a judgement: letters may then go as far', {
    description: 'By somebody who wrote none of it. What it supersedes does not stand any more.',
    problems: [
      NotFoundError,
      CaseClosedError,
      IllegalTransitionError,
      JudgementSelfReviewError,
      StaleJudgementError,
      JudgementSucceededError,
      JudgementIncompleteError,
    ],
  })
  @ApiOkResponse({ type: JudgementView })
  async approve(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { contentHash, comment }: ApproveJudgement,
  ): Promise<JudgementView> {
    return toJudgementView(await this.judgements.approve(actor, id, { contentHash, comment }));
  }

  @Post('judgements/:id/return')
  @HttpCode(200)
  @Allow('attribution.review')
  @Describe('Send a judgement back to its author, with what is wanting', {
    problems: [NotFoundError, CaseClosedError, IllegalTransitionError, JudgementSelfReviewError],
  })
  @ApiOkResponse({ type: JudgementView })
  async sendBack(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { comment }: ReturnJudgement,
  ): Promise<JudgementView> {
    return toJudgementView(await this.judgements.sendBack(actor, id, comment));
  }

  @Post('judgements/:id/withdraw')
  @HttpCode(200)
  @Allow('attribution.judge')
  @Describe('Take a judgement back, with the reason; letters that are not frozen may not say it any more', {
    problems: [NotFoundError, IllegalTransitionError],
  })
  @ApiOkResponse({ type: JudgementView })
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: WithdrawJudgement,
  ): Promise<JudgementView> {
    return toJudgementView(await this.judgements.withdraw(actor, id, reason));
  }
}
