import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock, contentHash } from '@app/platform';
import { Cases } from '@app/cases';
import { MemberSets, RECENTLY_MS, SnapshotGuard, snapshotParams, Snapshots, UsageEngine } from '@app/usage';
import type { Claim, Reproduction } from './claim.entity';
import { NothingToMeasureError } from './claims.problems';
import { MEASURES } from './measures';
import type { ClaimRecount } from './recounts/claim-recount.entity';
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
    private readonly guard: SnapshotGuard,
  ) {}

  /** Freezes the case's confirmed accounts and cover keys, then counts. @throws NotFoundError, NothingToMeasureError, SnapshotMovedError */
  async count(caseId: string, measure: MeasureName, snapshotId: string, window: Window): Promise<Counted> {
    const record = this.db.manager;
    const snapshot = await this.snapshots.find(record, snapshotId);
    await this.guard.assertCountable(snapshot, window, RECENTLY_MS);
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

  /**
   * Counts a claim on another snapshot by both ways, over the same accounts, keys and window. Where the measure counts
   * the record, its accounts are those that are confirmed now.
   */
  async countAgain(
    { measure, caseId, parameters: then }: Claim,
    snapshotId: string,
  ): Promise<Pick<ClaimRecount, 'value' | 'reproduced' | 'parameters' | 'queryHash'>> {
    const record = this.db.manager;
    const snapshot = await this.snapshots.find(record, snapshotId);
    await this.guard.assertCountable(snapshot, then!);
    const { query, secondQuery } = MEASURES[measure];
    const parameters = { ...then!, ...snapshotParams(snapshot) };
    if (secondQuery.store === 'record')
      parameters.accounts = await this.sets.ensure(
        'accounts',
        await this.cases.confirmedAccounts(record, caseId),
      );
    const ask = (sql: string, params: Record<string, unknown>) =>
      this.engine.query<{ value: string }>(sql, params);
    const value = await askValue(ask, record, query, parameters);
    const reproduced = await this.askSecond(measure, parameters);
    return { value, reproduced, parameters, queryHash: contentHash({ sql: query.sql, parameters }) };
  }

  /** Counts a claim's value by the measure's second way: from the same frozen data, or for confirmed accounts from the record as it is now. @throws SnapshotMovedError, UsageDroppedError when the data are not those that were frozen */
  async recount(
    measure: MeasureName,
    parameters: MeasureParameters,
    snapshotId: string,
  ): Promise<Reproduction> {
    await this.guard.assertCountable(await this.snapshots.find(this.db.manager, snapshotId), parameters);
    const value = await this.askSecond(measure, parameters);
    const { sql } = MEASURES[measure].secondQuery;
    return {
      query: sql,
      value,
      queryHash: contentHash({ sql, parameters }),
      at: this.clock.now().toISOString(),
    };
  }

  private askSecond(measure: MeasureName, parameters: MeasureParameters): Promise<string | null> {
    const ask = (sql: string, params: Record<string, unknown>) =>
      this.engine.query<{ value: string }>(sql, params);
    return askValue(ask, this.db.manager, MEASURES[measure].secondQuery, parameters);
  }
}
