import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { AccountPlatform, PlatformAnswer } from './account-platform';
import {
  type ClaimedItem,
  claimItems,
  type ItemResult,
  pauseOrder,
  recordResults,
  renewRun,
  untilNext,
} from './execution.queries';
import type { Order } from './order.entity';

/** Items claimed at once at most: what one process can lose sight of when it dies, and what one pair of commits is spread over. */
const MAX_CHUNK = 250;
const MIN_CHUNK = 10;
/** How much work a chunk is at the allowed rate, s: so often progress is recorded. */
const CHUNK_SECONDS = 0.5;
/** Chunks under way at once, so that the platform is kept busy while one of them is being recorded. */
const LANES = 5;
/** Calls under way at once in a lane. */
const LANE_CALLS = 16;
const RENEW_MS = 500;
/** How long a chunk may send before it gives back what it has not sent, ms: a slow platform must not hold up the record. */
const CHUNK_MS = 20_000;
const MAX_ATTEMPTS = 8;
const FIRST_BACKOFF_MS = 500;
const MAX_BACKOFF_MS = 30_000;

/** Why a run sends no more. */
export type Halt = 'slice over' | 'stopped' | 'lost' | 'locked out' | 'broken';

/** One stretch of executing an order in one process. It holds the order by a lease, so that no two runs send the same items. */
export class OrderRun {
  private halted: Halt | undefined;
  private pausedUntilMs = 0;
  private readonly chunk: number;
  /** What the platform said when it turned Docket away altogether. */
  lockedOutNote: string | null = null;

  constructor(
    private readonly db: DataSource,
    private readonly platform: AccountPlatform,
    private readonly order: Order,
    private readonly runId: string,
    /** How long this stretch may last, ms. */
    private readonly sliceMs: number,
  ) {
    const ofLane = (platform.ratePerSecond * CHUNK_SECONDS) / LANES;
    this.chunk = Math.round(Math.min(MAX_CHUNK, Math.max(MIN_CHUNK, ofLane)));
  }

  /** Sends until nothing is due any more or something halts it. @throws whatever kept it from its record */
  async send(): Promise<Halt | undefined> {
    const renewing = setInterval(() => void this.renew(), RENEW_MS);
    const slice = setTimeout(() => this.halt('slice over'), this.sliceMs);
    try {
      const lanes = await Promise.allSettled(Array.from({ length: LANES }, () => this.lane()));
      for (const lane of lanes) if (lane.status === 'rejected') throw lane.reason;
      return this.halted;
    } finally {
      clearInterval(renewing);
      clearTimeout(slice);
    }
  }

  private halt(why: Halt): void {
    this.halted ??= why;
  }

  private async renew(): Promise<void> {
    try {
      const status = await renewRun(this.db.manager, this.order.id, this.runId);
      if (status === undefined) this.halt('lost');
      else if (status !== 'executing') this.halt('stopped');
    } catch {
      this.halt('broken');
    }
  }

  private async lane(): Promise<void> {
    try {
      while (!this.halted) {
        const claimed = await claimItems(this.db.manager, this.order.id, this.runId, this.chunk);
        if (claimed.length > 0) {
          await this.sendChunk(claimed);
          continue;
        }
        const waitMs = await untilNext(this.db.manager, this.order.id);
        if (waitMs === null) return;
        // Short steps, so that a stop or the slice's end is noticed while waiting.
        await sleep(Math.min(Math.max(waitMs, 20), 200));
      }
    } catch (error) {
      this.halt('broken');
      throw error;
    }
  }

  private async sendChunk(claimed: readonly ClaimedItem[]): Promise<void> {
    const untilMs = Date.now() + CHUNK_MS;
    const results: ItemResult[] = [];
    const waiting = claimed[Symbol.iterator]();
    const mustHold = (): boolean =>
      this.halted !== undefined || Date.now() > untilMs || Date.now() < this.pausedUntilMs;
    const caller = async (): Promise<void> => {
      for (const item of waiting) {
        if (!mustHold()) await this.platform.turn();
        // Asked again after the wait, so that a stop or a pause takes hold at once also where the rate is low.
        results.push(mustHold() ? givenBack(item) : await this.sendOne(item));
      }
    };
    await Promise.all(Array.from({ length: LANE_CALLS }, caller));
    await this.db.transaction(async (tx) => {
      await recordResults(tx, this.runId, results);
      const pauseMs = this.pausedUntilMs - Date.now();
      if (pauseMs > 0) await pauseOrder(tx, this.order.id, pauseMs);
    });
  }

  private async sendOne(item: ClaimedItem): Promise<ItemResult> {
    const { action, reason, id, startedAt } = this.order;
    const sentAt = new Date();
    const answer = await this.platform.send(
      { action, reason, reference: id, accountId: item.accountId, idempotencyKey: item.sendKey },
      startedAt ?? sentAt,
    );
    if (answer.is === 'limited')
      this.pausedUntilMs = Math.max(this.pausedUntilMs, Date.now() + answer.waitMs);
    if (answer.is === 'locked_out') {
      this.lockedOutNote = answer.note;
      this.halt('locked out');
    }
    const { httpStatus, note } = answer;
    return {
      id: item.id,
      ...verdict(answer, item.attempts),
      call: { sentAt, answeredAt: new Date(), httpStatus, note },
    };
  }
}

const givenBack = (item: ClaimedItem): ItemResult => ({
  id: item.id,
  state: 'pending',
  reason: null,
  waitMs: 0,
  isCounted: false,
  call: null,
});

/** What an answer makes of an item that has been tried `attempts` times. */
export function verdict(answer: PlatformAnswer, attempts: number): Omit<ItemResult, 'id' | 'call'> {
  const settled = { waitMs: 0, isCounted: true };
  switch (answer.is) {
    case 'done':
      return { ...settled, state: 'done', reason: null };
    case 'already_so':
      return { ...settled, state: 'done', reason: 'already_so' };
    case 'protected':
      return { ...settled, state: 'skipped', reason: 'protected' };
    case 'unknown_account':
    case 'refused':
      return { ...settled, state: 'failed', reason: answer.is };
    case 'limited':
    case 'locked_out':
      return { state: 'pending', reason: null, waitMs: 0, isCounted: false };
    case 'unclear':
      if (attempts >= MAX_ATTEMPTS) return { ...settled, state: 'failed', reason: 'platform_error' };
      return { state: 'pending', reason: null, waitMs: backoffMs(attempts), isCounted: true };
  }
}

/** Doubling, with up to a quarter of jitter so that what failed together does not return together. */
function backoffMs(attempts: number): number {
  const full = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (attempts - 1));
  return Math.round(full * (0.75 + Math.random() / 4));
}
