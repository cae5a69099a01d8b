import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Describe, NotFoundError, type Page, PageOf } from '@app/platform';
import { Allow } from '@app/access';
import { TimelineEntryView, TimelineQuery, toTimelineEntryView } from './timeline.dto';
import { TIMELINE_KINDS, type TimelineFilter } from './timeline.queries';
import { Timeline } from './timeline.service';

@ApiTags('cases')
@Controller('v1/cases/:id/timeline')
export class TimelineController {
  constructor(private readonly timeline: Timeline) {}

  @Get()
  @Allow('cases.read')
  @Describe('All that was done in the case, that its alerts say happened, its dates and its notes', {
    description:
      'Each with when it was so and when that was recorded. What the entry of a date or a note tells is not told again as an act, unless only acts are asked for.',
    problems: [NotFoundError],
  })
  @ApiOkResponse({ type: PageOf(TimelineEntryView) })
  async list(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: TimelineQuery,
  ): Promise<Page<TimelineEntryView>> {
    const { limit, cursor, order, direction } = query;
    const page = await this.timeline.list(id, filterOf(query), {
      limit,
      order,
      isAscending: direction === 'asc',
      ...(cursor ? { cursor } : {}),
    });
    return { ...page, items: page.items.map(toTimelineEntryView) };
  }
}

function filterOf(query: TimelineQuery): TimelineFilter {
  const spans = Object.entries({
    occurredFrom: query.occurredFrom,
    occurredTo: query.occurredTo,
    recordedFrom: query.recordedFrom,
    recordedTo: query.recordedTo,
  }).flatMap(([name, instant]) => (instant === undefined ? [] : [[name, new Date(instant)]]));
  return {
    kinds: [...new Set(query.kinds?.length ? query.kinds : TIMELINE_KINDS)],
    ...(query.actor === undefined ? {} : { actorId: query.actor }),
    ...Object.fromEntries(spans),
  };
}
