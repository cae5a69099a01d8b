import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { decodeCursor, type Page, type PageQuery, toPage } from '@app/platform';
import type { Snapshot, SnapshotDay } from '../snapshot.entity';
import { Snapshots } from '../snapshots.service';
import { UsageEngine } from '../usage-engine';
import {
  changedAccounts,
  type ChangedAccount,
  type ChangedImport,
  importsOf,
  inOneOnly,
  movedRows,
} from './snapshot-diff.queries';

/** How many imports a difference names; a stream may have brought thousands. */
const MOST_IMPORTS = 500;

/** A UTC day that is not the same in two snapshots. */
export interface ChangedDay {
  day: string;
  /** Null where the snapshot has no request of the day. */
  before: SnapshotDay | null;
  after: SnapshotDay | null;
  added: number;
  removed: number;
}

/** What is not the same in two snapshots, and the imports that made it so. */
export interface SnapshotDiff {
  before: Snapshot;
  after: Snapshot;
  days: ChangedDay[];
  isSameAccounts: boolean;
  came: ChangedImport[];
  went: ChangedImport[];
  /** How many imports changed in all. */
  changes: number;
}

/** Tells two snapshots apart. */
@Injectable()
export class SnapshotDiffs {
  constructor(
    private readonly db: DataSource,
    private readonly engine: UsageEngine,
    private readonly snapshots: Snapshots,
  ) {}

  /** Days and imports that differ, from the record alone. @throws NotFoundError */
  async between(beforeId: string, afterId: string): Promise<SnapshotDiff> {
    return this.db.transaction('REPEATABLE READ', async (tx) => {
      const [before, after] = await Promise.all([
        this.snapshots.find(tx, beforeId),
        this.snapshots.find(tx, afterId),
      ]);
      const [had, has] = [new Set(before.importNos), new Set(after.importNos)];
      const changed = inOneOnly(before.importNos, after.importNos);
      const [imports, moved] = await Promise.all([
        importsOf(tx, changed, MOST_IMPORTS),
        movedRows(tx, before.importNos, after.importNos),
      ]);
      const rows = new Map(moved.map((each) => [each.day, each]));
      const [then, now] = [byDay(before), byDay(after)];
      const days = [...new Set([...then.keys(), ...now.keys()])]
        .filter((day) => then.get(day)?.hash !== now.get(day)?.hash)
        .sort()
        .map((day) => ({
          day,
          before: then.get(day) ?? null,
          after: now.get(day) ?? null,
          added: rows.get(day)?.added ?? 0,
          removed: rows.get(day)?.removed ?? 0,
        }));
      return {
        before,
        after,
        days,
        isSameAccounts: before.accountsHash === after.accountsHash,
        came: imports.filter(({ no }) => has.has(no)),
        went: imports.filter(({ no }) => had.has(no)),
        changes: changed.length,
      };
    });
  }

  /** Accounts whose requests differ, by id; the engine counts them. @throws NotFoundError */
  async accounts(beforeId: string, afterId: string, page: PageQuery): Promise<Page<ChangedAccount>> {
    const [before, after] = await Promise.all([
      this.snapshots.find(this.db.manager, beforeId),
      this.snapshots.find(this.db.manager, afterId),
    ]);
    const rows = await changedAccounts(this.engine, {
      before: before.importNos,
      after: after.importNos,
      from: page.cursor ? String(decodeCursor(page.cursor, 1)[0]) : '',
      limit: page.limit + 1,
    });
    return toPage(
      rows,
      page.limit,
      (row) => [row.accountId],
      (row) => row,
    );
  }
}

const byDay = ({ days }: Snapshot): Map<string, SnapshotDay> => new Map(days.map((day) => [day.day, day]));
