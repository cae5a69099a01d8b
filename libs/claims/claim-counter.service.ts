import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock, contentHash } from '@app/platform';
import { Cases } from '@app/cases';
import { MemberSets, snapshotParams, Snapshots, UsageEngine } from '@app/usage';
import type { Claim, Reproduction } from './claim.entity';
import { NothingToMeasureError } from './claims.problems';
import { MEASURES } from './measures';
import { askValue, type MeasureName, type MeasureParameters } from './measures/measure';

/** Whole UTC days, the last one excluded. */
export interface Window {
  from: string;
  to: string;
}

/** Bounds that no snapshot reaches. */
export const EVERYTHING: Window = { from: '2000-01-01', to: '2100-01-01' };

/** A value with everything that is needed to count it again. */
export type Counted = Pick<
  Claim,
  'value' | 'query' | 'parameters' | 'queryHash' | 'engineVersion' | 'computedAt'
> & { value: string };

/** Counts the values of claims, by the measure's first way and by its second. */
@Injectable()
export class ClaimCounter {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly cases: Cases,
    private readonly snapshots: Snapshots,
    private readonly sets: MemberSets,
    private readonly engine: UsageEngine,
  ) {}

  /** Freezes the case's confirmed accounts and cover keys, then counts. @throws NotFoundError, NothingToMeasureError */
  async count(caseId: string, measure: MeasureName, snapshotId: string, window: Window): Promise<Counted> {
    const record = this.db.manager;
    const snapshot = await this.snapshots.find(record, snapshotId);
    const parameters: MeasureParameters = {
      ...(snapshotParams(snapshot) as Pick<MeasureParameters, 'snapshot_imports'>),
      caseId,
      accounts: await this.sets.ensure('accounts', await this.cases.confirmedAccounts(record, caseId)),
      cover: await this.sets.ensure('keys', await this.cases.coverKeys(record, caseId)),
      from: window.from,
      to: window.to,
    };
    const { query } = MEASURES[measure];
    const value = await askValue((sql, params) => this.engine.query(sql, params), record, query, parameters);
    if (value === null)
      throw new NothingToMeasureError('No exchange of a confirmed account lies in this snapshot and window.');
    return {
      value,
      query: query.sql,
      parameters,
      queryHash: contentHash({ sql: query.sql, parameters }),
      engineVersion: await this.engine.version(),
      computedAt: this.clock.now(),
    };
  }

  /** Counts a claim's value by the measure's second way: from the same frozen data, or for confirmed accounts from the record as it is now. */
  async recount(measure: MeasureName, parameters: MeasureParameters): Promise<Reproduction> {
    const { secondQuery } = MEASURES[measure];
    const ask = (sql: string, params: Record<string, unknown>) =>
      this.engine.query<{ value: string }>(sql, params);
    const value = await askValue(ask, this.db.manager, secondQuery, parameters);
    const queryHash = contentHash({ sql: secondQuery.sql, parameters });
    return { query: secondQuery.sql, value, queryHash, at: this.clock.now().toISOString() };
  }
}
