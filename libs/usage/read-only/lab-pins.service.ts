import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '@app/platform';
import { LOCKS, withLock } from '../advisory-lock';
import type { SourceFault } from './source-sql';
import { HASHES_AT_ONCE, slices } from '../import-staging';
import { renewIntervals } from './usage-intervals.queries';
import { accountsNow, nextImportNo } from '../imports.queries';
import { contentSum } from '../staging-sql';
import { USAGE_FILE } from '../usage-columns';
import { UsageEngine } from '../usage-engine';
import { UsageOptions } from '../usage.options';
import { LAB_ACCOUNTS_NO, LAB_USAGE, LAB_USAGE_READ, LabSchema } from './lab-schema';
import { UsageSourceError } from './read-only.problems';
import { type IntervalDay, UsageInterval } from './usage-interval.entity';
import { definitionHash, nameOf, type SnapshotSource, type UsageSource } from './usage-source';

/** What a snapshot of the lab's own tables is made of. */
export interface LabContent {
  source: SnapshotSource;
  importNos: number[];
  days: IntervalDay[];
  latest: Date | null;
  /** Undefined where accounts are imported. */
  accounts: { rows: string; hash: string } | undefined;
}

/** Rows that came between two instants, ms since 1970: after the first and up to the second. */
interface Span {
  from: string;
  until: string;
}

const IN_SPAN = 'docket_at > {from:Int64} AND docket_at <= {until:Int64}';

/** Before everything that a table may hold. */
const NEVER = '-9223372036854775808';

const MODULUS = 2n ** 256n;

/** Candidates for doubled requests that are looked at by their names. */
const CANDIDATES = 1_000;
/** How many requests or columns a refusal names. */
const NAMED = 3;

/** Pins the lab's rows: what came since the last snapshot is checked, counted and hashed, and nothing is copied. */
@Injectable()
export class LabPins {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly options: UsageOptions,
    private readonly engine: UsageEngine,
    private readonly schema: LabSchema,
  ) {}

  /** What the lab's tables hold; undefined where usage is imported. @throws UsageSourceError for rows that cannot be counted */
  async freeze(): Promise<LabContent | undefined> {
    const { source } = this.options;
    if (!source) return undefined;
    await withLock(this.db, LOCKS.commit, 0, () => this.extend(source));
    const intervals = await this.schema.intervals(source);
    const accounts = source.accounts ? await accountsNow(this.engine, [LAB_ACCOUNTS_NO]) : undefined;
    return {
      source: {
        usage: nameOf(source.usage),
        accounts: source.accounts ? nameOf(source.accounts) : null,
        watermark: source.watermark,
        until: (intervals.at(-1)?.untilAt ?? new Date(0)).toISOString(),
        definitionHash: definitionHash(source),
      },
      importNos: [...(accounts ? [LAB_ACCOUNTS_NO] : []), ...intervals.map(({ no }) => no)],
      days: together(intervals),
      latest: intervals.reduce<Date | null>((max, { maxTs }) => (max && max > maxTs ? max : maxTs), null),
      accounts,
    };
  }

  /** Adds the interval since the last one, if anything came. */
  private async extend(source: UsageSource): Promise<void> {
    const intervals = await this.schema.intervals(source);
    if (intervals.some(({ isMoved }) => isMoved)) await this.hashAnew(source, intervals);
    const last = intervals.at(-1);
    const [now] = await this.engine.query<{ ms: string }>('SELECT toUnixTimestamp64Milli(now64(3)) AS ms');
    const until = Number(now!.ms) - source.lagSeconds * 1_000;
    const span = { from: last ? String(last.untilAt.getTime()) : NEVER, until: String(until) };
    const found = last && until <= last.untilAt.getTime() ? [] : await this.days(span);
    if (found.length > 0) {
      await this.assertReadable(source, span);
      await this.assertOnce(
        source,
        span,
        found.reduce((sum, { rows }) => sum + Number(rows), 0),
      );
      await this.db.transaction(async (tx) => this.record(tx, source, new Date(until), found));
    }
    await this.schema.number(source, (sql) => this.engine.command(sql));
  }

  /** What was found to have changed is checked again and pinned as it now is; snapshots keep what they pinned. */
  private async hashAnew(source: UsageSource, intervals: readonly UsageInterval[]): Promise<void> {
    await this.schema.number(source, (sql) => this.engine.command(sql));
    const nos = intervals.map(({ no }) => no);
    const found = await this.engine.query<IntervalDay & { no: number }>(
      `SELECT import_no AS no, toString(toDate(ts)) AS day, toString(count()) AS rows, ${contentSum(USAGE_FILE)} AS hash
       FROM ${USAGE_FILE.table} WHERE import_no IN {nos:Array(UInt32)} GROUP BY no, day ORDER BY no, day`,
      { nos },
    );
    const span = { from: NEVER, until: String(intervals.at(-1)!.untilAt.getTime()) };
    await this.assertReadable(source, span);
    await this.assertOnce(
      source,
      span,
      found.reduce((sum, { rows }) => sum + Number(rows), 0),
    );
    const days = nos.map((no) => ({
      no,
      days: found.filter((each) => each.no === no).map(({ day, rows, hash }) => ({ day, rows, hash })),
    }));
    await this.db.transaction((tx) => renewIntervals(tx, days, this.clock.now()));
  }

  private async record(
    tx: EntityManager,
    source: UsageSource,
    untilAt: Date,
    found: (IntervalDay & { latest: string })[],
  ): Promise<void> {
    await tx.insert(UsageInterval, {
      no: await nextImportNo(tx),
      definitionHash: definitionHash(source),
      untilAt,
      maxTs: new Date(Math.max(...found.map(({ latest }) => Number(latest)))),
      days: found.map(({ day, rows, hash }) => ({ day, rows, hash })),
      recordedAt: this.clock.now(),
    });
  }

  private days(span: Span): Promise<(IntervalDay & { latest: string })[]> {
    return this.engine.query(
      `SELECT toString(toDate(ts)) AS day, toString(count()) AS rows, ${contentSum(USAGE_FILE)} AS hash,
         toUnixTimestamp64Milli(max(ts)) AS latest
       FROM ${LAB_USAGE} WHERE ${IN_SPAN} GROUP BY day ORDER BY day`,
      { ...span },
    );
  }

  /** @throws UsageSourceError when a row has a value that an import would have rejected */
  private async assertReadable(source: UsageSource, span: Span): Promise<void> {
    const { faults } = await this.schema.shape(source, (sql) => this.engine.query(sql));
    const found = await this.engine.query<{ code: number; n: string }>(
      `SELECT code, count() AS n FROM (SELECT ${codeOf(faults)} AS code FROM ${LAB_USAGE_READ} WHERE ${IN_SPAN})
       WHERE code != 0 GROUP BY code ORDER BY n DESC LIMIT ${NAMED}`,
      { ...span },
    );
    if (found.length === 0) return;
    const named = found.map(({ code, n }) => {
      const { column, reason } = faults[code - 1]!;
      return `${column} ${reason} in ${n} rows`;
    });
    throw new UsageSourceError(
      `Of the rows of ${nameOf(source.usage)} that came since the last snapshot, ${named.join('; ')}.`,
    );
  }

  /** @throws UsageSourceError when a request is there more than once: it would be counted more than once */
  private async assertOnce(source: UsageSource, span: Span, rows: number): Promise<void> {
    const { key, keyHash } = USAGE_FILE;
    for (const slice of slices(rows, HASHES_AT_ONCE, keyHash)) {
      const mine = `SELECT ${keyHash} FROM ${LAB_USAGE} WHERE ${IN_SPAN} AND ${slice}`;
      const again = await this.engine.query<{ id: string }>(
        `SELECT ${key} AS id FROM ${LAB_USAGE} WHERE ${IN_SPAN} AND ${keyHash} IN (${mine} GROUP BY ${keyHash} HAVING count() > 1 LIMIT ${CANDIDATES})
         GROUP BY id HAVING count() > 1 LIMIT ${NAMED}`,
        { ...span },
      );
      if (again.length > 0) throw doubled(source, again);
      if (span.from === NEVER) continue;
      const earlier = await this.engine.query<{ id: string }>(
        `SELECT ${key} AS id FROM ${LAB_USAGE} WHERE docket_at <= {from:Int64} AND ${keyHash} IN (${mine}) LIMIT ${CANDIDATES}`,
        { ...span },
      );
      if (earlier.length === 0) continue;
      const known = await this.engine.query<{ id: string }>(
        `SELECT ${key} AS id FROM ${LAB_USAGE} WHERE ${IN_SPAN} AND ${key} IN {ids:Array(String)} LIMIT ${NAMED}`,
        { ...span, ids: earlier.map(({ id }) => id) },
      );
      if (known.length > 0) throw doubled(source, known);
    }
  }
}

const doubled = (source: UsageSource, found: readonly { id: string }[]): UsageSourceError =>
  new UsageSourceError(
    `${nameOf(source.usage)} has the same request more than once: ${found.map(({ id }) => JSON.stringify(id)).join(', ')}.`,
  );

const codeOf = (faults: readonly SourceFault[]): string =>
  `multiIf(${faults.map(({ when }, at) => `${when}, ${at + 1}`).join(', ')}, 0)`;

/** The days of all intervals, each once. */
function together(intervals: readonly UsageInterval[]): IntervalDay[] {
  const days = new Map<string, { rows: bigint; hash: bigint }>();
  for (const { day, rows, hash } of intervals.flatMap((interval) => interval.days)) {
    const before = days.get(day) ?? { rows: 0n, hash: 0n };
    days.set(day, { rows: before.rows + BigInt(rows), hash: (before.hash + BigInt(hash)) % MODULUS });
  }
  return [...days]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, { rows, hash }]) => ({ day, rows: String(rows), hash: String(hash) }));
}
