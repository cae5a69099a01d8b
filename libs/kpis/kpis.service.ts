import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock, ForbiddenError, invalidInput } from '@app/platform';
import type { Actor } from '@app/audit';
import type { Permission } from '@app/access';
import { SearchQueries } from '@app/search';
import { ageing, type Ageing } from './backlog/backlog.queries';
import { type Flow, flowOf } from './flow.queries';
import type { Subject } from './kpi';
import { type Group, GROUPINGS } from './kpi-groups';
import { FILTER_FIRST, GROUP_LIMIT, measureGroups, type MeasuredGroup } from './kpis.queries';
import { type Period, periodOf, type PeriodUnit } from './period';

/** The KPIs of what arrived in a period. */
export interface Measures {
  subject: Subject;
  period: Period;
  total: MeasuredGroup;
  groups: MeasuredGroup[];
  /** There are more groups than are told. */
  isMore: boolean;
  leftOut: Record<string, number>;
}

/** As a query asks for a period. */
export interface AskedPeriod {
  from?: string | undefined;
  to?: string | undefined;
  zone?: string | undefined;
}

const RIGHTS: Readonly<Record<Subject, Permission>> = { cases: 'cases.read', alerts: 'alerts.read' };

/** How fast the casework goes, what waits, and what comes and goes. */
@Injectable()
export class Kpis {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly queries: SearchQueries,
  ) {}

  /**
   * Times of what arrived in a period and is found by the query, if there is one, and by group.
   * @throws ForbiddenError, InvalidInputError, InvalidQueryError, PeriodTooLongError
   */
  async measure(
    actor: Actor,
    subject: Subject,
    asked: AskedPeriod & { q?: string | undefined },
    group?: Group,
  ): Promise<Measures> {
    assertMay(actor, subject);
    const period = periodOf(asked, this.clock.now());
    if (group && !GROUPINGS[subject][group])
      throw invalidInput([
        {
          pointer: '?groupBy',
          detail: `${subject} are told apart by: ${Object.keys(GROUPINGS[subject]).join(', ')}`,
        },
      ]);
    const filter =
      asked.q === undefined
        ? undefined
        : this.queries.compile(subject, asked.q, actor, { zone: period.zone, first: FILTER_FIRST });
    const { total, groups, leftOut } = await measureGroups(this.db.manager, subject, period, group, filter);
    return {
      subject,
      period,
      total,
      groups: groups.slice(0, GROUP_LIMIT),
      isMore: groups.length > GROUP_LIMIT,
      leftOut,
    };
  }

  /** What waits now and for how long. @throws ForbiddenError */
  async backlog(actor: Actor, subject: Subject): Promise<{ at: Date; rows: Ageing[] }> {
    assertMay(actor, subject);
    const at = this.clock.now();
    return { at, rows: await ageing(this.db.manager, subject, at) };
  }

  /** What came and went in each part of a period. @throws ForbiddenError, InvalidInputError, PeriodTooLongError */
  async flow(
    actor: Actor,
    subject: Subject,
    asked: AskedPeriod,
    unit: PeriodUnit,
  ): Promise<{ period: Period; parts: Flow[] }> {
    assertMay(actor, subject);
    const period = periodOf(asked, this.clock.now());
    return { period, parts: await flowOf(this.db.manager, subject, period, unit) };
  }
}

/** @throws ForbiddenError; a detector's key sees its own alerts only, which no number of all alerts is */
function assertMay(actor: Actor, subject: Subject): void {
  const permission = RIGHTS[subject];
  if (!actor.permissions.has(permission))
    throw new ForbiddenError(`This needs the right "${permission}".`, { permission });
  if (actor.kind === 'detector') throw new ForbiddenError("A detector's key finds its own alerts only.");
}
