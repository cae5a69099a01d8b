import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import {
  ChoiceField,
  ConflictError,
  decodeCursor,
  Describe,
  JobDesk,
  type KeptJob,
  NotFoundError,
  type Page,
  PageOf,
  PageQuery,
  type QueueState,
  toPage,
} from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import { Allow, CurrentActor } from '@app/access';

const COUNT = { type: 'integer' } as const;
const INSTANT = { format: 'date-time', type: String, nullable: true } as const;
const STATES = ['running', 'failed'] as const;

/** A queue and how many of its jobs are in each state. */
export class JobQueueView implements QueueState {
  @ApiProperty() name!: string;
  @ApiProperty(COUNT) waiting!: number;
  @ApiProperty(COUNT) running!: number;
  @ApiProperty({ ...COUNT, description: 'Wait for their time: a later attempt, or a date.' })
  delayed!: number;
  @ApiProperty({ ...COUNT, description: 'Failed for good: nothing tries them again by itself.' })
  failed!: number;
}

/** Which jobs to list. */
export class JobsQuery extends PageQuery {
  @ChoiceField(STATES, { optional: true, description: '`failed` unless said.' })
  readonly state: (typeof STATES)[number] = 'failed';
}

/** A job as its queue keeps it. */
export class JobView {
  @ApiProperty() id!: string;
  @ApiProperty({ example: 'deliver-webhook' }) name!: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'Ids and windows, never contents.',
  })
  payload!: object;
  @ApiProperty(COUNT) attempts!: number;
  @ApiProperty({ type: String, nullable: true, description: 'Why its last attempt failed.' })
  reason!: string | null;
  @ApiProperty({ format: 'date-time' }) addedAt!: string;
  @ApiProperty(INSTANT) startedAt!: string | null;
  @ApiProperty(INSTANT) finishedAt!: string | null;
}

/** The queues and what failed in them, for administrators. */
@ApiTags('operation')
@Controller('v1/job-queues')
export class JobsController {
  constructor(
    private readonly desk: JobDesk,
    private readonly db: DataSource,
    private readonly audit: Audit,
  ) {}

  @Get()
  @Allow('jobs.manage')
  @Describe('The queues of jobs, with how many wait, run and have failed')
  @ApiOkResponse({ type: [JobQueueView] })
  queues(): Promise<JobQueueView[]> {
    return this.desk.states();
  }

  @Get(':queue/jobs')
  @Allow('jobs.manage')
  @Describe('Jobs of a queue that failed for good, the latest first, or that run', {
    problems: [NotFoundError],
  })
  @ApiOkResponse({ type: PageOf(JobView) })
  async jobs(@Param('queue') queue: string, @Query() query: JobsQuery): Promise<Page<JobView>> {
    // By place: a queue knows its jobs by nothing else that is in order.
    const from = query.cursor ? placeOf(query.cursor) : 0;
    const found = await this.desk.jobs(queue, query.state, from, query.limit + 1);
    return toPage(
      found.map((job, at) => ({ job, next: from + at + 1 })),
      query.limit,
      ({ next }) => [next],
      ({ job }) => toJobView(job),
    );
  }

  @Post(':queue/jobs/:id/retry')
  @HttpCode(200)
  @Allow('jobs.manage')
  @Describe('Try a job again that failed for good, with all its attempts', {
    problems: [NotFoundError, ConflictError],
  })
  @ApiOkResponse({ type: JobView })
  async retry(
    @CurrentActor() actor: Actor,
    @Param('queue') queue: string,
    @Param('id') id: string,
  ): Promise<JobView> {
    const job = await this.desk.failed(queue, id);
    await this.db.transaction((tx) =>
      this.audit.record(tx, actor, {
        action: 'job.retried',
        subjectId: id,
        details: { queue, name: job.name, attempts: job.attemptsMade },
      }),
    );
    const view = toJobView(job);
    await job.retry('failed', { resetAttemptsMade: true });
    return view;
  }
}

/** The place that a cursor names, within what a queue can hold. */
function placeOf(cursor: string): number {
  const place = Math.trunc(Number(decodeCursor(cursor, 1)[0])) || 0;
  return Math.max(0, Math.min(place, 1_000_000_000));
}

function toJobView(job: KeptJob): JobView {
  const instant = (ms: number | undefined): string | null => (ms ? new Date(ms).toISOString() : null);
  return {
    id: String(job.id),
    name: job.name,
    payload: typeof job.data === 'object' && job.data !== null ? job.data : {},
    attempts: job.attemptsMade,
    reason: job.failedReason ?? null,
    addedAt: new Date(job.timestamp).toISOString(),
    startedAt: instant(job.processedOn),
    finishedAt: instant(job.finishedOn),
  };
}
