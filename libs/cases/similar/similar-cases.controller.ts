import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Describe, NotFoundError, TextField } from '@app/platform';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor } from '@app/access';
import { STAGE_NAMES, type CaseStage } from '../case-stage';
import { CASE_KINDS, type CaseKind, type Resolution, RESOLUTIONS } from '../case-terms';
import { type Hint, SimilarCases } from './similar-cases.service';
import { SIMILARITY_REASONS } from './similarity';

/** Why there is nothing to it. */
export class DismissMeeting {
  @TextField({ max: 2_000, example: 'One landlord, two tenants.' }) reason!: string;
}

/** One thing that speaks for two cases being about the same. */
export class SimilarityReasonView {
  @ApiProperty({ enum: SIMILARITY_REASONS }) reason!: string;
  @ApiProperty({
    nullable: true,
    type: String,
    description: 'Of the shared entities, of the link as this case reads it, or of both cases.',
  })
  kind!: string | null;
  @ApiProperty({ nullable: true, type: 'integer', description: 'How many values or clauses.' })
  count!: number | null;
  @ApiProperty({ type: [String], description: 'The rarest five values, or codes of clauses.' })
  examples!: string[];
  @ApiProperty({ format: 'date-time', nullable: true, type: String, description: 'When the two cases met.' })
  at!: string | null;
  @ApiProperty({ description: 'A rare value counts more than one that many cases have.' }) points!: number;
}

/** A case that may be about the same. */
export class SimilarCaseView {
  @ApiProperty({ format: 'uuid' }) caseId!: string;
  @ApiProperty({ type: 'integer' }) number!: number;
  @ApiProperty() title!: string;
  @ApiProperty({ enum: CASE_KINDS }) kind!: CaseKind;
  @ApiProperty({ enum: STAGE_NAMES }) stage!: CaseStage;
  @ApiProperty({ enum: RESOLUTIONS, nullable: true, type: String }) resolution!: Resolution | null;
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 4 }) severity!: number;
  @ApiProperty({ format: 'date-time' }) openedAt!: string;
  @ApiProperty({ description: 'Sum of the points of the reasons.' }) score!: number;
  @ApiProperty({ type: [SimilarityReasonView], description: 'The weightiest first.' })
  reasons!: SimilarityReasonView[];
}

const toSimilarCaseView = ({ similar, score, reasons }: Hint): SimilarCaseView => ({
  caseId: similar.id,
  number: similar.number,
  title: similar.title,
  kind: similar.kind,
  stage: similar.stage,
  resolution: similar.resolution,
  severity: similar.severity,
  openedAt: similar.openedAt.toISOString(),
  score,
  reasons: reasons.map(({ reason, kind = null, count = null, examples = [], at, points }) => ({
    reason,
    kind,
    count,
    examples,
    at: at?.toISOString() ?? null,
    points,
  })),
});

/** Hints at cases that may be about the same. */
@ApiTags('cases')
@Controller('v1/cases/:id')
export class SimilarCasesController {
  constructor(private readonly similar: SimilarCases) {}

  @Get('similar')
  @Allow('cases.read')
  @Describe('Other cases that may be about the same, and why', {
    description:
      'The 20 most similar, open and closed. Accounts that either case has cleared, entities that either has retracted and values that more than 30 cases hold say nothing.',
    problems: [NotFoundError],
  })
  @ApiOkResponse({ type: [SimilarCaseView] })
  async list(@Param('id', ParseUUIDPipe) id: string): Promise<SimilarCaseView[]> {
    return (await this.similar.of(id)).map(toSimilarCaseView);
  }

  @Post('meetings/:otherId/dismiss')
  @HttpCode(204)
  @Allow('cases.edit')
  @Describe('Say that there is nothing to the meeting of two cases', {
    description: 'It is no reason for similarity any more, for neither of them.',
    problems: [NotFoundError],
  })
  @ApiNoContentResponse()
  async dismiss(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('otherId', ParseUUIDPipe) otherId: string,
    @Body() body: DismissMeeting,
  ): Promise<void> {
    await this.similar.dismissMeeting(actor, id, otherId, body.reason);
  }
}
