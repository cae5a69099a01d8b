import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, LessThan } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { type Actor, Audit } from '@app/audit';
import { Clock, contentHash, decodeCursor, findById, type Page, type PageQuery, toPage } from '@app/platform';
import { accountsNow, daysOf, doneImports } from './imports.queries';
import { Snapshot, type SnapshotDay } from './snapshot.entity';
import { snapshotParams, USAGE_AT } from './snapshot-sql';
import { contentSum } from './staging-sql';
import { USAGE_FILE } from './usage-columns';
import { UsageEngine } from './usage-engine';
import { SCHEMA_VERSION } from './usage-schema';

/** What counting a snapshot's rows again found. */
export interface SnapshotVerdict {
  verified: boolean;
  usageRows: number;
  accountRows: number;
  /** Hash of what is there now. */
  contentHash: string;
  /** Days whose rows or hash differ, `accounts`, or `schema` when they were hashed in another way. */
  differences: string[];
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
  ) {}

  /** Freezes what is imported at this instant. Costs the same however much that is: the engine is asked for its version only. */
  async take(actor: Actor, note: string | null): Promise<Snapshot> {
    const engineVersion = await this.engine.version();
    return this.db.transaction('REPEATABLE READ', async (tx) => {
      const done = await doneImports(tx);
      const accounts = done.filter((each) => each.kind === 'accounts').at(-1);
      const importNos = done.map((each) => each.no).sort((a, b) => a - b);
      const content: Content = {
        days: toDays(await daysOf(tx, importNos)),
        accountRows: Number(accounts?.accountRows ?? 0),
        accountsHash: toHex(accounts?.accountHash ?? '0'),
      };
      const latest = Math.max(...done.map((each) => each.maxTs?.getTime() ?? -Infinity));
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
    const then = new Map(snapshot.days.map((day) => [day.day, day]));
    const differences: string[] = snapshot.schemaVersion === SCHEMA_VERSION ? [] : ['schema'];
    for (const day of now.days) {
      const before = then.get(day.day);
      if (before?.rows !== day.rows || before.hash !== day.hash) differences.push(day.day);
      then.delete(day.day);
    }
    differences.push(...then.keys());
    if (now.accountRows !== Number(snapshot.accountRows) || now.accountsHash !== snapshot.accountsHash)
      differences.push('accounts');
    const found = hashOf(now);
    return {
      verified: differences.length === 0 && found === snapshot.contentHash,
      usageRows: rowsOf(now),
      accountRows: now.accountRows,
      contentHash: found,
      differences,
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
    const days = await this.engine.query<{ day: string; rows: string; hash: string }>(
      `SELECT toString(toDate(ts)) AS day, toString(count()) AS rows, ${contentSum(USAGE_FILE)} AS hash
       FROM ${USAGE_AT} GROUP BY day ORDER BY day`,
      snapshotParams(snapshot),
    );
    const accounts = await accountsNow(this.engine, snapshot.importNos);
    return { days: toDays(days), accountRows: Number(accounts.rows), accountsHash: toHex(accounts.hash) };
  }
}

const toHex = (decimal: string): string => BigInt(decimal).toString(16).padStart(64, '0');

const toDays = (days: { day: string; rows: string; hash: string }[]): SnapshotDay[] =>
  days.map(({ day, rows, hash }) => ({ day, rows: Number(rows), hash: toHex(hash) }));

const rowsOf = ({ days }: Content): number => days.reduce((sum, day) => sum + day.rows, 0);

const hashOf = ({ days, accountRows, accountsHash }: Content): string =>
  contentHash({ schemaVersion: SCHEMA_VERSION, days, accountRows, accountsHash });
