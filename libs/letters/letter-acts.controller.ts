import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Describe, IllegalTransitionError, NotFoundError } from '@app/platform';
import { Allow, CurrentActor } from '@app/access';
import type { Actor } from '@app/audit';
import { Dispatching } from './dispatching.service';
import { Freezing } from './freezing.service';
import { LetterReader } from './letter-reader.service';
import { LetterView, toLetterView } from './letter-views';
import type { Letter } from './letter.entity';
import {
  FreezeLetter,
  RecordReceipt,
  ResolveDispatch,
  ReviewLetter,
  SignLetter,
  WithdrawLetter,
} from './letters.dto';
import {
  ApprovalOutdatedError,
  DispatchNotWaitingError,
  DispatchUnderWayError,
  LetterFlaggedError,
  LetterIncompleteError,
  LetterVersionError,
  OverAttributionError,
  SelfReviewError,
  SignedContentError,
  SignerNotSeparateError,
  UnprovenFigureError,
} from './letters.problems';
import { Reviewing } from './reviewing.service';

/** Everything that moves a letter on, from its submission to its receipt. */
@ApiTags('letters')
@Controller('v1/letters/:id')
export class LetterActsController {
  constructor(
    private readonly reviewing: Reviewing,
    private readonly freezing: Freezing,
    private readonly dispatching: Dispatching,
    private readonly reader: LetterReader,
  ) {}

  @Post('submit')
  @HttpCode(200)
  @Allow('letters.draft')
  @Describe('Hand a letter in for review', { problems: [NotFoundError, IllegalTransitionError] })
  @ApiOkResponse({ type: LetterView })
  async submit(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<LetterView> {
    return this.view(actor, await this.reviewing.submit(actor, id));
  }

  @Post('review')
  @HttpCode(200)
  @Allow('letters.review')
  @Describe('Approve a letter or ask for changes', {
    description: 'Nobody who wrote any of the text reviews it. A letter with findings is not approved.',
    problems: [
      NotFoundError,
      IllegalTransitionError,
      LetterVersionError,
      SelfReviewError,
      UnprovenFigureError,
      OverAttributionError,
      LetterIncompleteError,
    ],
  })
  @ApiOkResponse({ type: LetterView })
  async review(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { comment = '', ...body }: ReviewLetter,
  ): Promise<LetterView> {
    return this.view(actor, await this.reviewing.review(actor, id, { comment, ...body }));
  }

  @Post('freeze')
  @HttpCode(200)
  @Allow('letters.draft')
  @Describe('Fix the words, figures and files of an approved letter under its date', {
    description: 'Every claim cited must be reproduced and approved (`/problems/claim-not-citable`).',
    problems: [
      NotFoundError,
      IllegalTransitionError,
      ApprovalOutdatedError,
      UnprovenFigureError,
      OverAttributionError,
      LetterIncompleteError,
    ],
  })
  @ApiOkResponse({ type: LetterView })
  async freeze(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { date }: FreezeLetter,
  ): Promise<LetterView> {
    return this.view(actor, await this.freezing.freeze(actor, id, date));
  }

  @Post('sign')
  @HttpCode(200)
  @Allow('letters.sign')
  @Describe('Sign the frozen words', {
    description: 'The signer neither wrote nor approved the letter.',
    problems: [
      NotFoundError,
      IllegalTransitionError,
      LetterFlaggedError,
      SignedContentError,
      SignerNotSeparateError,
    ],
  })
  @ApiOkResponse({ type: LetterView })
  async sign(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { contentHash }: SignLetter,
  ): Promise<LetterView> {
    return this.view(actor, await this.freezing.sign(actor, id, contentHash));
  }

  @Post('dispatch')
  @HttpCode(200)
  @Allow('letters.dispatch')
  @Describe('Send a signed letter, once', {
    description: 'The intent is written down and carried out behind; a repeat answers the same dispatch.',
    problems: [NotFoundError, IllegalTransitionError, LetterFlaggedError],
  })
  @ApiOkResponse({ type: LetterView })
  async dispatch(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<LetterView> {
    return this.view(actor, await this.dispatching.dispatch(actor, id));
  }

  @Post('dispatch/resolve')
  @HttpCode(200)
  @Allow('letters.dispatch')
  @Describe('Say what became of a dispatch that waits for a person', {
    problems: [NotFoundError, DispatchNotWaitingError],
  })
  @ApiOkResponse({ type: LetterView })
  async resolve(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ResolveDispatch,
  ): Promise<LetterView> {
    return this.view(actor, await this.dispatching.resolve(actor, id, body));
  }

  @Post('receipts')
  @Allow('letters.dispatch')
  @Describe('Record that a recipient acknowledged the letter', {
    problems: [NotFoundError, IllegalTransitionError],
  })
  @ApiCreatedResponse({ type: LetterView })
  async acknowledge(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RecordReceipt,
  ): Promise<LetterView> {
    return this.view(actor, await this.dispatching.acknowledge(actor, id, body));
  }

  @Post('withdraw')
  @HttpCode(200)
  @Allow('letters.draft')
  @Describe('Give a letter up that has not left', {
    problems: [NotFoundError, IllegalTransitionError, DispatchUnderWayError],
  })
  @ApiOkResponse({ type: LetterView })
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: WithdrawLetter,
  ): Promise<LetterView> {
    return this.view(actor, await this.reviewing.withdraw(actor, id, reason));
  }

  private async view(actor: Actor, letter: Letter): Promise<LetterView> {
    return toLetterView(await this.reader.after(letter), actor);
  }
}
