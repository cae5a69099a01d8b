import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { type Actor, Audit, systemActor } from '@app/audit';
import { Clock, ConflictError, Outbox } from '@app/platform';
import { LOCKS, withLock } from '../advisory-lock';
import { USAGE_FILE } from '../usage-columns';
import { UsageEngine } from '../usage-engine';
import { UsageOptions } from '../usage.options';
import { applyRetention } from './apply-retention.job';
import { LegalHolds } from './legal-holds.service';
import { type PlannedPartition, planRetention } from './partitions';
import { RetentionOptions } from './retention.options';
import { forgetDays, isDropping, isMoving, lockRetention, partitionsNow } from './retention.queries';
import { UsageDrop } from './usage-drop.entity';
import { UsageKeepers } from './usage-keepers';

/** Between two looks for what has become too old, ms. */
const REST_MS = 6 * 3_600_000;

/** What would be dropped and what is kept. */
export interface RetentionPlan {
  /** Null keeps everything. */
  days: number | null;
  partitions: PlannedPartition[];
  /** Latest first. */
  dropped: UsageDrop[];
}

/** How many of the months that were dropped are told. */
const TOLD_DROPS = 120;

/** Destroys usage by the month when it is old enough. A legal hold wins, and so does what must stay countable. */
@Injectable()
export class Retention {
  private lookedAt = -Infinity;

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
    private readonly options: RetentionOptions,
    private readonly usage: UsageOptions,
    private readonly engine: UsageEngine,
    private readonly holds: LegalHolds,
    private readonly keepers: UsageKeepers,
  ) {}

  /** What would be dropped if it were done now. */
  async preview(): Promise<RetentionPlan> {
    const record = this.db.manager;
    return {
      days: this.options.days,
      partitions: await this.plan(record),
      dropped: await record.find(UsageDrop, { where: {}, order: { id: 'DESC' }, take: TOLD_DROPS }),
    };
  }

  /** Has it done now rather than at its time. @throws ConflictError when everything is kept */
  ask(actor: Actor): Promise<void> {
    if (!this.isOn) throw new ConflictError('This installation keeps all usage: no retention is set.');
    return this.db.transaction(async (tx) => {
      await this.outbox.add(tx, applyRetention, { askedAt: this.clock.now().toISOString() });
      await this.audit.record(tx, actor, {
        action: 'retention.asked',
        subjectId: 'usage',
        details: { days: this.options.days },
      });
    });
  }

  /** Asks for it from time to time. */
  async round(): Promise<void> {
    const now = this.clock.now();
    if (!this.isOn) return;
    // What was decided and not done keeps snapshots from being taken: it is not left to its next time.
    const isDue = now.getTime() - this.lookedAt >= REST_MS || (await isDropping(this.db.manager));
    if (!isDue) return;
    this.lookedAt = now.getTime();
    await this.db.transaction((tx) => this.outbox.add(tx, applyRetention, { askedAt: now.toISOString() }));
  }

  /** Drops what is too old and kept by nothing; what was begun before is finished. Again is no change. */
  apply(): Promise<void> {
    // Settling an import writes days and moves rows under this lock: neither falls between a decision and its dropping.
    return withLock(this.db, LOCKS.commit, 0, async () => {
      if (this.isOn) await this.db.transaction((tx) => this.decide(tx));
      const open = await this.db.manager.find(UsageDrop, {
        where: { droppedAt: IsNull() },
        order: { id: 'ASC' },
      });
      for (const drop of open) await this.drop(drop);
    });
  }

  private get isOn(): boolean {
    return this.options.days !== null && !this.usage.source;
  }

  private async decide(tx: EntityManager): Promise<void> {
    if (await isMoving(tx)) return;
    await lockRetention(tx);
    const expired = (await this.plan(tx)).filter(({ state }) => state === 'expired');
    if (expired.length === 0) return;
    const at = this.clock.now();
    const days = this.options.days!;
    await tx.insert(
      UsageDrop,
      expired.map(({ month, rows }) => ({
        id: uuidv7(),
        month,
        rows: String(rows),
        retentionDays: days,
        decidedAt: at,
        droppedAt: null,
      })),
    );
    const months = expired.map(({ month }) => month);
    await forgetDays(tx, months);
    await this.audit.record(tx, systemActor(applyRetention.name), {
      action: 'retention.decided',
      subjectId: 'usage',
      details: { months, days, rows: expired.reduce((sum, { rows }) => sum + rows, 0) },
    });
  }

  /** What is not there any more is dropped. */
  private async drop({ id, month }: UsageDrop): Promise<void> {
    await this.engine.command(`ALTER TABLE ${USAGE_FILE.table} DROP PARTITION ${month.replace('-', '')}`);
    await this.db.transaction(async (tx) => {
      await tx.update(UsageDrop, { id }, { droppedAt: this.clock.now() });
      await this.audit.record(tx, systemActor(applyRetention.name), {
        action: 'retention.dropped',
        subjectId: 'usage',
        details: { month },
      });
    });
  }

  private async plan(db: EntityManager): Promise<PlannedPartition[]> {
    const { days } = this.options;
    const now = this.clock.now();
    const holds = await this.holds.keepers(db);
    const needed = days === null ? [] : await this.keepers.all(db, dayBefore(now, days));
    return planRetention(await partitionsNow(db), [...holds, ...needed], days, dayBefore(now, 0));
  }
}

const dayBefore = (now: Date, days: number): string =>
  new Date(now.getTime() - days * 86_400_000).toISOString().slice(0, 10);
