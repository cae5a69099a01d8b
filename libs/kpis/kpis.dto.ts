import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { ChoiceField, InstantField, TextField } from '@app/platform';
import { AGE_BUCKETS } from './backlog/age-buckets';
import type { Ageing } from './backlog/backlog.queries';
import type { Flow } from './flow.queries';
import { formulaOf, kpisOf, MISSING, type Missing, type Subject, SUBJECTS } from './kpi';
import { type Group, GROUPS } from './kpi-groups';
import type { Measured, MeasuredGroup } from './kpis.queries';
import type { Measures } from './kpis.service';
import { LONGEST_DAYS, type Period, PERIODS, type PeriodUnit } from './period';

/** As long as a search may be. */
const QUERY_LENGTH = 2_000;
const SUBJECT = { optional: true, description: '`cases` unless said.' };
const COUNT = { type: 'integer' } as const;
const SECONDS = { type: Number, nullable: true, description: 'Seconds.' } as const;
/** Numbers by name, as documented. */
export const countsBy = (names: readonly string[], description: string): ApiPropertyOptions => ({
  description,
  type: 'object',
  properties: Object.fromEntries(names.map((name) => [name, COUNT])),
  additionalProperties: false,
});

/** A stretch of time. */
export class PeriodQuery {
  @InstantField({ optional: true, description: 'Thirty days before `to` unless said.' }) from?: string;
  @InstantField({
    optional: true,
    description: `Now unless said; at most ${LONGEST_DAYS} days after \`from\`.`,
  })
  to?: string;
  @TextField({
    optional: true,
    max: 60,
    description: 'IANA time zone in which days, weeks and months are meant; UTC unless said.',
    example: 'Europe/Berlin',
  })
  zone?: string;
}

/** What to measure. */
export class KpisQuery extends PeriodQuery {
  @ChoiceField(SUBJECTS, SUBJECT) subject?: Subject;
  @TextField({
    optional: true,
    min: 0,
    max: QUERY_LENGTH,
    description:
      'Only what this finds, in the query language; what a search leaves out is then not counted at all.',
    example: 'team:none severity:>=3',
  })
  q?: string;
  @ChoiceField(GROUPS, {
    optional: true,
    description:
      '`kind` of an alert is its type, `owner` its assignee, `team` that of the case that has it; `queue` is of alerts alone. A case counts for every detector that it has alerts of.',
  })
  groupBy?: Group;
}

/** Of what to tell the backlog. */
export class BacklogQuery {
  @ChoiceField(SUBJECTS, SUBJECT) subject?: Subject;
}

/** What to count the comings and goings of. */
export class FlowQuery extends PeriodQuery {
  @ChoiceField(SUBJECTS, SUBJECT) subject?: Subject;
  @ChoiceField(PERIODS, { optional: true, description: '`day` unless said; a week begins on Monday.' })
  by?: PeriodUnit;
}

/** One KPI of a group. */
export class KpiView {
  @ApiProperty({ example: 'TTR' }) name!: string;
  @ApiProperty({ example: 'end - inProgress' }) formula!: string;
  @ApiProperty() description!: string;
  @ApiProperty({ ...COUNT, description: 'Values; percentiles and mean are of these.' }) count!: number;
  @ApiProperty({
    ...COUNT,
    description: 'Values below nothing, left out: two instants contradict each other.',
  })
  negative!: number;
  @ApiProperty(
    countsBy(
      Object.keys(MISSING),
      `How many have no value, by why: ${Object.entries(MISSING)
        .map(([why, meaning]) => `\`${why}\`, ${meaning}`)
        .join('; ')}.`,
    ),
  )
  missing!: Record<Missing, number>;
  @ApiProperty(SECONDS) p50!: number | null;
  @ApiProperty(SECONDS) p90!: number | null;
  @ApiProperty(SECONDS) mean!: number | null;
}

/** The KPIs of a group. */
export class KpiGroupView {
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'An id, a word or a first day; null where there is none.',
  })
  key!: string | null;
  @ApiProperty({ type: String, nullable: true }) name!: string | null;
  @ApiProperty(COUNT) count!: number;
  @ApiProperty({ ...COUNT, description: 'Of cases, those that were taken up again after a closing.' })
  reopened!: number;
  @ApiProperty({ type: [KpiView] }) kpis!: KpiView[];
}

/** A stretch of time, as answered. */
export class PeriodView {
  @ApiProperty({ format: 'date-time' }) from!: string;
  @ApiProperty({ format: 'date-time', description: 'The first moment that is not of it.' }) to!: string;
  @ApiProperty() zone!: string;
}

/** KPIs, as answered. */
export class KpisView extends PeriodView {
  @ApiProperty({ enum: SUBJECTS }) subject!: Subject;
  @ApiProperty({ type: KpiGroupView }) total!: KpiGroupView;
  @ApiProperty({ type: [KpiGroupView], description: 'By size; periods in their order.' })
  groups!: KpiGroupView[];
  @ApiProperty({ description: 'There are more groups.' }) isMore!: boolean;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    description: 'What arrived and is not counted: cases merged into others, alerts of the sandbox or muted.',
  })
  leftOut!: Record<string, number>;
}

/** What waits in one place. */
export class AgeingView {
  @ApiProperty({ format: 'uuid', type: String, nullable: true }) queueId!: string | null;
  @ApiProperty({ type: String, nullable: true }) queueName!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Of cases.' }) stage!: string | null;
  @ApiProperty({ format: 'uuid', type: String, nullable: true, description: 'Of cases.' }) teamId!:
    string | null;
  @ApiProperty({ type: String, nullable: true }) teamName!: string | null;
  @ApiProperty({ ...COUNT, description: 'Without what is snoozed.' }) waiting!: number;
  @ApiProperty(COUNT) snoozed!: number;
  @ApiProperty({
    format: 'date-time',
    type: String,
    nullable: true,
    description: 'Arrival of what has waited longest.',
  })
  oldestAt!: string | null;
  @ApiProperty(
    countsBy(
      AGE_BUCKETS.map(({ name }) => name),
      'What waits, by its age since it arrived; each is counted once.',
    ),
  )
  buckets!: Record<string, number>;
}

/** What waits, as answered. */
export class BacklogView {
  @ApiProperty({ format: 'date-time' }) at!: string;
  @ApiProperty({
    type: [AgeingView],
    description: 'Alerts by queue, in the order of the queues; cases by stage and team.',
  })
  rows!: AgeingView[];
}

/** What came and went in a part of a period. */
export class FlowPartView {
  @ApiProperty({ format: 'date', description: 'Its first day in the zone.' }) part!: string;
  @ApiProperty({ ...COUNT, description: 'Cases opened, alerts arrived.' }) opened!: number;
  @ApiProperty({ ...COUNT, description: 'Alerts that a case took for the first time.' }) imported!: number;
  @ApiProperty({ ...COUNT, description: 'Closings of cases, first closings of alerts.' }) closed!: number;
  @ApiProperty({ ...COUNT, description: 'Cases taken up again.' }) reopened!: number;
  @ApiProperty({ ...COUNT, description: 'Cases that went into another.' }) merged!: number;
}

/** What came and went, as answered. */
export class FlowView extends PeriodView {
  @ApiProperty({
    type: [FlowPartView],
    description: 'Every part of the period, the first and last cut to it.',
  })
  parts!: FlowPartView[];
}

/** A stretch of time as the api answers it. */
export const toPeriodView = ({ from, to, zone }: Period): PeriodView => ({
  from: from.toISOString(),
  to: to.toISOString(),
  zone,
});

/** KPIs as the api answers them. */
export function toKpisView({ subject, period, total, groups, isMore, leftOut }: Measures): KpisView {
  const toGroup = ({ key, name, count, reopened, measures }: MeasuredGroup): KpiGroupView => ({
    key,
    name,
    count,
    reopened,
    kpis: kpisOf(subject).map((kpi, i) => ({
      name: kpi.name,
      formula: formulaOf(kpi),
      description: kpi.description,
      ...(measures[i] as Measured),
    })),
  });
  return {
    subject,
    ...toPeriodView(period),
    total: toGroup(total),
    groups: groups.map(toGroup),
    isMore,
    leftOut,
  };
}

/** What waits as the api answers it. */
export const toBacklogView = ({ at, rows }: { at: Date; rows: Ageing[] }): BacklogView => ({
  at: at.toISOString(),
  rows: rows.map((row) => ({ ...row, oldestAt: row.oldestAt?.toISOString() ?? null })),
});

/** What came and went as the api answers it. */
export const toFlowView = ({ period, parts }: { period: Period; parts: Flow[] }): FlowView => ({
  ...toPeriodView(period),
  parts,
});
