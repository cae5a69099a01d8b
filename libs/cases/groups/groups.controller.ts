import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { ConflictError, Describe, NotFoundError } from '@app/platform';
import { Allow } from '@app/access';
import {
  type About,
  ABOUTS,
  ASSERTED_UNITS,
  type AssertedUnit,
  type Period,
  PERIODS,
} from '../assertions/assertion-terms';
import type { Bounds } from '../assertions/quantity';
import { type CaseStage, STAGE_NAMES } from '../case-stage';
import { CASE_KINDS, type CaseKind, type Impact, IMPACTS, type Resolution, RESOLUTIONS } from '../case-terms';
import { type Verdict, VERDICTS } from './add-up';
import { type GroupFigure, Groups, type HeldFigure } from './groups.service';

/** A case that is part of a group. */
export class GroupPartView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() number!: number;
  @ApiProperty() title!: string;
  @ApiProperty({ enum: CASE_KINDS }) kind!: CaseKind;
  @ApiProperty({ enum: STAGE_NAMES }) stage!: CaseStage;
  @ApiProperty({ enum: RESOLUTIONS, type: String, nullable: true }) resolution!: Resolution | null;
  @ApiProperty({ enum: IMPACTS, type: String, nullable: true }) impact!: Impact | null;
}

/** Between what a figure lies. */
export class BoundsView {
  @ApiProperty({ example: 16_550_000 }) minimum!: number;
  @ApiProperty({ description: 'Whether it is more than the minimum.' }) isMinimumExcluded!: boolean;
  @ApiProperty({ type: Number, nullable: true, description: 'Null where nothing limits it.' })
  maximum!: number | null;
  @ApiProperty({ description: 'Whether it is less than the maximum.' }) isMaximumExcluded!: boolean;
}

/** What is held of a figure. */
export class HeldFigureView extends BoundsView {
  @ApiProperty({ example: 'more than 16,000,000 exchanges' }) words!: string;
  @ApiProperty({ type: [String], format: 'uuid', description: 'From which it follows.' })
  assertionIds!: string[];
}

/** What is held of a part's figure. */
export class PartFigureView extends HeldFigureView {
  @ApiProperty({ format: 'uuid' }) caseId!: string;
}

/** One matter across a group. */
export class GroupFigureView {
  @ApiProperty({ enum: ABOUTS }) about!: About;
  @ApiProperty({ type: String, nullable: true }) topic!: string | null;
  @ApiProperty({ enum: ASSERTED_UNITS }) unit!: AssertedUnit;
  @ApiProperty({ enum: PERIODS, type: String, nullable: true }) per!: Period | null;
  @ApiProperty({ type: () => HeldFigureView, nullable: true, description: 'What is said of the whole.' })
  own!: HeldFigureView | null;
  @ApiProperty({ type: [PartFigureView], description: 'The parts of which something is known.' })
  parts!: PartFigureView[];
  @ApiProperty({
    description: 'Of how many parts nothing is known, or sources conflict and none of them is preferred.',
  })
  unknownParts!: number;
  @ApiProperty({
    type: () => BoundsView,
    nullable: true,
    description: 'What the parts come to if they share nothing; null where no sum has a meaning.',
  })
  sum!: BoundsView | null;
  @ApiProperty({ enum: VERDICTS }) verdict!: Verdict;
  @ApiProperty({
    example:
      "The parts come to more than 16,550,000 exchanges, which agrees with the group's own more than 16,000,000 exchanges.",
  })
  reason!: string;
}

/** A case as the whole of others. */
export class GroupView {
  @ApiProperty({ type: [GroupPartView], description: 'By number.' }) parts!: GroupPartView[];
  @ApiProperty({ type: [GroupFigureView] }) figures!: GroupFigureView[];
}

const toBoundsView = ({ low, isLowOpen, high, isHighOpen }: Bounds): BoundsView => ({
  minimum: low,
  isMinimumExcluded: isLowOpen,
  maximum: Number.isFinite(high) ? high : null,
  isMaximumExcluded: isHighOpen,
});
const toHeldView = ({ bounds, words, assertionIds }: HeldFigure): HeldFigureView => ({
  ...toBoundsView(bounds),
  words,
  assertionIds,
});
const toFigureView = ({ own, parts, sum, ...figure }: GroupFigure): GroupFigureView => ({
  ...figure,
  own: own && toHeldView(own),
  parts: parts.map((part) => ({ caseId: part.caseId, ...toHeldView(part) })),
  sum: sum.bounds && toBoundsView(sum.bounds),
  verdict: sum.verdict,
  reason: sum.reason,
});

@ApiTags('cases')
@Controller('v1/cases/:id/group')
export class GroupsController {
  constructor(private readonly groups: Groups) {}

  @Get()
  @Allow('cases.read')
  @Describe('The case as a group: its parts, what they come to, and whether that goes with its own figures', {
    description:
      'Parts are the cases linked to it as `part_of`. Nothing is added across units, and accounts or people may belong to several parts.',
    problems: [NotFoundError, ConflictError],
  })
  @ApiOkResponse({ type: GroupView })
  async get(@Param('id', ParseUUIDPipe) id: string): Promise<GroupView> {
    const { parts, figures } = await this.groups.get(id);
    return { parts, figures: figures.map(toFigureView) };
  }
}
