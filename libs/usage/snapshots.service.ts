import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, LessThan } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { type Actor, Audit } from '@app/audit';
import {
  Clock,
  ConflictError,
  contentHash,
  decodeCursor,
  findById,
  type Page,
  type PageQuery,
  toPage,
} from '@app/platform';
import { accountsNow, daysOf, doneImports } from './imports.queries';
import { Snapshot, type SnapshotDay } from './snapshot.entity';
import { LabPins } from './read-only/lab-pins.service';
import { isDropping } from './retention/retention.queries';
import { daysNow } from './snapshot-days.queries';
import { changedDays, SnapshotGuard, toDays, toHex } from './snapshot-guard.service';
import { Streams } from './streams/streams.service';
import { UsageEngine } from './usage-engine';
import { SCHEMA_VERSION } from './usage-schema';

/** What counting a snapshot's rows again found. */
export interface SnapshotVerdict {
  verified: boolean;
  usageRows: number;
  accountRows: number;
  /** Hash of what is there now. */
  contentHash: string;
  /** Days whose rows or hash differ, `accounts`, `schema` when they were hashed in another way, or `source` when they lie elsewhere. */
  differences: string[];
  /** Months whose rows were dropped for their age: their days differ. */
  dropped: string[];
}

interface Content {
  days: SnapshotDay[];
  accountRows: number;
  accountsHash: string;
}

/** The frozen data that figures are counted from. */
@Injectable()
export class Snapshots {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly engine: UsageEngine,
    private readonly streams: Streams,
    private readonly lab: LabPins,
    private readonly guard: SnapshotGuard,
  ) {}

  /**
   * Freezes what is imported at this instant. Costs the same however much that is: the engine is asked for its version
   * only, after what streams brought since the last time. Of the lab's own tables it reads what came since the last
   * snapshot. @throws ConflictError, UsageSourceError
   */
  async take(actor: Actor, note: string | null): Promise<Snapshot> {
    await this.streams.bringIn();
    const lab = await this.lab.freeze();
    const engineVersion = await this.engine.version();
    return this.db.transaction('REPEATABLE READ', async (tx) => {
      if (await isDropping(tx))
        throw new ConflictError('Usage that is too old is being dropped; try again in a moment.');
      const done = await doneImports(tx);
      const accounts = done.filter((each) => each.kind === 'accounts').at(-1);
      const importNos = [...done.map((each) => each.no), ...(lab?.importNos ?? [])].sort((a, b) => a - b);
      const content: Content = {
        days: toDays(lab?.days ?? (await daysOf(tx, importNos))),
        accountRows: Number(lab?.accounts?.rows ?? accounts?.accountRows ?? 0),
        accountsHash: toHex(lab?.accounts?.hash ?? accounts?.accountHash ?? '0'),
      };
      const latest = Math.max(
        ...done.map((each) => each.maxTs?.getTime() ?? -Infinity),
        lab?.latest?.getTime() ?? -Infinity,
      );
      const id = uuidv7();
      await tx.insert(Snapshot, {
        id,
        takenAt: this.clock.now(),
        takenBy: actor.name,
        note,
        watermark: Number.isFinite(latest) ? new Date(latest) : null,
        usageRows: String(rowsOf(content)),
        accountRows: String(content.accountRows),
        accountsHash: content.accountsHash,
        contentHash: hashOf(content),
        days: content.days,
        importNos,
        source: lab?.source ?? null,
        engineVersion,
        schemaVersion: SCHEMA_VERSION,
      });
      const snapshot = await findById(tx, Snapshot, id);
      await this.audit.record(tx, actor, {
        action: 'snapshot.taken',
        subjectId: id,
        details: {
          number: snapshot.number,
          contentHash: snapshot.contentHash,
          usageRows: rowsOf(content),
          imports: importNos.length,
        },
      });
      return snapshot;
    });
  }

  /** Counts and hashes every row of a snapshot again in the engine. @throws NotFoundError */
  async verify(id: string): Promise<SnapshotVerdict> {
    const snapshot = await findById(this.db.manager, Snapshot, id);
    const now = await this.recount(snapshot);
    const differences: string[] = snapshot.schemaVersion === SCHEMA_VERSION ? [] : ['schema'];
    if (!this.guard.isHere(snapshot)) differences.push('source');
    const changed = changedDays(snapshot.days, now.days);
    if (changed.length > 0 && differences.length === 0) await this.guard.report(snapshot, changed);
    differences.push(...changed);
    if (now.accountRows !== Number(snapshot.accountRows) || now.accountsHash !== snapshot.accountsHash)
      differences.push('accounts');
    const found = hashOf(now);
    return {
      verified: differences.length === 0 && found === snapshot.contentHash,
      usageRows: rowsOf(now),
      accountRows: now.accountRows,
      contentHash: found,
      differences,
      dropped: snapshot.source ? [] : await this.guard.gone(snapshot),
    };
  }

  /** @throws NotFoundError */
  find(db: EntityManager, id: string): Promise<Snapshot> {
    return findById(db, Snapshot, id);
  }

  /** The one that was taken last, if any was. */
  latest(db: EntityManager): Promise<Snapshot | null> {
    return db.findOne(Snapshot, { where: {}, order: { number: 'DESC' } });
  }

  /** Latest first. */
  async list(page: PageQuery): Promise<Page<Snapshot>> {
    const before = page.cursor ? Number(decodeCursor(page.cursor, 1)[0]) : undefined;
    const rows = await this.db.manager.find(Snapshot, {
      ...(before === undefined ? {} : { where: { number: LessThan(before) } }),
      order: { number: 'DESC' },
      take: page.limit + 1,
    });
    return toPage(
      rows,
      page.limit,
      (row) => [row.number],
      (row) => row,
    );
  }

  private async recount(snapshot: Snapshot): Promise<Content> {
    const days = await daysNow(this.engine, snapshot);
    const accounts = await accountsNow(this.engine, snapshot.importNos);
    return { days: toDays(days), accountRows: Number(accounts.rows), accountsHash: toHex(accounts.hash) };
  }
}

const rowsOf = ({ days }: Content): number => days.reduce((sum, day) => sum + day.rows, 0);

const hashOf = ({ days, accountRows, accountsHash }: Content): string =>
  contentHash({ schemaVersion: SCHEMA_VERSION, days, accountRows, accountsHash });
