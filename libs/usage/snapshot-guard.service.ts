import { Injectable } from '@nestjs/common';
import { DataSource, In, LessThanOrEqual } from 'typeorm';
import { Audit, systemActor } from '@app/audit';
import { Clock } from '@app/platform';
import { SnapshotMovedError } from './read-only/read-only.problems';
import { UsageInterval } from './read-only/usage-interval.entity';
import { definitionHash } from './read-only/usage-source';
import { monthOf } from './retention/partitions';
import { UsageDroppedError } from './retention/retention.problems';
import { monthsGone } from './retention/retention.queries';
import { UsageEngine } from './usage-engine';
import { UsageOptions } from './usage.options';
import type { Snapshot, SnapshotDay } from './snapshot.entity';
import { type DayWindow, daysNow } from './snapshot-days.queries';

/** How long it is believed that rows that were looked at lie there still, ms: an enrichment asks many questions in a minute. */
export const RECENTLY_MS = 600_000;

/** Whether asking again later would find the same refusal. */
export const isUncountable = (error: unknown): boolean =>
  error instanceof SnapshotMovedError || error instanceof UsageDroppedError;

/** Keeps figures from being counted on rows that are not those of their snapshot. */
@Injectable()
export class SnapshotGuard {
  /** When a snapshot's rows were last found as they were, by snapshot and window. */
  private readonly found = new Map<string, number>();
  /** Snapshots that were reported as moved. */
  private readonly reported = new Set<string>();

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly options: UsageOptions,
    private readonly engine: UsageEngine,
  ) {}

  /** Whether a snapshot's rows lie where this installation looks. */
  isHere({ source }: Pick<Snapshot, 'source'>): boolean {
    const here = this.options.source ? definitionHash(this.options.source) : null;
    return (source?.definitionHash ?? null) === here;
  }

  /**
   * Refuses a snapshot whose rows are others now, or gone. Rows that were imported nobody else can change; those of the
   * lab's own table are hashed again.
   * @param window days that will be counted; all of them when it is left out
   * @param ageMs how old an earlier look may be
   * @throws SnapshotMovedError, UsageDroppedError
   */
  async assertCountable(snapshot: Snapshot, window?: DayWindow, ageMs = 0): Promise<void> {
    if (!this.isHere(snapshot)) {
      const where = snapshot.source ? snapshot.source.usage : 'imported usage';
      throw new SnapshotMovedError(
        `Snapshot ${snapshot.number} is one of ${where}, which is not what this installation reads now.`,
        { days: [] },
      );
    }
    if (!snapshot.source) return this.assertKept(snapshot, window);
    const key = `${snapshot.id} ${window ? `${window.from} ${window.to}` : ''}`;
    const now = this.clock.now().getTime();
    if (ageMs > 0 && now - (this.found.get(key) ?? -Infinity) < ageMs) return;
    const days = changedDays(
      within(snapshot.days, window),
      toDays(await daysNow(this.engine, snapshot, window)),
    );
    if (days.length === 0) {
      this.found.set(key, now);
      return;
    }
    await this.report(snapshot, days);
    throw new SnapshotMovedError(
      `The rows of ${days.length === 1 ? days[0]! : `${days.length} days`} in ${snapshot.source.usage} are not those of snapshot ${snapshot.number}.`,
      { days },
    );
  }

  /** Months of a snapshot whose rows were dropped for their age. */
  async gone(snapshot: Snapshot, window?: DayWindow): Promise<string[]> {
    const months = new Set(within(snapshot.days, window).map(({ day }) => monthOf(day)));
    return (await monthsGone(this.db.manager, snapshot.takenAt)).filter((month) => months.has(month));
  }

  private async assertKept(snapshot: Snapshot, window?: DayWindow): Promise<void> {
    const months = await this.gone(snapshot, window);
    if (months.length === 0) return;
    throw new UsageDroppedError(
      `Usage of ${months.join(', ')} was dropped after snapshot ${snapshot.number} was taken.`,
      { months },
    );
  }

  /** Records that rows of the lab's table are not those of a snapshot any more, and has the next snapshot hash them anew. */
  async report(snapshot: Snapshot, days: string[]): Promise<void> {
    const key = `${snapshot.id} ${days.join()}`;
    if (!snapshot.source || this.reported.has(key)) return;
    await this.db.transaction(async (tx) => {
      // Those that were hashed after the snapshot are as they should be.
      const pinned = { no: In(snapshot.importNos), recordedAt: LessThanOrEqual(snapshot.takenAt) };
      await tx.update(UsageInterval, pinned, { isMoved: true });
      await this.audit.record(tx, systemActor('count-snapshot'), {
        action: 'snapshot.moved',
        subjectId: snapshot.id,
        details: { number: snapshot.number, days },
      });
    });
    this.reported.add(key);
  }
}

/** Days of the engine as snapshots have them. */
export const toDays = (days: { day: string; rows: string; hash: string }[]): SnapshotDay[] =>
  days.map(({ day, rows, hash }) => ({ day, rows: Number(rows), hash: toHex(hash) }));

/** A decimal hash of 256 bits in hexadecimal. */
export const toHex = (decimal: string): string => BigInt(decimal).toString(16).padStart(64, '0');

/** Days that are not the same in both, in order. */
export function changedDays(then: readonly SnapshotDay[], now: readonly SnapshotDay[]): string[] {
  const before = new Map(then.map((day) => [day.day, day]));
  const changed: string[] = [];
  for (const { day, rows, hash } of now) {
    const was = before.get(day);
    if (was?.rows !== rows || was.hash !== hash) changed.push(day);
    before.delete(day);
  }
  return [...changed, ...before.keys()].sort();
}

const within = (days: readonly SnapshotDay[], window?: DayWindow): SnapshotDay[] =>
  days.filter(({ day }) => !window || (day >= window.from && day < window.to));
