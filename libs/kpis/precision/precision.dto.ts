import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField } from '@app/platform';
import { countsBy, PeriodQuery, PeriodView, toPeriodView } from '../kpis.dto';
import { type Outcome, OUTCOMES } from './outcome';
import { type Judged, PRECISION_GROUPS, type PrecisionGroup } from './precision.queries';
import type { DetectorPrecision } from './precision.service';
import { type Share, wilson } from './wilson';

/** Of which period, and how told apart. */
export class PrecisionQuery extends PeriodQuery {
  @ChoiceField(PRECISION_GROUPS, {
    optional: true,
    description: '`version` of the analytic, as the alerts name it.',
  })
  groupBy?: PrecisionGroup;
}

/** A share with its interval. */
export class ShareView {
  @ApiProperty({ type: 'integer', description: 'True and false positives.' }) of!: number;
  @ApiProperty({ description: 'True positives of these, 0 to 1.' }) share!: number;
  @ApiProperty({ description: 'Lower end of the 95 % interval (Wilson).' }) low!: number;
  @ApiProperty({ description: 'Upper end.' }) high!: number;
}

/** What was found, counted in one way. */
export class OutcomesView {
  @ApiProperty(countsBy(OUTCOMES, '`undecided`: nobody has closed it yet, or the case that has it.'))
  outcomes!: Record<Outcome, number>;
  @ApiProperty({ type: ShareView, nullable: true, description: 'Null while nothing is decided.' })
  precision!: Share | null;
}

/** How often a detector was right, in one group. */
export class PrecisionGroupView {
  @ApiProperty({ type: String, nullable: true }) analyticName!: string | null;
  @ApiProperty({ type: String, nullable: true }) analyticVersion!: string | null;
  @ApiProperty({
    format: 'date',
    type: String,
    nullable: true,
    description: 'First day of the part in the zone.',
  })
  part!: string | null;
  @ApiProperty({ type: OutcomesView, description: 'Each alert once.' }) byAlert!: OutcomesView;
  @ApiProperty({
    type: OutcomesView,
    description:
      'Each case once however many alerts it has, and each alert that no case has: verdicts on the alerts of one case are one verdict, so this interval is the honest one.',
  })
  byFinding!: OutcomesView;
}

/** How often a detector was right, as answered. */
export class PrecisionView extends PeriodView {
  @ApiProperty({ format: 'uuid' }) detectorId!: string;
  @ApiProperty({ type: PrecisionGroupView }) total!: PrecisionGroupView;
  @ApiProperty({
    type: [PrecisionGroupView],
    description: 'Versions by their latest alert; periods in their order.',
  })
  groups!: PrecisionGroupView[];
  @ApiProperty({ description: 'There are more groups.' }) isMore!: boolean;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    description: 'Alerts that are not counted: of the sandbox, or muted.',
  })
  leftOut!: Record<string, number>;
}

/** A detector's precision as the api answers it. */
export const toPrecisionView = (precision: DetectorPrecision): PrecisionView => ({
  detectorId: precision.detectorId,
  ...toPeriodView(precision.period),
  total: toGroupView(precision.total),
  groups: precision.groups.map(toGroupView),
  isMore: precision.isMore,
  leftOut: precision.leftOut,
});

const toGroupView = ({
  analyticName,
  analyticVersion,
  part,
  alerts,
  findings,
}: Judged): PrecisionGroupView => ({
  analyticName,
  analyticVersion,
  part,
  byAlert: toOutcomesView(alerts),
  byFinding: toOutcomesView(findings),
});

const toOutcomesView = (outcomes: Record<Outcome, number>): OutcomesView => ({
  outcomes,
  precision: wilson(outcomes.truePositive, outcomes.truePositive + outcomes.falsePositive),
});
