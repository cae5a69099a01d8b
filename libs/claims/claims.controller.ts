import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  ConflictError,
  Describe,
  IllegalTransitionError,
  InvalidInputError,
  NotFoundError,
} from '@app/platform';
import { Allow, CurrentActor } from '@app/access';
import type { Actor } from '@app/audit';
import { CaseClosedError, Cases } from '@app/cases';
import { DataSource } from 'typeorm';
import {
  ApproveClaim,
  ClaimView,
  ClaimWithCitationsView,
  ListedClaimView,
  MakeClaim,
  MeasureView,
  measureViews,
  PhraseInput,
  PhraseView,
  toClaimView,
} from './claims.dto';
import {
  ClaimSelfApprovalError,
  NothingToMeasureError,
  NotReproducedError,
  QualifierFalseError,
  StaleClaimError,
} from './claims.problems';
import { SnapshotMovedError, UsageDroppedError } from '@app/usage';
import { approvalBarred, Claims } from './claims.service';

@ApiTags('claims')
@Controller('v1')
export class ClaimsController {
  constructor(
    private readonly claims: Claims,
    private readonly cases: Cases,
    private readonly db: DataSource,
  ) {}

  @Get('measures')
  @Allow('claims.read')
  @Describe('What can be measured of a case, with its counting rule and both ways of counting')
  @ApiOkResponse({ type: [MeasureView] })
  measures(): MeasureView[] {
    return measureViews();
  }

  @Post('cases/:id/claims')
  @Allow('claims.edit')
  @Describe('Claim a figure', {
    description:
      'Freezes the confirmed accounts and the cover keys and counts. With a phrase, nothing is made unless it is true.',
    problems: [
      NotFoundError,
      CaseClosedError,
      ConflictError,
      InvalidInputError,
      QualifierFalseError,
      NothingToMeasureError,
      SnapshotMovedError,
      UsageDroppedError,
    ],
  })
  @ApiCreatedResponse({ type: ClaimView })
  async make(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: MakeClaim,
  ): Promise<ClaimView> {
    return toClaimView(await this.claims.make(actor, id, body));
  }

  @Get('cases/:id/claims')
  @Allow('claims.read')
  @Describe('The claims of a case and of those merged into it, by number', { problems: [NotFoundError] })
  @ApiOkResponse({ type: [ListedClaimView] })
  async list(@Param('id', ParseUUIDPipe) id: string): Promise<ListedClaimView[]> {
    const claims = await this.claims.ofFamily(this.db.manager, id);
    const citations = await this.claims.citationsOf(
      this.db.manager,
      claims.map((claim) => claim.id),
    );
    return claims.map((claim) => ({ ...toClaimView(claim), citations: citations.get(claim.id) ?? 0 }));
  }

  @Get('claims/:id')
  @Allow('claims.read')
  @Describe('One claim with the letters that cite it', { problems: [NotFoundError] })
  @ApiOkResponse({ type: ClaimWithCitationsView })
  async find(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<ClaimWithCitationsView> {
    const claim = await this.claims.find(this.db.manager, id);
    return {
      ...toClaimView(claim),
      citedByLetterIds: await this.claims.citedBy(this.db.manager, id),
      approvalBarred: approvalBarred(actor, claim),
    };
  }

  @Get('claims/:id/phrasings')
  @Allow('claims.read')
  @Describe('Phrases that are true of the value, the best first', {
    problems: [NotFoundError, ConflictError],
  })
  @ApiOkResponse({ type: [PhraseView] })
  phrasings(@Param('id', ParseUUIDPipe) id: string): Promise<PhraseView[]> {
    return this.claims.phrasings(id);
  }

  @Post('claims/:id/phrase')
  @HttpCode(200)
  @Allow('claims.edit')
  @Describe('Choose the words', {
    description:
      '`exactly`: value = rounded. `more_than`: value > rounded. `at_least`: value ≥ rounded. `fewer_than`: value < rounded. `nearly`: below rounded by no more than 2 % of it. `approximately`: within 2 % of rounded. Of a date only `exactly`.',
    problems: [NotFoundError, IllegalTransitionError, ConflictError, InvalidInputError, QualifierFalseError],
  })
  @ApiOkResponse({ type: ClaimView })
  async phrase(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: PhraseInput,
  ): Promise<ClaimView> {
    return toClaimView(await this.claims.setPhrase(actor, id, body));
  }

  @Post('claims/:id/reproduce')
  @HttpCode(200)
  @Allow('claims.edit')
  @Describe('Count again by the second way', {
    problems: [
      NotFoundError,
      IllegalTransitionError,
      NotReproducedError,
      SnapshotMovedError,
      UsageDroppedError,
    ],
  })
  @ApiOkResponse({ type: ClaimView })
  async reproduce(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<ClaimView> {
    return toClaimView(await this.claims.reproduce(actor, id));
  }

  @Post('claims/:id/approve')
  @HttpCode(200)
  @Allow('claims.approve')
  @Describe('Approve value and words', {
    problems: [NotFoundError, IllegalTransitionError, ConflictError, ClaimSelfApprovalError, StaleClaimError],
  })
  @ApiOkResponse({ type: ClaimView })
  async approve(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ApproveClaim,
  ): Promise<ClaimView> {
    return toClaimView(await this.claims.approve(actor, id, body.contentHash));
  }
}
