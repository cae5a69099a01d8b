import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { decodeCursor, findById, type Page, toPage } from '@app/platform';
import { Case } from '../case.entity';
import { familyOf } from '../merge/case-merge.queries';
import {
  type TimelineEntry,
  type TimelineFilter,
  timelineOf,
  type TimelineOrder,
  type TimelinePlace,
} from './timeline.queries';

/** The one timeline of a case: all that was done, that alerts say happened, and that people noted, in one order. */
@Injectable()
export class Timeline {
  constructor(private readonly db: DataSource) {}

  /** Entries of the case and of those merged into it. @throws NotFoundError */
  async list(
    caseId: string,
    filter: TimelineFilter,
    o: { order: TimelineOrder; isAscending: boolean; limit: number; cursor?: string },
  ): Promise<Page<TimelineEntry>> {
    await findById(this.db.manager, Case, caseId);
    const family = await familyOf(this.db.manager, caseId);
    const { order, isAscending, limit, cursor } = o;
    const after = cursor ? { after: decodeCursor(cursor, 3).map(String) as unknown as TimelinePlace } : {};
    const rows = await timelineOf(this.db.manager, family, filter, {
      order,
      isAscending,
      limit: limit + 1,
      ...after,
    });
    return toPage(
      rows,
      limit,
      (row) => [row.timeKey, row.kind, row.idKey],
      (row) => row,
    );
  }
}
