import { setTimeout as sleep } from 'node:timers/promises';

/** What may be saved up while nobody asks, ms of the rate: a late timer costs no throughput. */
const SAVED_MS = 50;

/** Lets `ratePerSecond` turns through, in the order in which they were asked for. */
export class RateLimit {
  private nextAtMs = 0;

  constructor(
    private readonly ratePerSecond: number,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  /** Reserves the next turn and says how long until it comes, ms. */
  reserve(): number {
    const now = this.nowMs();
    const at = Math.max(this.nextAtMs, now - SAVED_MS);
    this.nextAtMs = at + 1_000 / this.ratePerSecond;
    return Math.max(0, at - now);
  }

  /** Waits for the next turn. */
  async turn(): Promise<void> {
    const waitMs = this.reserve();
    if (waitMs > 0) await sleep(waitMs);
  }
}
