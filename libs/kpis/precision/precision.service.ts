import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '@app/platform';
import { Detectors } from '@app/alerts';
import type { AskedPeriod } from '../kpis.service';
import { type Period, periodOf } from '../period';
import { type Judged, judged, PRECISION_GROUP_LIMIT, type PrecisionGroup } from './precision.queries';

/** How often a detector was right in a period. */
export interface DetectorPrecision {
  detectorId: string;
  period: Period;
  total: Judged;
  groups: Judged[];
  /** There are more groups than are told. */
  isMore: boolean;
  leftOut: Record<string, number>;
}

/** How often detectors are right, as people judged what they found. */
@Injectable()
export class Precision {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly detectors: Detectors,
  ) {}

  /** Of the alerts that arrived in a period. @throws NotFoundError, InvalidInputError, PeriodTooLongError */
  async of(detectorId: string, asked: AskedPeriod, group?: PrecisionGroup): Promise<DetectorPrecision> {
    const period = periodOf(asked, this.clock.now());
    await this.detectors.find(detectorId);
    const { total, groups, leftOut } = await judged(this.db.manager, detectorId, period, group);
    return {
      detectorId,
      period,
      total,
      groups: groups.slice(0, PRECISION_GROUP_LIMIT),
      isMore: groups.length > PRECISION_GROUP_LIMIT,
      leftOut,
    };
  }
}
